"""Tokens of what is reported, as the parts of a report: without the marks and joining words at their ends."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.statements.contents import SHORTEST, Content
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.setting import DASHES, FINITE, MARKS

_EDGES = frozenset({",", ":", ";", ".", "•"}) | DASHES
_JOINING = frozenset({"and", "but", "while", "yet", "though"})


def reported(cue: Token, speaker: Speaker, content: Content) -> Iterator[Report]:
    """One report, in two parts where the content has a gap; none where too few words are left."""
    doc, least = cue.doc, 1 if " " in content.cue else SHORTEST  # "called for restraint"
    spans = [(content.start, content.end)]
    if content.gap is not None:
        spans = [(content.start, content.gap[0]), (content.gap[1], content.end)]
    parts = [trimmed for start, end in spans if (trimmed := _trimmed(doc, start, end))]
    quoted = any(doc[start].text in MARKS for start, _ in parts)
    if parts and (quoted or sum(token.is_alpha for start, end in parts for token in doc[start:end]) >= least):
        offsets = tuple((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in parts)
        yield Report(speaker, offsets, content.cue, cue.i)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (doc[start].is_space or doc[start].text in _EDGES or doc[start].lower_ == "that"):
        start += 1
    end = _before_remark(doc, start, end)
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGES or doc[end - 1].lower_ in _JOINING):
        end -= 1
    if start == end:
        return None
    opened = start > 0 and doc[start - 1].text in MARKS and any(token.text in MARKS for token in doc[start:end])
    return start - opened, end


def _before_remark(doc: Doc, start: int, end: int) -> int:
    """Without a remark in brackets at the end, which is the document's own."""
    closing = next((t.i for t in reversed(doc[max(start, end - 2) : end]) if t.text == ")"), None)
    if closing is None:
        return end
    opening = next((t.i for t in reversed(doc[start:closing]) if t.text == "("), end)
    return opening if any(token.tag_ in FINITE for token in doc[opening:closing]) and opening > start else end
