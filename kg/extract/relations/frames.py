"""Relations told by a verb: the "frames" in `ontology/patterns/<relation>.json`.

A frame names verbs and where their object stands; who does it and to whom is read from the parse, so that one frame
covers "A published B", "B was published by A", "B, published by A", "having published B, A", "A, which published B",
"A plans to publish B" and "A wrote and published B".

| key | is |
|---|---|
| `verbs` | lemmas, or the name of a list under "words" (`"$verbs"`) |
| `prepositions` | the object stands after one of these ("invests **in**"); without the key it is the direct object |
| `adverbs` | one of these stands at the verb ("A and B **jointly** fund") |
| `particle` | a particle that must be there ("set **out**") |
| `direct` | lemmas of which the direct object must hold one, or a currency sign ("gives a **grant** to") |
| `except` | lemmas of which the direct object holds none ("pays a **fine** to") |
| `company` | what follows one of these at the verb takes part beside the subject ("published it **with** B") |
| `people` | lemmas of nouns behind `company` that stand for where they work ("with **researchers** at B") |
| `within` | the object may stand behind one of these at a noun, or own it ("pays for training **at** B", "B's van") |
| `about` | lemmas of nouns that only tell of what is behind `within` ("pays for a **study** of B") |
| `types` | the types of names that both ends must be of, where not all that the relation takes will do |
| `reverse` | true where the grammatical subject is the relation's object ("receives a grant from") |
| `passive` | true where it only counts in the passive ("**run by** A and B") |
| `each` | true where the members of the subject have the relation to each other ("A and B collaborate") |
| `confidence`, `status` | as in a sequence |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

_CURRENCIES = frozenset("£$€")
_PREPOSITIONAL = frozenset({"prep", "dative"})
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_STAFFED = frozenset({"at", "from", "of"})
_WITH = frozenset({"with"})
DEEPEST = 5
"""How many verbs up a missing subject is looked for."""


@dataclass(frozen=True)
class Frame:
    """One frame of a relation, as the vocabulary gives it."""

    relation: str
    verbs: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    particle: str = ""
    direct: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    reverse: bool = False
    each: bool = False
    passive: bool = False
    confidence: float = 0.9
    status: str = ""
    name: str = ""

    def takes(self, *types: str) -> bool:
        """Whether names of these types may stand at its ends."""
        return not self.types or self.types.issuperset(types)

    @classmethod
    def from_entry(cls, relation: str, entry: Mapping[str, Any], *, confidence: float) -> "Frame":
        """A frame as it stands in the file, its word lists put in."""
        keys = ("verbs", "prepositions", "adverbs", "direct", "company", "people", "within", "about", "types")
        sets = {key: frozenset(entry.get(key, ())) for key in keys}
        rest = {key: entry[key] for key in ("particle", "reverse", "each", "passive", "status") if key in entry}
        sets["exceptions"] = frozenset(entry.get("except", ()))
        return cls(relation, **sets, **rest, confidence=entry.get("confidence", confidence))


@dataclass(frozen=True)
class Roles:
    """The tokens at the two ends of a verb; for `each`, those of the subject at both."""

    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]


def read(frame: Frame, verb: Token) -> Roles | None:
    """Who does what to whom at a verb, if the frame fits there."""
    passive = is_passive(verb)
    affected = _affected(verb, passive=passive)
    agents = list(agents_of(verb)) if passive else surface_subjects(verb)
    if not _fits(frame, verb, affected, agents) or (frame.passive and not passive):
        return None
    if frame.each:
        return Roles(tuple(_behind(verb, frame.prepositions, frame.people) if frame.prepositions else agents), ())
    objects = _objects(frame, verb, affected, agents)
    objects += [t for o in objects if o.lemma_ not in frame.about for t in _inside(o, frame.within) if t != o]
    if frame.reverse:
        agents, objects = objects, surface_subjects(verb)
    if frame.company:
        holders = [verb, *affected, *agents, *(child for child in verb.children if child.dep_ == "advmod")]
        agents = [*agents, *(token for holder in holders for token in _behind(holder, frame.company, frame.people))]
    return Roles(tuple(agents), tuple(objects))


def _fits(frame: Frame, verb: Token, affected: list[Token], agents: list[Token]) -> bool:
    """Whether the particle, the adverb and the direct object that the frame asks for are there."""
    words = {child.lower_ for child in verb.children}
    words |= {child.lower_ for token in agents for child in (*token.head.children, *token.children)}
    if frame.particle and not any(child.lower_ == frame.particle for child in verb.children):
        return False
    if frame.adverbs and not words & frame.adverbs:
        return False
    given = affected + _children(verb, {"dobj"})
    if any(token.lemma_ in frame.exceptions for token in given):
        return False
    return not frame.direct or any(_holds(token, frame.direct) for token in given)


def _affected(verb: Token, *, passive: bool) -> list[Token]:
    """What something is done to: also the noun before "that A published", and before a participle ("B, paid for")."""
    if passive:
        return _named_before(verb) or surface_subjects(verb)
    own = [child for child in _children(verb, {"dobj"}) if child.lower_ not in _RELATIVE]
    subjects = [child.lower_ for child in _children(verb, {"nsubj"})]
    described = verb.dep_ == "relcl" and subjects and subjects[0] not in _RELATIVE
    return own or ([verb.head] if described else _children(verb, {"dobj"}))


def _named_before(verb: Token) -> list[Token]:
    """The object that a participle behind it tells of: "the Trust releases the Plan, written with B"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBN":
        return []
    return [t for t in _children(verb.head, {"dobj"}) if verb.head.i < t.i < verb.i and t.pos_ == "PROPN"]


