"""One table says which reader takes which files; a reader is imported when the first such file comes.

A reader is a module with `read(data: bytes) -> Iterator[Document | Skipped]`. The ids and paths that it gives are
places in the file: empty where the file is one document, `"7"` and `"line 7"` where it holds several. It raises
`ReadError` where nothing can be read at all.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from kg.model import Document, Skipped

READERS: Mapping[str, str] = MappingProxyType({
    ".docx": "kg.documents.docx",
    ".htm": "kg.documents.html",
    ".html": "kg.documents.html",
    ".jsonl": "kg.documents.jsonl",
    ".md": "kg.documents.markdown",
    ".pdf": "kg.documents.pdf",
    ".txt": "kg.documents.text",
})

# What parsers are known to raise on damaged input, beside errors of their own: they trust the file's structure.
DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError,
    ValueError,
)


def read_bytes(data: bytes, *, suffix: str = "") -> Iterator[Document | Skipped]:
    """What the reader for `suffix` finds in `data`; without one the reader is chosen between JSONL and text.

    Raises:
        ReadError: The data is not what the suffix says.
    """
    return import_module(READERS[suffix or _suffix_of(data)]).read(data)


def _suffix_of(data: bytes) -> str:
    from kg.documents.jsonl import looks_like_jsonl  # for standard input only

    return ".jsonl" if looks_like_jsonl(data) else ".txt"

