"""Reads the marked sentences that the entity component learns from.

One sentence, heading, bullet or byline a line; `\\n` stands for a line break inside one, `#` begins a comment, and a
leading `! ` says that the line holds something that looks like a name and is none. Names stand as `[words|TYPE]` or
as a slot, `{town}`, that `training.slots` fills with another name each time.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"
TYPES = frozenset({"PERSON", "ORG", "POLICY", "PLACE"})

_PART = re.compile(r"\[(?P<words>[^\[\]{}|]+)\|(?P<type>[A-Z]+)\]|\{(?P<slot>[a-z_]+)\}")


@dataclass(frozen=True)
class Marked:
    """One marked line: where it stands, its text with marks, and whether it holds a hard negative."""

    place: str
    text: str
    is_hard: bool


def read_marked(folder: Path = FOLDER) -> Iterator[Marked]:
    """The lines of all files, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                text = line.removeprefix("! ").replace("\\n", "\n")
                yield Marked(f"{path.name}:{number}", text, line.startswith("! "))


def parts(marked: Marked) -> Iterator[tuple[str, str]]:
    """The line in pieces, in order: `("", words)` outside names, `(TYPE, words)` and `(slot, "")`.

    Raises:
        ValueError: A mark is not closed, or its type is none.
    """
    end = 0
    for match in _PART.finditer(marked.text):
        yield from _plain(marked, marked.text[end : match.start()])
        if match["slot"]:
            yield match["slot"], ""
        elif match["type"] in TYPES and match["words"] == match["words"].strip():
            yield match["type"], match["words"]
        else:
            known = ", ".join(sorted(TYPES))
            raise ValueError(f"{marked.place}: {match[0]} needs a type of {known} and no outer spaces")
        end = match.end()
    yield from _plain(marked, marked.text[end:])


def _plain(marked: Marked, words: str) -> Iterator[tuple[str, str]]:
    if wrong := re.search(r"[\[\]{}|]", words):
        raise ValueError(f"{marked.place}: {wrong[0]!r} stands outside a mark in {words!r}")
    if words:
        yield "", words


SLOTS: Mapping[str, str] = {
    "person": "PERSON", "surname": "PERSON", "title_surname": "PERSON", "politician": "PERSON",
    "department": "ORG", "agency": "ORG", "health_trust": "ORG", "care_board": "ORG", "council": "ORG",
    "public_acronym": "ORG", "charity": "ORG", "one_word_body": "ORG", "company": "ORG", "think_tank": "ORG",
    "university": "ORG", "union": "ORG", "alliance": "ORG", "board": "ORG", "media": "ORG", "acronym": "ORG",
    "act": "POLICY", "report": "POLICY", "strategy": "POLICY", "programme": "POLICY", "fund": "POLICY",
    "review": "POLICY", "town": "PLACE", "area": "PLACE", "country": "PLACE", "building": "PLACE",
}
