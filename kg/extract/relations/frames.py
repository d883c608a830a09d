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
| `reverse` | true where the grammatical subject is the relation's object ("receives a grant from") |
| `each` | true where the members of the subject have the relation to each other ("A and B collaborate") |
| `confidence`, `status` | as in a sequence |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

_CURRENCIES = frozenset("£$€")
_PREPOSITIONAL = frozenset({"prep", "dative"})
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
    reverse: bool = False
    each: bool = False
    confidence: float = 0.9
    status: str = ""
    name: str = ""

    @classmethod
    def from_entry(cls, relation: str, entry: Mapping[str, Any], *, confidence: float) -> "Frame":
        """A frame as it stands in the file, its word lists put in."""
        sets = {key: frozenset(entry.get(key, ())) for key in ("verbs", "prepositions", "adverbs", "direct")}
        rest = {key: entry[key] for key in ("particle", "reverse", "each", "status") if key in entry}
        return cls(relation, **sets, **rest, confidence=entry.get("confidence", confidence))


@dataclass(frozen=True)
class Roles:
    """The tokens at the two ends of a verb; for `each`, those of the subject at both."""

    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]


def read(frame: Frame, verb: Token) -> Roles | None:
    """Who does what to whom at a verb, if the frame fits there."""
    if frame.particle and not any(child.lower_ == frame.particle for child in verb.children):
        return None
    if frame.adverbs and not any(child.lower_ in frame.adverbs for child in verb.children):
        return None
    passive = is_passive(verb)
    affected = surface_subjects(verb) if passive else _children(verb, {"dobj"})
    agents = list(agents_of(verb)) if passive else surface_subjects(verb)
    if frame.direct and not any(_holds(token, frame.direct) for token in affected + _children(verb, {"dobj"})):
        return None
    if frame.each:
        return Roles(tuple(agents), ())
    objects = _objects(frame, verb, affected)
    if frame.reverse:
        agents, objects = objects, surface_subjects(verb)
    return Roles(tuple(agents), tuple(objects))


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


def _objects(frame: Frame, verb: Token, affected: list[Token]) -> list[Token]:
    if not frame.prepositions:
        return affected or [t for child in verb.children if child.dep_ == "conj" for t in _children(child, {"dobj"})]
    beside = (child for child in verb.children if child.lower_ in frame.adverbs)
    holders = [verb, *beside, *(token for first in affected for token in (first, *first.conjuncts))]
    inside = [child for preposition in _prepositional(verb, frame) for child in preposition.children]
    holders += [token for first in inside for token in (first, *first.conjuncts)]
    prepositions = [preposition for holder in holders for preposition in _prepositional(holder, frame)]
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
