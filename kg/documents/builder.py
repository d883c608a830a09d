"""Puts running text together from pieces and keeps where the marks are; offsets are code points."""

import re

_SPACE = re.compile(r"[ \t\n\r\f\v\x85]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff]")

Marks = tuple[tuple[int, int], ...]


def clean(text: str) -> str:
    """Without control characters other than white space, and without halves of surrogate pairs."""
    return _CONTROL.sub("", text)


class TextBuilder:
    """Text that grows piece by piece. White space between pieces collapses; breaks and marks never lead or trail.

    >>> builder = TextBuilder()
    >>> builder.add("Read ")
    >>> builder.open_mark()
    >>> builder.add("The Longer Road ")
    >>> builder.close_mark()
    >>> builder.add("again.")
    >>> builder.result()
    ('Read The Longer Road again.', ((5, 20),))
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._space = False
        self._breaks = 0
        self._lead = ""
        self._open: list[int | None] = []
        self._marks: set[tuple[int, int]] = set()
        self._length = 0
        self._compact = 0  # open items and cells
        self._rows: list[int] = []  # for each open row, the length of the text before it

    def add(self, text: str | None) -> None:
        """Adds words; white space in them is one space, at their ends as well."""
        words = _SPACE.sub(" ", clean(text or ""))
        if not words.strip():
            self._space = self._space or bool(words)
            return
        self._space = self._space or words.startswith(" ")
        self._write(self._between())
        self._open = [self._length if start is None else start for start in self._open]
        self._write(words.strip(" "))
        self._space = words.endswith(" ")

    def new_line(self, count: int = 1) -> None:
        """Starts a line, or with 2 a paragraph; not between a bullet or a separator and its words."""
        if not self._lead:
            self._breaks = max(self._breaks, count)
            self._pause_marks()

    def new_paragraph(self) -> None:
        """Leaves a blank line; in items and cells it only starts a line."""
        self.new_line(1 if self._compact else 2)

    def start_item(self) -> None:
        """A line that begins with a bullet, if words come."""
        self.new_line()
        self._lead = "• "
        self._compact += 1

    def end_item(self) -> None:
        """Closes what `start_item` began."""
        self._compact -= 1
        self._lead = ""
        self.new_line()

    def start_row(self) -> None:
        """A line of cells."""
        self.new_line()
        self._rows.append(self._length)

    def start_cell(self) -> None:
        """Separated from the cell before it in the row, if both have words."""
        self._compact += 1
        if self._rows and self._length > self._rows[-1]:
            self._pause_marks()
            self._lead, self._breaks = " | ", 0

    def end_cell(self) -> None:
        """Closes what `start_cell` began."""
        self._compact -= 1

    def end_row(self) -> None:
        """Closes what `start_row` began."""
        self._rows.pop()
        self._lead = ""
        self.new_line()

    def open_mark(self) -> None:
        """A mark begins with the next words."""
        self._open.append(None)

    def close_mark(self) -> None:
        """The mark that was opened last ends with the last words."""
        self._keep_mark(self._open.pop())

    def result(self) -> tuple[str, Marks]:
        """The text and its marks, sorted, without white space of any kind at their ends."""
        text = "".join(self._pieces)
        return text, tuple(sorted({_trimmed(text, *mark) for mark in self._marks if text[slice(*mark)].strip()}))

    def _between(self) -> str:
        if not self._length:
            between = self._lead.lstrip()
        elif self._breaks:
            between = "\n" * self._breaks + self._lead
        else:
            between = self._lead or (" " if self._space else "")
        self._lead, self._breaks = "", 0
        return between

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _keep_mark(self, start: int | None) -> None:
        if start is not None:
            self._marks.add((start, self._length))

    def _pause_marks(self) -> None:
        """Marks end with a line and go on in the next: a title does not run over two paragraphs."""
        for start in self._open:
            self._keep_mark(start)
        self._open = [None] * len(self._open)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
