"""The body that is meant where none is named: by a post alone ("the director, Jane Roe"), by "our" and by "we"."""

from collections.abc import Iterator

from kg.extract.references import PRONOUN, References, Referent, sentence
from kg.extract.relations.ends import names_between, owners

LIKELY = 0.8
"""How certain it is that a post without a body is one at the body which a document comes from, or its only one."""

OPENING = 40
"""Tokens in which a document's first two lines may name the body that it comes from."""

_OURS = frozenset({"our", "my"})
_THEIRS = frozenset({"its", "their"})


def body_near(found: References, position: int, types: frozenset[str]) -> Referent | None:
    """Whose a post at a token is that stands without a body: by the word before it, the heading or what is near."""
    before = found.doc[max(0, position - 1)]
    if before.tag_ == "PRP$":
        return _owner(found, before.i, types)
    head = letterhead(found, types)
    if head is not None:
        return _meant(head, position)
    subject = found.subject_near(position, types)
    if subject is not None:
        return subject if _breaks(found, subject.start, position) < 2 else None
    only = found.only(types)
    return _meant(only, position) if only is not None else None


def sender(found: References, types: frozenset[str]) -> Referent | None:
    """The one body that the first two lines of a document name, or all its headlines: "we" in its text."""
    lines = list(_headlines(found))
    for end in (*lines[1:2], *lines[-1:]) or lines:
        named = [r for r in names_between(found, 0, end) if r.type in types and r.certainty == 1.0]
        if len({r.cluster for r in named}) == 1:
            return named[0]
    return None


def _headlines(found: References) -> Iterator[int]:
    """Where the lines at the top of a document end that are no sentences, for as long as there are such."""
    end = 0
    while _is_heading(found, end := _line_end(found, end + 1 if end else 0)):
        yield end


def letterhead(found: References, types: frozenset[str]) -> Referent | None:
    """The body whose name is all of the first line."""
    end = _line_end(found, 0)
    first = found.by_token.get(0) or found.by_token.get(1)
    return first if first is not None and first.type in types and end - 1 <= first.end <= end < OPENING else None


def _owner(found: References, position: int, types: frozenset[str]) -> Referent | None:
    pronoun = found.doc[position]
    if pronoun.lower_ in _OURS:
        body = sender(found, types) or found.only(types)
        return _meant(body, position) if body is not None else None
    owner = next(owners(found, pronoun, types), None)
    start = sentence(found.doc, position)[0]
    if owner is not None or pronoun.lower_ not in _THEIRS or not start:
        return owner
    earlier = names_between(found, sentence(found.doc, start - 1)[0], start)
    named = [r for r in earlier if r.type in types and r.certainty == 1.0]
    return Referent(position, position + 1, named[-1].cluster, named[-1].type, PRONOUN) if named else None


def _meant(body: Referent, position: int) -> Referent:
    return Referent(position, position, body.cluster, body.type, LIKELY)


def _line_end(found: References, position: int) -> int:
    while position < min(len(found.doc), OPENING) and "\n" not in found.doc[position].text:
        position += 1
    return position


def _is_heading(found: References, end: int) -> bool:
    return 0 < end < min(OPENING, len(found.doc)) and found.doc[end - 1].text not in {".", "!", "?", "”", '"'}


def _breaks(found: References, start: int, end: int) -> int:
    return sum("\n" in token.text for token in found.doc[start:end])
