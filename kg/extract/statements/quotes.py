"""Stretches in quotation marks: every kind of mark, nested, reopened at paragraphs, or left unbalanced.

Marks are paired kind by kind, each in one pass over the paragraph, so that the time taken grows with the text alone,
however the marks stand in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CLOSING = {"“": "”", "‘": "’", "«": "»", "„": "“”", '"': '"', "'": "'"}
"""Opening mark -> the marks that may close it."""

LONGEST = 4000
"""Code points in one paragraph of a quotation; marks further apart than that are no pair."""

_MARKS = re.compile("[" + "".join({*CLOSING, *"".join(CLOSING.values())}) + "]")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n|\s*[•‣▪*–-]\s))+")
_INK = re.compile(r"\S|\Z")
_ENDING = "”’»\"'"
"""Marks that end a quotation which began with another kind: “One" is as good as closed."""

_KIN = {'"': "”", "“": '"', "'": "’", "‘": "'"}
"""Opening mark -> the mark of the other fashion that may close it, where no mark of its own does."""

_REOPENING = "“«„"
"""Marks that are repeated at each paragraph of a long quotation and closed at its end only."""


@dataclass(frozen=True, order=True)
class Quote:
    """What stands between two marks: `start` and `end` without the marks, `closed` if the paragraph closes it."""

    start: int
    end: int
    mark: str
    closed: bool


def quotes(text: str) -> list[Quote]:
    """The outermost quotations of a text, in order and without overlap; each paragraph of a long one is one of its own.

    >>> [quote.mark for quote in quotes("“One,” she said. ‘The farmers’ two.’")]
    ['“', '‘']
    """
    found: list[Quote] = []
    for match in _PARAGRAPH.finditer(text):
        found.extend(_in_paragraph(text, match.start(), match.end()))
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    marks = [match.start() for match in _MARKS.finditer(text, start, end)]
    if not marks:
        return
    pairs = _pairs(text, marks, start, end)
    again = _opened_again(text, marks, start, end)
    first = _INK.search(text, start).start()
    position = start
    for mark in marks:
        if mark < position:
            continue
        quote = None
        if mark in pairs:
            quote = Quote(mark + 1, pairs[mark], text[mark], True)
        elif mark in again:
            quote = _unclosed(text, mark, again[mark], begins=mark == first)
        if quote is not None and quote.start < quote.end:
            yield quote
            position = quote.end + quote.closed


def _unclosed(text: str, mark: int, end: int, *, begins: bool) -> Quote | None:
    """To the end of the paragraph, where the quotation goes on in the next one; `begins` if the mark begins its own."""
    if text[mark] not in _REOPENING and not begins:
        return None
    words = text[mark:end].rstrip()
    return Quote(mark + 1, mark + len(words[:1] + words[1:].rstrip(_ENDING)), text[mark], False)


def _opened_again(text: str, marks: list[int], start: int, end: int) -> Mapping[int, int]:
    """Opening mark -> where the next one of its kind begins a line, or the paragraph's end.

    A mark that is opened again within the line was not meant, and is left out.
    """
    following: dict[str, int] = {}
    again: dict[int, int] = {}
    for mark in reversed([i for i in marks if text[i] in CLOSING and _opens(text, i, start, end)]):
        limit = following.get(text[mark], end)
        if limit == end or text[limit - 1] == "\n":
            again[mark] = limit
        following[text[mark]] = mark
    return again


def _pairs(text: str, marks: list[int], start: int, end: int) -> Mapping[int, int]:
    """Offset of each opening mark that has a partner -> offset of its partner."""
    pairs: dict[int, int] = {}
    for opening, closing in CLOSING.items():
        own = [i for i in marks if text[i] == opening or text[i] in closing]
        waiting: list[int] = []
        for number, i in enumerate(own):
            following = own[number + 1] if number + 1 < len(own) else end
            if text[i] == opening and (opening not in closing or not waiting):
                if _opens(text, i, start, end):
                    waiting.append(i)
            elif waiting and not _is_apostrophe(text, i, following, end):
                begin = waiting.pop()
                if i - begin <= LONGEST:
                    pairs[begin] = i
                elif text[i] == opening and _opens(text, i, start, end):
                    waiting.append(i)
    return {**pairs, **_mixed(text, marks, pairs, start, end)}


def _mixed(text: str, marks: list[int], pairs: Mapping[int, int], start: int, end: int) -> Mapping[int, int]:
    """Pairs of a straight and a curly mark, of those that are left over: "One.” is closed."""
    taken = {*pairs, *pairs.values()}
    found: dict[int, int] = {}
    for opening, closing in _KIN.items():
        waiting = -1
        for i in (i for i in marks if i not in taken):
            if text[i] == opening and waiting < 0 and _opens(text, i, start, end):
                waiting = i
            elif text[i] == closing and waiting >= 0 and not _is_apostrophe(text, i, end, end):
                if i - waiting <= LONGEST and not text[i - 1].isspace():
                    found[waiting] = i
                waiting = -1
    return found


def _opens(text: str, position: int, start: int, end: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if text[position] in _REOPENING:
        return not after.isspace() or before.isspace()
    return (before.isspace() or before in "([—–-/\"“‘'") and not after.isspace()


def _is_apostrophe(text: str, offset: int, following: int, end: int) -> bool:
    """Inside a word, or after an s where the mark that follows closes the quotation."""
    if text[offset] not in "’'":
        return False
    before, after = text[offset - 1], text[offset + 1] if offset + 1 < end else " "
    if before.isspace() or after.isalnum():
        return True
    plural = before == "s" and after.isspace() and text[offset + 2 : offset + 3].islower()
    return plural and _closes_later(text, following, end)


def _closes_later(text: str, following: int, end: int) -> bool:
    """Whether the next mark of the kind stands in the same line and behind a word."""
    if following >= end or text[following] == "‘":
        return False
    return not text[following - 1].isspace()


def paragraphs_set_off(text: str) -> Iterator[Quote]:
    """Paragraphs without marks behind a line that ends in a colon: pages that indent a quotation lose it in plain text.

    Further paragraphs count as long as somebody speaks of himself in them. Whether anybody is said to speak at all, the
    words before the colon have to tell.
    """
    for match in _INTRODUCED.finditer(text):
        position = match.end()
        while paragraph := _SET_OFF.match(text, position):
            own = _FIRST_PERSON.search(paragraph["words"])
            if position > match.end() and (own is None or paragraph["words"].rstrip().endswith(":")):
                break
            yield Quote(paragraph.start("words"), paragraph.start("words") + len(paragraph["words"].rstrip()), "", True)
            position = paragraph.end()


_INTRODUCED = re.compile(r"\w:[ \t]*(?=\n[ \t]*\n)")
_SET_OFF = re.compile(r"\n[ \t]*\n[ \t]*(?P<words>(?![•‣▪●◦*–-]|\d{1,2}[.)])[^\W\d_][^\n]{40,})")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us)\b")
