"""Stretches in quotation marks: every kind of mark, nested, reopened at paragraphs, or left unbalanced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
_APOSTROPHE = "’'"
LONGEST = 4000
"""Code points in one paragraph of a quotation; a mark without a partner within that is not an opening one."""


@dataclass(frozen=True, order=True)
class Quote:
    """What stands between two marks: `start` and `end` without the marks, `closed` if the paragraph holds the closing one."""

    start: int
    end: int
    mark: str
    closed: bool


def quotes(text: str) -> list[Quote]:
    """The outermost quotations of a text, in order; each paragraph of a long one is one of its own."""
    found: list[Quote] = []
    for start, end in _paragraphs(text):
        found.extend(_in_paragraph(text, start, end))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines; a line end inside a paragraph only costs quotations that were wrapped, which `_wrapped` joins again."""
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n|\s*[•‣▪*–-]\s))+", text):
        yield match.start(), match.end()


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    position = start
    while position < end:
        mark = text[position]
        if mark in OPENING and _opens(text, position, start, end):
            closing = _closing(text, position, end)
            if closing is not None:
                yield Quote(position + 1, closing, mark, True)
                position = closing
            elif mark in "“«" or _begins_paragraph(text, position, start):
                yield Quote(position + 1, len(text[:end].rstrip()), mark, False)
                return
        position += 1


def _opens(text: str, position: int, start: int, end: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if text[position] in "“«„":
        return not after.isspace() or before.isspace()
    return (before.isspace() or before in "([—–-/\"“‘'") and not after.isspace()


def _closing(text: str, position: int, end: int) -> int | None:
    """The offset of the mark that closes the one at `position`; an apostrophe inside a word or after an s is none."""
    opening, depth = text[position], 0
    closing = OPENING[opening]
    for offset in range(position + 1, min(end, position + LONGEST)):
        mark = text[offset]
        if mark == opening and opening != closing and _opens(text, offset, position, end):
            depth += 1
        elif mark == closing and not (mark in _APOSTROPHE and _is_apostrophe(text, offset, end)):
            if depth == 0:
                return offset
            depth -= 1
    return None


def _is_apostrophe(text: str, offset: int, end: int) -> bool:
    before, after = text[offset - 1], text[offset + 1] if offset + 1 < end else " "
    if before.isspace():
        return True
    if after.isalnum():
        return True
    return before == "s" and after.isspace() and text[offset + 2 : offset + 3].islower() and "’" in text[offset + 1 : offset + 300].split("\n")[0]


def _begins_paragraph(text: str, position: int, start: int) -> bool:
    return not text[start:position].strip()
