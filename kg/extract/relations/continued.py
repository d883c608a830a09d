"""Relations of which one end was told just before: the "continued" in `ontology/patterns/<relation>.json`.

    The Harbour Trust gave the choir £9,000, and so did Wexley Council. Marlin Steel has matched it.
    The Harbour Trust has given Wexley College £2m. The money will pay for the Warm Rooms scheme.

What is told first is any other claim of the relation, in the same sentence or one of the two before.

| key | is |
|---|---|
| `verbs` | verbs that say of their subject that it did the same ("has **matched** it"), as "so has A" does |
| `nouns` | what the subject gave, told of again ("**the money** will pay for B") |
| `object` | places of the object at these nouns, as in noun frames |
| `except` | verbs of which the noun is no subject ("the money was **refused**") |
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.modality import is_claimed_noun, is_claimed_verb, is_question
from kg.extract.references import References, Referent, sentence
from kg.extract.relations.claims import Claim
from kg.extract.relations.ends import ends, owners
from kg.extract.relations.frames import agents_of, is_passive, surface_subjects
from kg.extract.relations.nouns import Anchor, NounFrame
from kg.extract.relations.scan import places
from kg.ontology import RelationType

BEFORE = 2
"""Sentences before the one that goes on."""

SURE = 0.75
_AUXILIARIES = frozenset({"have", "do", "will"})
_DEFINITE = frozenset({"the", "this", "that", "further", "another"})
_SAME = frozenset({"it", "this", "that", "them", "these", "sum", "amount"})


@dataclass(frozen=True)
class Continued:
    """How one relation is gone on with; `places` are those of the object at the nouns."""

    name: str
    relation: RelationType
    verbs: frozenset[str]
    frame: NounFrame

    @classmethod
    def from_patterns(cls, relation: RelationType, patterns: Mapping[str, Any]) -> "Continued | None":
        """The rule of a relation, if its file has one."""
        entry = patterns.get("continued")
        if entry is None:
            return None
        name = f"{relation.name}/continued"
        frame = NounFrame(
            relation.name, frozenset(entry["nouns"]), object=tuple(entry["object"]),
            exceptions=frozenset(entry.get("except", ())), confidence=SURE,
        )
        return cls(name, relation, frozenset(entry["verbs"]), frame)


def continued(
    found: References, claims: Iterable[Claim], rule: Continued, lexicon: Lexicon,
) -> Iterator[Claim]:
    """The claims that go on from others."""
    told = sorted((c for c in claims if c.relation == rule.relation.name), key=lambda claim: claim.end)
    if not told:
        return
    for position, subjects in (*_again(found, rule, lexicon), *_likewise(found, rule, lexicon)):
        for claim in _before(found.doc, told, position):
            for subject in subjects:
                yield _changed(claim, rule, position, subject=subject)
    for noun, claim, objects in _spent(found, told, rule, lexicon):
        for object_ in objects:
            yield _changed(claim, rule, noun.i, object=object_)


def _changed(claim: Claim, rule: Continued, position: int, **end: Referent) -> Claim:
    (referent,) = end.values()
    start, stop = min(position, referent.start), max(position + 1, referent.end)
    confidence = SURE * referent.certainty * claim.confidence
    return replace(claim, start=start, end=stop, confidence=confidence, pattern=rule.name, **end)


def _before(doc: Doc, told: list[Claim], position: int) -> list[Claim]:
    """The claims of the last verb or noun that ended before a token, if it is near."""
    start = sentence(doc, position)[0]
    for _ in range(BEFORE):
        start = sentence(doc, start - 1)[0] if start else start
    near = [claim for claim in told if start <= claim.start and claim.end <= position]
    return [claim for claim in near if claim.subject == near[-1].subject and claim.start == near[-1].start]


def _again(found: References, rule: Continued, lexicon: Lexicon) -> Iterator[tuple[int, list[Referent]]]:
    """ "and so has the Trust", "as did the Trust"."""
    for place in places(found.doc, ["so", "as"]):
        following = found.doc[place + 1 : place + 4]
        if len(following) < 2 or following[0].lemma_ not in _AUXILIARIES or is_question(following[0]):
            continue
        first = next((found.by_token[token.i] for token in following[1:] if token.i in found.by_token), None)
        if first is not None and first.type in rule.relation.domain and first.certainty == 1.0:
            yield place, [first]


def _likewise(found: References, rule: Continued, lexicon: Lexicon) -> Iterator[tuple[int, list[Referent]]]:
    """ "the Trust has matched it", "matched by the Trust"."""
    for verb in (found.doc[place] for place in places(found.doc, rule.verbs, attribute="LEMMA")):
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        if verb.pos_ != "VERB" or any(child.lower_ not in _SAME for child in objects):
            continue
        doers = agents_of(verb) if is_passive(verb) else surface_subjects(verb) if objects else ()
        named = [r for token in doers for r in ends(found, token, rule.relation.domain)]
        if named and is_claimed_verb(verb, lexicon) and not is_question(verb):
            yield verb.i, named


def _spent(
    found: References, told: list[Claim], rule: Continued, lexicon: Lexicon,
) -> Iterator[tuple[Token, Claim, list[Referent]]]:
    """ "The money will pay for B"."""
    for noun in (found.doc[place] for place in places(found.doc, rule.frame.nouns, attribute="LEMMA")):
        if noun.dep_ != "nsubj" or not any(child.lower_ in _DEFINITE for child in noun.lefts):
            continue
        anchor, before = Anchor.at(noun), _before(found.doc, told, noun.left_edge.i)
        if anchor.verb is None or not before or anchor.verb.lemma_ in rule.frame.exceptions:
            continue
        if is_claimed_noun(noun, anchor.verb, lexicon):
            known = frozenset({before[0].subject.cluster})
            yield noun, before[0], _objects(found, anchor, rule, known)


def _objects(found: References, anchor: Anchor, rule: Continued, known: frozenset[str]) -> list[Referent]:
    for place in rule.frame.object:
        tokens = anchor.tokens(place, rule.frame)
        named = {r.cluster: r for t in tokens for r in owners(found, t, rule.relation.range, known=known)}
        if named.keys() - known:
            return [referent for cluster, referent in named.items() if cluster not in known]
    return []
