"""JSON lines: one document a line, `{"text": ..., "id": ..., "title": ..., "date": ..., "author": ..., "url": ...}`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.documents.builder import clean
from kg.documents.dates import iso_date
from kg.documents.encodings import decode
from kg.errors import ReadError
from kg.model import Document, Skipped

_ADDRESS = ("address", "url", "source")  # the first that a line has


def read(data: bytes) -> Iterator[Document | Skipped]:
    """A document for each line that has text; its id is the line's `id` or else its number, counted from 1.

    The text is taken as it stands. Empty lines are passed over.

    Raises:
        ReadError: It is not text.
    """
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if line.strip():
            try:
                yield _document(_object(line), number)
            except ReadError as error:
                yield Skipped(f"line {number}", str(error))


def looks_like_jsonl(data: bytes) -> bool:
    """Whether the first line that is not empty is a JSON object with a `text`."""
    first = data.lstrip().split(b"\n", 1)[0]
    try:
        return first.startswith(b"{") and "text" in _object(decode(first))
    except ReadError:
        return False


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError("not valid JSON") from error
    if not isinstance(value, dict):
        raise ReadError('not a JSON object with a "text"')
    return value


def _document(line: Mapping[str, Any], number: int) -> Document:
    text = line.get("text")
    if not isinstance(text, str):
        raise ReadError('expected "text" to be a string' if "text" in line else 'no "text" in it')
    if not text.strip():
        raise ReadError("no text in it")
    if "\0" in text or not _is_unicode(text):
        raise ReadError('the "text" holds NUL characters or halves of surrogate pairs')
    address = next((_words(line, key) for key in _ADDRESS if _words(line, key)), "")
    return Document(
        id=_words(line, "id") or str(number), text=text, title=_words(line, "title"), author=_words(line, "author"),
        date=iso_date(_words(line, "date")), address=address,
    )


def _is_unicode(text: str) -> bool:
    """JSON can write halves of surrogate pairs, which no output can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _words(line: Mapping[str, Any], key: str) -> str:
    """A string, a number or a list of strings (authors) as words on one line."""
    value = line.get(key)
    if isinstance(value, list):
        return "; ".join(" ".join(clean(part).split()) for part in value if isinstance(part, str))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(clean(str(value)).split())
