"""The texts of documents, with what was found in them: read from the explorer's page, the only file that holds them."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from kg.errors import FormatError
from kg.export.html import read_data

PAGE_FILE = "graph.html"


@dataclass(frozen=True)
class Text:
    """A document's text; `mentions` are (start, end, entity id) in code points."""

    text: str
    mentions: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Span:
    """A stretch that something is known of; `kind` is how it is shown."""

    start: int
    end: int
    kind: str
    entity: str = ""


@dataclass(frozen=True)
class Run:
    """Words that are shown alike: the kinds of the spans over them, whom they name, and which passages begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    entity: str = ""
    begins: tuple[str, ...] = ()


class Texts:
    """The texts of a folder's `graph.html`, read again when a build has replaced it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / PAGE_FILE
        self._state: tuple[int, int, int] | None = None
        self._texts: Mapping[str, Text] = {}
        self._reading = Lock()

    def get(self, id_: str, sha256: str) -> Text | None:
        """The text of a document; nothing where the page is missing or holds another text under this id."""
        with self._reading:
            self._read_if_new()
            found = self._texts.get(id_)
        if found is None or hashlib.sha256(found.text.encode("utf-8", "replace")).hexdigest() != sha256:
            return None
        return found

    def _read_if_new(self) -> None:
        try:
            state = self._file.stat()
            now = (state.st_mtime_ns, state.st_size, state.st_ino)
            if now != self._state:
                self._texts, self._state = _texts(read_data(self._file)), now
        except (FormatError, OSError):  # the graph itself is there; a page without the text says so
            self._texts, self._state = {}, None


def runs(text: str, spans: Iterable[Span]) -> list[Run]:
    """The text in pieces, cut where a span begins or ends, in order; spans may overlap."""
    kept = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text), *(span.start for span in kept), *(span.end for span in kept)})
    opening: dict[int, list[Span]] = {}
    for span in kept:
        opening.setdefault(span.start, []).append(span)
    open_: list[Span] = []
    made = []
    for start, end in pairwise(cuts):
        begun = opening.get(start, [])
        open_ = [span for span in open_ if span.end > start] + begun
        made.append(Run(
            text[start:end], tuple(sorted({span.kind for span in open_})),
            next((span.entity for span in open_ if span.entity), ""),
            tuple(sorted({f"char={span.start},{span.end}" for span in begun})),
        ))
    return made


def _texts(data: Mapping[str, Any]) -> dict[str, Text]:
    """Checked as far as it is used: the file lies in a folder where others may have written too."""
    try:
        ids = [str(entity["id"]) for entity in data["entities"]]
        return {str(item["id"]): _text(item, ids) for item in data["documents"]}
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise FormatError(f"expected documents with texts and mentions, got {type(error).__name__}: {error}") from error


def _text(item: Mapping[str, Any], ids: Sequence[str]) -> Text:
    text = str(item["text"])
    place = _code_points(text)
    mentions = ((place(int(start)), place(int(end)), ids[int(number)]) for number, start, end in item["mentions"])
    return Text(text, tuple(mentions))


def _code_points(text: str) -> Callable[[int], int]:
    """A function from places as scripts count them (UTF-16) to code points.

    >>> [_code_points("a😀b")(place) for place in (0, 1, 3, 4)]
    [0, 1, 2, 3]
    """
    wide = [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF]
    if not wide:
        return lambda place: place
    units = [place + before for before, place in enumerate(wide)]  # each wide letter before takes one more
    return lambda place: place - bisect_right(units, place - 1)