def _behind(holder: Token, words: frozenset[str], people: frozenset[str]) -> list[Token]:
    """What follows one of the prepositions at a token, or "in" and one of the nouns; people stand for their body."""
    found = []
    for child in holder.children:
        if child.dep_ in _PREPOSITIONAL and child.lower_ in words:
            for first in _children(child, {"pobj"}):
                found.append(first)
                staff = (token for token in (first, *first.conjuncts) if token.lemma_ in people)
                found += [inner for token in staff for inner in _inside(token, _STAFFED) if inner != first]
        if child.lower_ == "in":
            nouns = [noun for noun in _children(child, {"pobj"}) if noun.lower_ in words]
            found += [token for noun in nouns for token in _behind(noun, _WITH, people)]
    return found


def _inside(token: Token, prepositions: frozenset[str], *, depth: int = 2) -> Iterator[Token]:
    """A token, and for a common noun what it belongs to: "training at B", "the staff of B's ward"."""
    yield token
    if token.pos_ != "NOUN" or not prepositions or not depth or is_called(token):
        return
    yield from _children(token, {"poss"})
    for child in token.children:
        if child.lower_ in prepositions:
            for inner in _children(child, {"pobj"}):
                yield from _inside(inner, prepositions, depth=depth - 1)


def is_passive(verb: Token) -> bool:
    """ "was published", "published by", and a participle that is joined to one of these."""
    children = {child.dep_ for child in verb.children}
    if children & {"auxpass", "nsubjpass", "agent"}:
        return True
    if verb.tag_ != "VBN" or "aux" in children or "nsubj" in children:
        return False
    joined = verb.dep_ == "conj" and verb.head.tag_ == "VBN"
    return verb.dep_ in {"acl", "advcl", "amod"} or (joined and is_passive(verb.head))


def surface_subjects(verb: Token, *, depth: int = DEEPEST) -> list[Token]:
    """The subject of a verb, or that of the verb or noun which it hangs on."""
    own = _children(verb, {"nsubj", "nsubjpass"})
    if own or not depth:
        return own
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return [verb.head] if verb.tag_ in {"VBG", "VBN", "VBD"} else []
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        return surface_subjects(verb.head, depth=depth - 1)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return surface_subjects(verb.head.head, depth=depth - 1)
    return []


def agents_of(verb: Token) -> Iterator[Token]:
    """After "by"; verbs joined to this one may share theirs: "drafted and published by"."""
    group = [verb, *(child for child in verb.children if child.dep_ == "conj")]
    by = [child for token in group for child in token.children if child.dep_ == "agent" or child.lower_ == "by"]
    for preposition in by[:1]:
        yield from _children(preposition, {"pobj"})


def is_called(noun: Token) -> bool:
    """Whether a name follows that is the noun's own: "its scheme, Warm Hands", and not "its scheme, Ms Roe said"."""
    following = noun.doc[noun.i + 1 : noun.i + 4]
    name = next((token for token in following if not token.is_punct), None)
    if name is None or name.is_sent_start or not name.text[0].isupper():
        return False
    return name.i == noun.i + 1 or not {name.dep_, name.head.dep_} & {"nsubj", "nsubjpass"}


def _objects(frame: Frame, verb: Token, affected: list[Token], agents: list[Token]) -> list[Token]:
    if not frame.prepositions:
        return affected or [t for child in verb.children if child.dep_ == "conj" for t in _children(child, {"dobj"})]
    beside = (child for child in verb.children if child.lower_ in frame.adverbs)
    beside = (*beside, *(agents if "with" in frame.prepositions else ()))
    holders = [verb, *beside, *(token for first in affected for token in (first, *first.conjuncts))]
    inside = [child for preposition in _prepositional(verb, frame) for child in preposition.children]
    holders += [token for first in inside for token in (first, *first.conjuncts)]
    prepositions = [preposition for holder in holders for preposition in _prepositional(holder, frame)]
    if frame.people:
        return [t for holder in holders for t in _behind(holder, frame.prepositions, frame.people)]
    found = [token for preposition in prepositions for token in _children(preposition, {"pobj", "pcomp"})]
    if "to" in frame.prepositions:  # "gave the Trust a grant", "the Trust was given a grant"
        found += [child for child in _children(verb, {"dative"}) if child.lower_ != "to"]
        found += [token for token in affected if not _holds(token, frame.direct)]
    return found


def _prepositional(token: Token, frame: Frame) -> list[Token]:
    return [c for c in token.children if c.dep_ in _PREPOSITIONAL and c.lower_ in frame.prepositions]


def _children(token: Token, labels: set[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def _holds(token: Token, words: frozenset[str]) -> bool:
    """Whether a noun is one of the words or an amount of money, or has one of them before it."""
    near = [*token.lefts, *token.doc[token.left_edge.i : token.i + 1]]
    near += [c for child in token.children if child.dep_ == "prep" for c in child.children] + [*token.rights]
    return any(t.text in _CURRENCIES or t.lemma_.casefold() in words for t in near)
