"""Places in a text that a peer has rewritten -> places in the text as it was."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Span = tuple[int, int]


def back(original: str, rewritten: str) -> list[int]:
    """For each place in `rewritten`, and its end, the place in `original`.

    `rewritten` has the paragraphs of `original` in order, without empty ones; within a paragraph little is different.

    >>> back("Yes.\\n\\n 'No'", "Yes.\\n'No' x")
    [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 11, 11]

    Raises:
        ValueError: The paragraphs are not as many.
    """
    places: list[int] = []
    for (start, paragraph), new in zip(_paragraphs(original), rewritten.split("\n"), strict=True):
        places += [start + place for place in _within(paragraph, new)]
    return places


def moved(spans: Iterable[Span], places: Sequence[int]) -> tuple[Span, ...]:
    """The same stretches of words in the text as it was."""
    return tuple((places[start], places[end - 1] + 1) for start, end in spans)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for paragraph in text.split("\n"):
        if paragraph:
            yield start, paragraph
        start += len(paragraph) + 1


def _within(old: str, new: str) -> Iterator[int]:
    """The places of the characters of `new` in `old`, and of the end of the line after them."""
    if old == new:
        yield from range(len(old) + 1)
        return
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from range(start, end) if tag == "equal" else [start] * (last - first)
    yield len(old)
