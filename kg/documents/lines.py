"""Lines of printed pages -> paragraphs: mends what typesetting broke."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a page; `height` is its baseline's, growing upwards, in points; `style` is its size and weight."""

    text: str
    height: float = 0.0
    style: str = ""


_WORD = re.compile(r"\w+(?:-\w+)*")
_BULLET = re.compile(r"[•◦▪‣●○■–\uf0b7]\s*|\(?(?:\d{1,3}|[a-z])[.)]\s|\d{1,2}(?:\.\d{1,2})+\s", re.IGNORECASE)
_SIGNS = re.compile(r"[•◦▪‣●○■–\uf0b7]\s*")
_END = re.compile(r"[.!?:;]['\"’”)\]]*$")
_BROKEN_WORD = re.compile(r"(\w+)([-\u00ad\u2010])$")
_FIRST_WORD = re.compile(r"\w+")


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The text of each paragraph, heading and item, without running titles and page numbers.

    A paragraph ends where the gap to the next line is wide, the style changes, an item begins, or a short line ends a
    sentence; it may run on over a page. A hyphen at the end of a line goes unless the document shows that it belongs.
    """
    for _ in range(2):  # a running title may have two lines
        pages = _without_running_lines(pages)
    rules = _Rules(pages)
    found: list[str] = []
    previous, last = None, 0
    for number, line in ((number, line) for number, page in enumerate(pages) for line in page):
        if previous is None or rules.are_apart(previous, line, over_page=number != last):
            found.append(_SIGNS.sub("• ", line.text, count=1) if _SIGNS.match(line.text) else line.text)
        else:
            found[-1] = rules.joined(found[-1], line.text)
        previous, last = line, number
    return found


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    edges = Counter(edge for page in pages for edge in {_masked(line) for line in (*page[:1], *page[-1:])})
    running = {edge for edge, count in edges.items() if count >= 3 and count > len(pages) / 2}
    if len(pages) > 1:
        running.add("#")
    return [_trimmed(page, running) for page in pages]


def _trimmed(page: Sequence[Line], running: set[str]) -> Sequence[Line]:
    start = 1 if page and _masked(page[0]) in running else 0
    end = len(page) - (1 if len(page) > start and _masked(page[-1]) in running else 0)
    return page[start:end]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


class _Rules:
    """What a document shows about its own typesetting."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        gaps = sorted(gap for page in pages for gap in _gaps(page))
        self._gap = gaps[len(gaps) // 4] if gaps else 0.0  # most lines follow one of their paragraph
        lengths = sorted(len(line.text) for page in pages for line in page)
        self._width = lengths[len(lengths) * 9 // 10] if lengths else 0
        self._words = Counter(word.casefold() for page in pages for line in page for word in _WORD.findall(line.text))

    def are_apart(self, line: Line, following: Line, *, over_page: bool) -> bool:
        """Whether a new paragraph begins between two lines."""
        if line.style != following.style or _BULLET.match(following.text):
            return True
        if over_page:
            return bool(_END.search(line.text))
        gap = line.height - following.height
        return gap > 1.3 * self._gap > 0 or self._ends_early(line.text, following.text)

    def _ends_early(self, line: str, following: str) -> bool:
        if not following[:1].isupper() and _FIRST_WORD.match(following):
            return False
        return len(line) < (0.8 if _END.search(line) else 0.5) * self._width

    def joined(self, text: str, line: str) -> str:
        """One line behind another, with a space or with the broken word whole again."""
        broken, rest = _BROKEN_WORD.search(text), _FIRST_WORD.match(line)
        if not broken or not rest:
            return f"{text} {line}"
        keep = broken[2] != "\u00ad" and self._belongs(broken[1].casefold(), rest[0])
        return (text if keep else text[:-1]) + line

    def _belongs(self, left: str, rest: str) -> bool:
        """Whether a hyphen is the word's own: before capitals and figures, or where the document says so elsewhere."""
        right = rest.casefold()
        if not rest[0].islower() or self._words[f"{left}-{right}"]:
            return True
        return not self._words[left + right] and self._words[left] > 1 and self._words[right] > 1


def _gaps(page: Sequence[Line]) -> Iterator[float]:
    for line, following in pairwise(page):
        if line.style == following.style and line.height > following.height:
            yield line.height - following.height
