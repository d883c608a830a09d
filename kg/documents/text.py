"""Plain text: the content of the file, character for character."""

from collections.abc import Iterator

from kg.documents.encodings import decode
from kg.model import Document


def read(data: bytes) -> Iterator[Document]:
    """One document; for UTF-8 its text is exactly the file's, line ends too, as offsets refer to that.

    Raises:
        ReadError: It is not text.
    """
    yield Document(id="", text=decode(data))
