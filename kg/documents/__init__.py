"""Paths -> documents: the first room of the house.

    read_documents(["reports/", "notice.pdf", "-"])  ->  Document, Skipped, Document, ...

What gets which id:

- A file is called by its path under the folder that was given, without suffix: `reports/2024/plan.docx` is `2024/plan`.
  A file given directly is called by its name.
- Files whose ids differ only in their suffix keep it: `plan.docx` and `plan.pdf`.
- Files of two folders that would share an id get the folder's name before it, and as many of the names above that as
  tell them apart: `north/plan` and `south/plan`. Only the files that clash change.
- A file that two of the paths lead to is read once, under the longer id.
- A line of a JSONL file is called `<id of the file>/<its "id", or else its line number>`.
- Standard input is called `stdin`; it is JSONL if its first line is an object with a "text", and plain text otherwise.
- An id that is still taken, as with two lines of one "id", gets `~2`, `~3` and so on.

Files come in the order of their ids, the lines of a JSONL file in that of the file. Names with a dot at the front are
passed over in folders, and links to folders are not followed. What builds wrote is passed over too: the folder that is
written to, folders that hold the cache of a build (`.extracted/`), and the files of a build in a given folder that has
one. A file that is given itself is always read.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.documents.find import File, find_files
from kg.documents.formats import READERS, read_bytes
from kg.documents.load import load_file, load_stream
from kg.errors import ReadError
from kg.model import Document, Skipped

__all__ = ["read_documents"]

STDIN = "-"


def read_documents(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, output: str | Path | None = None,
) -> Iterator[Document | Skipped]:
    """Every document under `paths`, and for every file that could not be read, why.

    Folders are listed before the first document comes; files are opened one at a time. Never raises for what is in a
    file or wrong with it.

    Args:
        paths: Files and folders, in any order; `"-"` is standard input.
        stdin: Read for `"-"`; by default the process's own.
        output: A folder that is written to and therefore not read where it lies under one of `paths`.
    """
    given = {str(path) for path in paths}
    sources: list[File | Skipped] = find_files(given - {STDIN}, suffixes=READERS.keys(), output=output)
    if STDIN in given:
        sources.append(File(id="stdin", name=STDIN, suffix="", path=Path(STDIN)))
    taken: set[str] = set()
    for source in sorted(sources, key=_order):
        if isinstance(source, Skipped):
            yield source
            continue
        for found in _read(source, stdin):
            yield found if isinstance(found, Skipped) else _unique(found, taken)


def _order(source: File | Skipped) -> tuple[str, str]:
    return (source.path, "") if isinstance(source, Skipped) else (source.id, source.name)


def _read(file: File, stdin: BinaryIO | None) -> Iterator[Document | Skipped]:
    try:
        data = load_stream(stdin or sys.stdin.buffer) if file.name == STDIN else load_file(file.path)
        for found in read_bytes(data, suffix=file.suffix):
            yield _named(found, file)
    except ReadError as error:
        yield Skipped(file.name, str(error))


def _named(found: Document | Skipped, file: File) -> Document | Skipped:
    """Readers know their place in the file only: nothing, or a line."""
    if isinstance(found, Skipped):
        return Skipped(f"{file.name}, {found.path}", found.reason)
    if not found.text.strip():
        return Skipped(file.name, "no text in it")
    return replace(found, id=f"{file.id}/{found.id}" if found.id else file.id)


def _unique(document: Document, taken: set[str]) -> Document:
    id_, count = document.id, 1
    while id_ in taken:
        count += 1
        id_ = f"{document.id}~{count}"
    taken.add(id_)
    return replace(document, id=id_)
