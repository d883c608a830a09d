"""Relations told by a noun: the "nouns" in `ontology/patterns/<relation>.json`.

A noun frame names nouns and the places around them where the ends of the relation stand, so that one frame covers
"a grant from A to B", "B opened with a grant from A", "B owes its roof to grants from A" and "A's grant to B".

| key | is |
|---|---|
| `nouns` | lemmas, the name of a list under "words" (`"$money"`), or currency signs, which stand for amounts |
| `posts` | true where posts take the place of the nouns; the role is then named |
| `subject`, `object` | places (see below); the first that holds a fitting name counts |
| `each` | places of names that all have the relation to each other |
| `verbs` | lemmas of which the verb that the noun hangs on must be one |
| `except` | lemmas of which it must be none for ends at `clause`, `agent` or `affected`, or behind a preposition |
| `confidence`, `status` | as in a sequence |

| place | is |
|---|---|
| a preposition | what follows it at the noun: "funding from A" |
| one with "+" | the same, or what follows it at the verb: "funding for B comes from A" |
| `'s` | the possessor, or the name right before: "A's report", "its report", "an A report" |
| `is` | what the noun is said of: "A, a funder", "A is the funder", "the funder is A", "the funder, A", "A as funder" |
| `after` | the name that follows: "chief executive A", "the report, A" |
| `clause` | the subject of the verb that the noun hangs on: "B opened with a grant" |
| `affected` | the object of the verb: "the grant helped B" |
| `before` | the subject of the sentence before, where that told of money or the noun: "The grant came from A." |
| `near` | the body that a post without one is at |
| `purpose` | the object of what it is for: "a grant to help B" |
| `agent` | who does what the verb says: "the post is held by A" |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from spacy.tokens import Token

from kg.extract.relations.frames import agents_of, is_called, is_passive, surface_subjects

_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MEASURES = frozenset({"of", "worth", "totalling", "for"})
_DEFINITE = frozenset({"the", "this", "that"})
_NUMBERS = frozenset({"nmod", "nummod", "quantmod", "compound", "amod"})
CURRENCIES = frozenset("£$€")
HIGHEST = 6
"""How many heads a noun is followed up through to its verb."""


@dataclass(frozen=True)
class NounFrame:
    """One noun frame of a relation, as the vocabulary gives it."""

    relation: str
    nouns: frozenset[str]
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    posts: bool = False
    confidence: float = 0.8
    status: str = ""
    name: str = ""

    @classmethod
    def from_entry(cls, relation: str, entry: Mapping[str, Any], *, confidence: float) -> "NounFrame":
        """A noun frame as it stands in the file, its word lists put in."""
        places = {key: tuple(entry.get(key, ())) for key in ("subject", "object", "each")}
        rest = {key: entry[key] for key in ("posts", "status") if key in entry}
        return cls(
            relation, frozenset(entry.get("nouns", ())), **places, **rest, verbs=frozenset(entry.get("verbs", ())),
            exceptions=frozenset(entry.get("except", ())), confidence=entry.get("confidence", confidence),
        )


@dataclass(frozen=True)
class Anchor:
    """A noun with what belongs to it: the words that it is one phrase with and the verb that it hangs on."""

    noun: Token
    group: tuple[Token, ...]
    verb: Token | None
    is_subject: bool

    @classmethod
    def at(cls, noun: Token) -> "Anchor":
        """Reads the surroundings of a noun from the parse."""
        group = tuple(_group(noun))
        verb, path = None, list(islice(_upwards(group[-1]), HIGHEST))
        if path and path[-1].pos_ in _VERBS:
            verb = path.pop()
        return cls(noun, group, verb, any(token.dep_ in _SUBJECTS for token in (group[-1], *path)))

    def fits(self, frame: NounFrame) -> bool:
        """Whether the verb is one that the frame asks for."""
        return not frame.verbs or (self.verb is not None and self.verb.lemma_ in frame.verbs)

    def tokens(self, place: str, frame: NounFrame) -> list[Token]:
        """The tokens at a place around the noun; names, or nouns and pronouns that stand for names."""
        excepted = self.verb is not None and self.verb.lemma_ in frame.exceptions
        if place in _PLACES:
            return [] if excepted and self.noun.dep_ == "pobj" else list(_PLACES[place](self))
        if place in _OF_VERBS:
            return [] if excepted or self.verb is None else list(_OF_VERBS[place](self))
        return list(self._after(place))

    def _after(self, preposition: str) -> Iterator[Token]:
        """What follows a preposition at the noun, or where it says so at its verb."""
        holders = (*self.group, self.verb) if preposition.endswith("+") and self.verb is not None else self.group
        for holder in holders:
            links = (child for child in holder.children if child.lower_ == preposition.rstrip("+"))
            links = (link for link in links if link.i > holder.i or link.lower_ != "in")  # "in May it gave"
            found = [token for link in links for token in _objects(link)]
            if found:
                yield from (inner for token in found for inner in _whose(token))
                return


def amount(sign: Token) -> Token | None:
    """The noun or number that is an amount: "£2m", or the "grant" in "a £2m grant"; nothing for "a £2m ward"."""
    token = sign.head
    if token.i < sign.i or token.i > sign.i + 3:
        return None
    return None if token.dep_ in _NUMBERS and token.head.pos_ == "NOUN" and not _is_unit(token.head) else token


def _is_unit(token: Token) -> bool:
    return len(token) < 3 or token.pos_ == "NUM" or token.like_num


def _group(noun: Token) -> Iterator[Token]:
    """The noun and what it is of or what is of it: "£2m of funding", "a grant of £2m"; the highest comes last."""
    for child in noun.rights:
        if child.lower_ in _MEASURES and any(token.text in CURRENCIES for token in child.subtree):
            yield child
            yield from (token for token in child.subtree if any(c.text in CURRENCIES for c in (token, *token.children)))
    yield noun
    while noun.head != noun and noun.dep_ in _NUMBERS:
        noun = noun.head
        yield noun
    above = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and above.pos_ in {"NOUN", "NUM"}:
        yield from (above,) if any(child.text in CURRENCIES for child in _before_head(above)) else ()


def _before_head(token: Token) -> Iterator[Token]:
    return iter(token.doc[token.left_edge.i : token.i])


def _upwards(token: Token) -> Iterator[Token]:
    """The heads of a token up to its verb; a clause that only describes a noun is not left."""
    while token.head != token and token.dep_ not in {"relcl", "acl"}:
        token = token.head
        yield token
        if token.pos_ in _VERBS:
            return


def _objects(preposition: Token) -> list[Token]:
    return [child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}]


def _possessors(noun: Token) -> Iterator[Token]:
    return (child for child in noun.children if child.dep_ in {"poss", "compound", "nmod"})


def _whose(token: Token) -> tuple[Token, ...]:
    """A noun with those whose it is: "chair of the Trust's board"."""
    return (token, *_possessors(token)) if token.pos_ == "NOUN" and not is_called(token) else (token,)


def _owners(anchor: Anchor) -> Iterator[Token]:
    """Whose it is; a name that stands apart ("The Harbour Trust - £20,000 for a van") is no owner."""
    for token in anchor.group:
        for owner in _possessors(token):
            between = token.doc[owner.i + 1 : token.i]
            beside = not any(t.is_punct and (t.text != "-" or t.whitespace_) for t in between)
            if owner.dep_ == "poss" or (token.is_alpha and not _is_unit(token) and beside):
                yield owner


def _following(anchor: Anchor) -> Iterator[Token]:
    """The next word; behind a comma only where it is no subject of its own."""
    doc, position = anchor.noun.doc, anchor.noun.i + 1
    following = doc[position : position + 1]
    if len(following) and following[0].is_punct:
        following = doc[position + 1 : position + 2]
        phrase = [token for word in following for token in (word, word.head)]
        following = () if any(token.dep_ in _SUBJECTS for token in phrase) else following
    yield from following


def _equals(anchor: Anchor) -> Iterator[Token]:
    """All that the noun is said to be, or that is said to be it; beyond a semicolon stands another item of a list."""
    for token in _said_of(anchor):
        first, last = sorted((token.i, anchor.noun.i))
        if not any(between.text == ";" for between in token.doc[first:last]):
            yield token


def _said_of(anchor: Anchor) -> Iterator[Token]:
    noun = anchor.group[-1]
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head = noun.head
    if noun.dep_ == "appos":
        yield head
    yield from (child for child in noun.children if child.dep_ == "appos")
    if noun.dep_ in {"compound", "nmod"}:
        yield head
    if head.lemma_ == "be" or noun.dep_ in {"attr", "oprd"}:
        yield from (child for child in head.children if child.dep_ in {"attr", "oprd"} and child != noun)
        yield from (surface_subjects(head) if noun.dep_ in {"attr", "oprd"} else ())
    if noun.dep_ == "pobj" and head.lower_ == "as":
        yield from _called(head.head)


def _called(holder: Token) -> Iterator[Token]:
    """Of whom "as chair" is said: the object or subject of the verb, the noun before it, or whose time it was."""
    if holder.pos_ in _VERBS:
        yield from (child for child in holder.children if child.dep_ == "dobj")
        yield from surface_subjects(holder)
        return
    yield holder
    yield from _possessors(holder)


def _before(anchor: Anchor) -> Iterator[Token]:
    """The subject of the sentence before, where the noun is one that was told of there."""
    doc, start = anchor.noun.doc, anchor.noun.sent.start
    if not start or not any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in anchor.noun.children):
        return
    sent = doc[start - 1].sent
    if any(token.text in CURRENCIES or token.lemma_ == anchor.noun.lemma_ for token in sent):
        yield from surface_subjects(sent.root)


def _doers(anchor: Anchor) -> Iterator[Token]:
    yield from agents_of(anchor.verb) if is_passive(anchor.verb) else _clause(anchor)


def _clause(anchor: Anchor) -> Iterator[Token]:
    for token in () if anchor.is_subject else surface_subjects(anchor.verb):
        yield from _or_where(token)


def _affected(anchor: Anchor) -> Iterator[Token]:
    for token in anchor.verb.children:
        yield from _or_where(token) if token.dep_ in {"dobj", "dative"} else ()


def _purposes(anchor: Anchor) -> Iterator[Token]:
    """ "to" and a verb, at the noun or its verb."""
    for holder in filter(None, (*anchor.group, anchor.verb)):
        for child in holder.children:
            if child.tag_ == "VB" and child.dep_ in {"acl", "advcl", "xcomp", "relcl"}:
                yield from (t for token in child.children if token.dep_ == "dobj" for t in _or_where(token))


def _or_where(token: Token) -> Iterator[Token]:
    """A noun, whose it is and where it is: "the Trust's ward", "a ward at the Trust"."""
    yield from _whose(token)
    if token.pos_ == "NOUN":
        yield from (t for child in token.children if child.lower_ == "at" for t in _objects(child))


_PLACES = {"'s": _owners, "is": _equals, "after": _following, "before": _before, "purpose": _purposes}
_OF_VERBS = {"clause": _clause, "agent": _doers, "affected": _affected}
