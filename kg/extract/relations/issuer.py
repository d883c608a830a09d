"""The body that a document comes from: by its letterhead, its heading, or by whose "we" it speaks."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.references import References, Referent
from kg.extract.relations.ends import names_between, root
from kg.extract.relations.scan import places

WE = frozenset({"we", "us", "our"})

OPENING = 40
"""Tokens in which a document's first two lines may name the body that it comes from."""

HEADING = 80
"""Tokens in which the lines before its first sentence may."""

TURN = 200
"""Tokens to each side of a pronoun in which its paragraph is looked at."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"'})


def issuer(found: References, types: frozenset[str]) -> Referent | None:
    """Whom a document speaks for; looked for once."""
    known = found.doc.user_data
    if "kg_issuer" not in known:
        known["kg_issuer"] = letterhead(found, types) or _told(found, types)
    return known["kg_issuer"]


def speaks(doc: Doc) -> bool:
    """Whether a document says "we" of itself, so that a post without a body is one of its own."""
    return _first_we(doc) is not None


def letterhead(found: References, types: frozenset[str]) -> Referent | None:
    """The body whose name is all of the first line."""
    end = _line_end(found, 0)
    first = found.by_token.get(0) or found.by_token.get(1)
    return first if first is not None and first.type in types and end - 1 <= first.end <= end < OPENING else None


def sender(found: References, types: frozenset[str]) -> Referent | None:
    """The one body that the first two lines of a document name, if they are no sentences."""
    first = _line_end(found, 0)
    second = _line_end(found, first + 1)
    end = second if _is_heading(found, second) else first if _is_heading(found, first) else 0
    return _only(names_between(found, 0, end), types)


def paragraph(doc: Doc, position: int) -> tuple[int, int]:
    """(start, end) tokens of the line that a token stands in, `TURN` tokens to each side at most."""
    start, end = position, position + 1
    while start > max(0, position - TURN) and "\n" not in doc[start - 1].text:
        start -= 1
    while end < min(len(doc), position + TURN) and "\n" not in doc[end].text:
        end += 1
    return start, end


def is_quoted(doc: Doc, start: int, position: int) -> bool:
    """Whether a quotation mark is open at a token of a paragraph."""
    quoted = False
    for token in doc[start:position]:
        quoted = (not quoted and token.text != "”") if token.is_quote else quoted
    return quoted


def _told(found: References, types: frozenset[str]) -> Referent | None:
    """By the heading or the first "we", but not what a reporter writes about."""
    lines = list(_headings(found))
    for start, end in lines:
        if found.doc[start].lower_ == "by" and not any(r.type in types for r in names_between(found, start, end)):
            return None
    named = [r for start, end in lines for r in names_between(found, start, end)]
    return sender(found, types) or _only(named, types) or _self_told(found, types)


def _headings(found: References) -> Iterator[tuple[int, int]]:
    start = 0
    while start < min(HEADING, len(found.doc)):
        end = _line_end(found, start, limit=HEADING)
        if end == start:
            start += 1
            continue
        if end >= HEADING or found.doc[end - 1].text in _SENTENCE_ENDS:
            return
        yield start, end
        start = end + 1


def _self_told(found: References, types: frozenset[str]) -> Referent | None:
    """The body that a paragraph tells of before its "we": "The Trust has grown. We now run"; the first of the text."""
    we = _first_we(found.doc)
    if we is None:
        return None
    named = names_between(found, paragraph(found.doc, we)[0], we)
    subjects = [r for r in named if root(found.doc, r).dep_ in _SUBJECTS]
    told, first = _only(subjects, types), next((r for r in found.referents if r.type in types), None)
    return told if told is not None and first is not None and told.cluster == first.cluster else None


def _first_we(doc: Doc) -> int | None:
    """The first "we" or "our" that stands outside quotations."""
    known = doc.user_data
    if "kg_first_we" not in known:
        known["kg_first_we"] = next(
            (i for i in places(doc, WE) if _is_pronoun(doc[i]) and not is_quoted(doc, paragraph(doc, i)[0], i)), None,
        )
    return known["kg_first_we"]


def _is_pronoun(token: Token) -> bool:
    return token.tag_ in {"PRP", "PRP$"}


def _only(named: tuple[Referent, ...] | list[Referent], types: frozenset[str]) -> Referent | None:
    certain = [r for r in named if r.type in types and r.certainty == 1.0]
    return certain[0] if len({r.cluster for r in certain}) == 1 else None


def _line_end(found: References, position: int, *, limit: int = OPENING) -> int:
    while position < min(len(found.doc), limit) and "\n" not in found.doc[position].text:
        position += 1
    return position


def _is_heading(found: References, end: int) -> bool:
    return 0 < end < min(OPENING, len(found.doc)) and found.doc[end - 1].text not in _SENTENCE_ENDS
