"""PDF files: the words of the pages, with lines put together to paragraphs again."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from kg.documents.builder import clean
from kg.documents.dates import iso_date
from kg.documents.formats import DAMAGED
from kg.documents.headline import headline
from kg.documents.lines import Line, paragraphs
from kg.errors import ReadError
from kg.model import Document

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what goes wrong is told by `ReadError`

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


def read(data: bytes) -> Iterator[Document]:
    """One document, with title, author and day of creation as the file gives them; a PDF has no marks.

    Without a title there, what its first lines show is it.

    Raises:
        ReadError: It is encrypted, holds pictures of text only, or is no PDF.
    """
    try:
        yield _document(data)
    except DependencyError as error:
        raise ReadError("an encrypted PDF; save it without a password") from error
    except (*DAMAGED, PyPdfError) as error:
        raise ReadError("not a PDF, or a damaged one") from error


def _document(data: bytes) -> Document:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("an encrypted PDF; save it without a password")
    text = "\n\n".join(paragraphs([_Lines.of(page) for page in reader.pages]))
    if not text:
        raise ReadError("no text in this PDF; scanned pages need text recognition first")
    told = reader.metadata or {}
    created = _DATE.match(_words(told.get("/CreationDate")))
    return Document(
        id="", text=text, title=_words(told.get("/Title")) or headline(text), author=_words(told.get("/Author")),
        date=iso_date("-".join(created.groups())) if created else "",
    )


def _words(value: object) -> str:
    return " ".join(clean(str(value)).split()) if value is not None else ""


class _Lines:
    """Collects the lines of a page from pypdf's pieces, with the height and style that most of each line has."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._pieces: list[tuple[str, float, str]] = []

    @classmethod
    def of(cls, page: object) -> list[Line]:
        collected = cls()
        page.extract_text(visitor_text=collected.visit)
        collected._end_line()
        return collected._lines

    def visit(self, text: str, matrix: list[float], text_matrix: list[float], font: dict | None, size: float) -> None:
        """Called by pypdf for each piece of text, in the order of the page's content."""
        height = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
        scale = abs(text_matrix[3] * matrix[3]) or 1
        style = f"{size * scale:.0f} {'bold' if 'bold' in str((font or {}).get('/BaseFont')).lower() else ''}"
        for number, part in enumerate(text.split("\n")):
            if number:
                self._end_line()
            self._pieces.append((part, height, style))

    def _end_line(self) -> None:
        words = clean("".join(text for text, _, _ in self._pieces)).strip()
        if words:
            _, height, style = max(self._pieces, key=lambda piece: len(piece[0].strip()))
            self._lines.append(Line(words, height, style))
        self._pieces = []
