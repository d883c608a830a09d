"""Relations told by a list: the "lists" in `ontology/patterns/<relation>.json`.

    The Harbour Trust has made these grants:

    – Ferry Lane Foodbank: £12,000 for a van
    – Dale Choir, Wexley - £9,750

Each line begins with a name, which is the object; the subject stands in the line above the list, in the one above that,
or is whoever "we" are.

| key | is |
|---|---|
| `heading` | words of which a line above the list holds one |
| `except` | words of which it holds none ("**unsuccessful** bids") |
| `with` | words or signs of which the first sentence of each line holds one ("£") |
| `also` | the object may also follow one of these there ("£9,000 **for** the Warm Rooms scheme") |
| `confidence` | as in a sequence |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from kg.extract.references import References, Referent
from kg.extract.relations.ends import names_between
from kg.extract.relations.scan import places
from kg.ontology import RelationType

OPENING = 3
"""Tokens, bullet and article among them, within which a line of a list comes to its name."""

ABOVE = 2
"""Lines above a list that may say what it is of."""

_WE = frozenset({"we", "us", "our"})
_BULLETS = frozenset("*•|-–—")
_STOPS = frozenset(".!?")
_LINKS = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class ListRule:
    """One kind of list of a relation, as the vocabulary gives it."""

    relation: str
    name: str
    heading: frozenset[str]
    exceptions: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    confidence: float = 0.8

    @classmethod
    def from_entry(cls, relation: str, name: str, entry: Mapping[str, Any]) -> "ListRule":
        """A rule as it stands in the file, its word lists put in."""
        sets = (frozenset(entry.get(key, ())) for key in ("heading", "except", "with", "also"))
        return cls(relation, name, *sets, entry.get("confidence", 0.8))


@dataclass(frozen=True)
class Line:
    """A line that is not empty, whether it is one of a list, and the name that it begins with."""

    start: int
    end: int
    listed: bool
    name: Referent | None


@dataclass(frozen=True)
class Listed:
    """What one line of a list says: both ends, and the token it begins at."""

    rule: ListRule
    subject: Referent
    object: Referent
    start: int


def listed(
    found: References, rules: Sequence[ListRule], relations: Mapping[str, RelationType],
) -> Iterator[Listed]:
    """What the lists of a document say, by the first rule that fits each."""
    if not any(places(found.doc, rule.heading) for rule in rules):
        return
    above: list[Line] = []
    for opens, group in groupby(_lines(found), key=lambda line: line.listed):
        lines = list(group)
        if not opens:
            above = lines[-ABOVE:]
            continue
        for rule in rules:
            yield from _read(found, rule, above, lines, relations[rule.relation])
        above = lines[-ABOVE:]


def _read(
    found: References, rule: ListRule, above: Sequence[Line], lines: Sequence[Line], relation: RelationType,
) -> Iterator[Listed]:
    words = {token.lower_ for line in above for token in found.doc[line.start : line.end]}
    items = [line for line in lines if _fits(found.doc, rule, line)]
    if len(items) < 2 or not above or not words & rule.heading or words & rule.exceptions:
        return
    subject = _subject(found, rule, above, relation.domain)
    for line in items if subject is not None else ():
        for object_ in _objects(found, rule, line, relation.range):
            yield Listed(rule, subject, object_, line.start)


def _subject(
    found: References, rule: ListRule, above: Sequence[Line], types: frozenset[str],
) -> Referent | None:
    """The first name in the line above the list, or else whoever "we" are, or else the first name in the next line.

    The next line must hold a word of the heading itself, as the one above may be a heading for another matter.
    """
    named = [[r for r in names_between(found, line.start, line.end) if r.type in types] for line in above]
    ours = (found.by_token.get(place) for place in places(found.doc, _WE))
    us = next((referent for referent in ours if referent is not None and referent.type in types), None)
    heads = any(token.lower_ in rule.heading for token in found.doc[above[0].start : above[0].end])
    return next(iter(named[-1]), None) or us or (next(iter(named[0]), None) if heads else None)


def _objects(found: References, rule: ListRule, line: Line, types: frozenset[str]) -> Iterator[Referent]:
    for referent in names_between(found, line.start, _first_stop(found.doc, line)):
        before = referent.start - 1
        before -= found.doc[before].lower_ in _LINKS
        linked = before > line.start and found.doc[before].lower_ in rule.also
        if referent.type in types and (referent == line.name or linked):
            yield referent


def _fits(doc: Doc, rule: ListRule, line: Line) -> bool:
    return not rule.needs or any(token.lower_ in rule.needs for token in doc[line.start : _first_stop(doc, line)])


def _first_stop(doc: Doc, line: Line) -> int:
    """Where the first sentence of a line ends; the parser may cut one behind the name or its dash."""
    return next((token.i for token in doc[line.start : line.end] if token.text in _STOPS), line.end)


def _lines(found: References) -> Iterator[Line]:
    doc, start = found.doc, 0
    spaces = np.flatnonzero(doc.to_array("IS_SPACE")).tolist()
    for place in (*(place for place in spaces if "\n" in doc[place].text), len(doc)):
        if place > start:
            name = _opening(found, start, place)
            yield Line(start, place, name is not None or doc[start].text in _BULLETS, name)
        start = place + 1


def _opening(found: References, start: int, end: int) -> Referent | None:
    """The name that a line begins with; a line that goes on as a sentence about it is no line of a list."""
    doc, near = found.doc, names_between(found, start, min(end, start + OPENING))
    if not near or near[0].certainty < 1.0 or not all(_leads(token) for token in doc[start : near[0].start]):
        return None
    return near[0] if near[0].end >= end or _leads(doc[near[0].end]) else None


def _leads(token: Token) -> bool:
    """A bullet, a dash or another mark, or an article."""
    return token.is_punct or token.is_space or token.lower_ in _LINKS or token.text in _BULLETS
