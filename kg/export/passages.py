"""A passage as the page shows it: in its surroundings, and cut so that no page holds whole documents."""

import re
from collections.abc import Iterable, Sequence

from kg.model import Passage

AROUND, PASSAGE, CONTENT = 0, 1, 2  # what a part is: words around the passage, the passage, what was said in it
WINDOW = 240  # code points of the surroundings on each side, at most
LONGEST = 1500  # code points of one part, at most

Part = tuple[int, str]

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_PARAGRAPH_END = re.compile(r"\n\s*\n")


def parts(text: str, passage: Passage, contents: Iterable[Passage] = ()) -> list[Part]:
    """The sentence before, the passage with `contents` marked in it, the sentence after; never beyond the paragraph.

    Where `text` does not hold the passage at its place, the passage comes without surroundings.

    >>> text = "It rained. Anna Marsh spoke first. They left."
    >>> parts(text, Passage(11, 34, "Anna Marsh spoke first."))
    [(0, 'It rained. '), (1, 'Anna Marsh spoke first.'), (0, ' They left.')]
    """
    inside = sorted(content for content in contents if content.text)
    if text[passage.start:passage.end] != passage.text:
        return [(PASSAGE, shortened(passage.text))] + [(CONTENT, shortened(content.text)) for content in inside]
    start = min([passage.start, *(content.start for content in inside)])
    end = max([passage.end, *(content.end for content in inside)])
    found = [(AROUND, before(text, start)), *_split(text, start, end, inside), (AROUND, after(text, end))]
    return [(kind, shortened(words)) for kind, words in found if words]


def before(text: str, start: int) -> str:
    """What stands before `start`: the rest of its sentence, or the sentence before it."""
    window = _PARAGRAPH_END.split(text[max(0, start - WINDOW):start])[-1]
    ends = [match.end() for match in _SENTENCE_END.finditer(window.rstrip())]
    if ends:
        return window[ends[-1]:]
    if len(window) < WINDOW:
        return window
    return f"…{window[window.find(' '):]}" if " " in window else ""


def after(text: str, end: int) -> str:
    """What stands after `end`: the rest of its sentence, or the sentence after it."""
    window = _PARAGRAPH_END.split(text[end:end + WINDOW])[0]
    first = _SENTENCE_END.search(window)
    if first:
        return window[:first.end()].rstrip()
    if len(window) < WINDOW:
        return window.rstrip()
    return f"{window[:window.rfind(' ')]} …" if " " in window else ""


def shortened(words: str, longest: int = LONGEST) -> str:
    """`words`, or their beginning and an ellipsis.

    >>> shortened("a long story", 6)
    'a long…'
    """
    return words if len(words) <= longest else f"{words[:longest]}…"


def _split(text: str, start: int, end: int, contents: Sequence[Passage]) -> Iterable[Part]:
    place = start
    for content in contents:
        first = max(content.start, place)  # two contents that overlap are not shown twice
        if first >= content.end:
            continue
        yield PASSAGE, text[place:first]
        yield CONTENT, text[first:content.end]
        place = content.end
    yield PASSAGE, text[place:end]
