"""Lines of printed pages -> paragraphs: mends what typesetting broke."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
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
    pages = _without_running_lines(pages)
    rules = _Rules(pages)
    found: list[list[str]] = []
    previous, last = None, 0
    for number, line in ((number, line) for number, page in enumerate(pages) for line in page):
        if previous is None or rules.are_apart(previous, line, over_page=number != last):
            found.append([_SIGNS.sub("• ", line.text, count=1) if _SIGNS.match(line.text) else line.text])
        else:
            found[-1][-1] = rules.before(line.text, found[-1][-1])
            found[-1].append(line.text)
        previous, last = line, number
    return ["".join(lines) for lines in found]


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Without what stands in one place at the top or bottom of page after page, whatever the number in it.

    More than a third of the pages, as left and right pages often differ and the first has none.
    """
    counts = Counter(place for page in pages for place in {_place(line) for line in _edges(page)})
    running = {place for place, count in counts.items() if count > max(1, len(pages) / 3)}
    return [_rest(page, running) for page in pages]


def _rest(page: Sequence[Line], running: set[tuple[str, int]]) -> list[Line]:
    """Takes away from the top and the bottom, up to the first line that is the page's own."""
    top, bottom = _edges(page)[:3], _edges(page)[:-4:-1]
    gone = {line for edge in (top, bottom) for line in takewhile(lambda line: _place(line) in running, edge)}
    return [line for line in page if line not in gone]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The three highest lines of a page and the three lowest, from top to bottom."""
    ordered = sorted(page, key=lambda line: -line.height)
    return ordered if len(ordered) < 6 else [*ordered[:3], *ordered[-3:]]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.height)


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

    def before(self, following: str, line: str) -> str:
        """A line as it stands before the one that goes on with it: with a space, or with half of a broken word."""
        broken, rest = _BROKEN_WORD.search(line), _FIRST_WORD.match(following)
        if not broken or not rest:
            return f"{line} "
        keep = broken[2] != "\u00ad" and self._belongs(broken[1].casefold(), rest[0])
        return line if keep else line[:-1]

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
