"""Bytes of files and streams, up to a limit."""

import stat
from pathlib import Path
from typing import BinaryIO

from kg.documents.find import reason
from kg.errors import ReadError

LIMIT = 50_000_000  # bytes; the longest reports are a few MB, and spaCy needs about 1 GB for a million characters


def load_file(path: Path, *, limit: int = LIMIT) -> bytes:
    """The content of a regular file.

    Raises:
        ReadError: It is larger than `limit` bytes, not a regular file (a pipe would never end), or the system refuses.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError("not a regular file")
        with path.open("rb") as stream:
            return load_stream(stream, limit=limit)
    except OSError as error:
        raise ReadError(reason(error)) from error


def load_stream(stream: BinaryIO, *, limit: int = LIMIT) -> bytes:
    """All that is in a stream.

    Raises:
        ReadError: There is more than `limit` bytes in it.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"larger than {limit / 1e6:g} MB")
    return data
