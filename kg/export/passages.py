"""A passage as places in its document's text: what stands around it, itself, and what is marked in it.

Python counts code points and a script UTF-16 units: `Places` tells the one from the other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Passage, Statement

AROUND, PASSAGE, CONTENT, CUE, SPEAKER = range(5)  # what a stretch is: around the passage, the passage, marks in it
WINDOW = 240  # code points of the surroundings on each side, at most
LONGEST = 1500  # code points of words that are copied because no text holds them, at most

Mark = tuple[int, int, int]  # what it is, start, end

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_PARAGRAPH_END = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Places:
    """Offsets in `text` as a script counts them, which takes two for each character beyond U+FFFF.

    >>> [Places("a👩b")(offset) for offset in range(4)]
    [0, 1, 3, 4]
    """

    text: str
    wide: Sequence[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        wide = [] if self.text.isascii() else [place for place, letter in enumerate(self.text) if letter > "\uffff"]
        object.__setattr__(self, "wide", wide)

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self.wide, offset)

    def hold(self, passage: Passage) -> bool:
        """Whether the text has the words of `passage` where it says."""
        return self.text[passage.start:passage.end] == passage.text

    def around(self, start: int, end: int) -> list[int]:
        """Where the surroundings begin, the passage begins and ends, and the surroundings end."""
        return [self(place) for place in (before(self.text, start), start, end, after(self.text, end))]


def before(text: str, start: int) -> int:
    """Where the rest of the sentence before `start` begins, or the sentence before it; never beyond the paragraph.

    A place at a space is one where a sentence that is too long was cut.

    >>> text = "It rained. Anna Marsh spoke first. They left."
    >>> text[before(text, 11):11]
    'It rained. '
    """
    first = max(0, start - WINDOW)
    for match in _PARAGRAPH_END.finditer(text, first, start):
        first = match.end()
    while first < start and text[first].isspace():  # white space at the beginning would read as a cut
        first += 1
    window = text[first:start]
    ends = [match.end() for match in _SENTENCE_END.finditer(window.rstrip())]
    if ends:
        return first + ends[-1]
    if len(window) < WINDOW:
        return first
    return first + window.find(" ") if " " in window else start


def after(text: str, end: int) -> int:
    """Where the rest of the sentence after `end` ends, or the sentence after it; a place after a space is a cut.

    >>> text = "It rained. Anna Marsh spoke first. They left."
    >>> text[34:after(text, 34)]
    ' They left.'
    """
    window = _PARAGRAPH_END.split(text[end:end + WINDOW])[0]
    first = _SENTENCE_END.search(window)
    if first:
        return end + len(window[:first.end()].rstrip())
    if len(window) < WINDOW:
        return end + len(window.rstrip())
    return end + window.rfind(" ") + 1 if " " in window else end


def marks(text: str, made: Statement) -> Iterator[Mark]:
    """What was said, the words that report it and those that name its source, in text order; none overlap.

    >>> text = "We go, she said."
    >>> made = Statement("direct", (Passage(0, 5, "We go"),), Passage(0, 16, text), "said",
    ...                  speaker_span=Passage(7, 10, "she"))
    >>> list(marks(text, made))
    [(2, 0, 5), (4, 7, 10), (3, 11, 15)]
    """
    found: list[Mark] = []
    place = 0
    for content in sorted(made.content):
        first = max(content.start, place)  # two contents that overlap are marked once
        if first < content.end:
            found.append((CONTENT, first, content.end))
            place = content.end
    span = made.speaker_span
    inside = span and made.evidence.start <= span.start < span.end <= made.evidence.end
    if span and inside and _free(found, span.start, span.end):
        found.append((SPEAKER, span.start, span.end))
    cue = _cue(text, made, found)
    return iter(sorted([*found, *([cue] if cue else [])], key=lambda mark: mark[1]))


def spread(made: Statement) -> tuple[int, int]:
    """Where a statement begins and ends: its passage, and contents that stand beside it."""
    stretches = [made.evidence, *made.content]
    return min(found.start for found in stretches), max(found.end for found in stretches)


def copied(passage: Passage, contents: Iterable[Passage] = ()) -> list[tuple[int, str]]:
    """The words themselves, for a passage that the text does not hold at its place."""
    inside = sorted(content for content in contents if content.text)
    return [(PASSAGE, shortened(passage.text))] + [(CONTENT, shortened(content.text)) for content in inside]


def shortened(words: str, longest: int = LONGEST) -> str:
    """`words`, or their beginning and an ellipsis.

    >>> shortened("a long story", 6)
    'a long…'
    """
    return words if len(words) <= longest else f"{words[:longest]}…"


def _cue(text: str, made: Statement, taken: Sequence[Mark]) -> Mark | None:
    """The cue is handed on as words: of its places in the passage, the one nearest to what was said."""
    words = made.cue.strip()
    if not words:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    places = [match.span() for match in pattern.finditer(text, made.evidence.start, made.evidence.end)]
    free = [place for place in places if _free(taken, *place)]
    if not free:
        return None
    return (CUE, *min(free, key=lambda place: min((_distance(place, mark) for mark in taken), default=0)))


def _distance(place: tuple[int, int], mark: Mark) -> int:
    return max(mark[1] - place[1], place[0] - mark[2])


def _free(taken: Iterable[Mark], start: int, end: int) -> bool:
    return all(end <= first or last <= start for _, first, last in taken)
