"""Plain text: the content of the file, character for character."""

from collections.abc import Iterator

from kg.documents.encodings import decode
from kg.documents.headline import headline
from kg.model import Document


def read(data: bytes) -> Iterator[Document]:
    """One document, with the title that its first lines show.

    For UTF-8 its text is exactly the file's, line ends too, as offsets refer to that.

    Raises:
        ReadError: It is not text.
    """
    text = decode(data)
    yield Document(id="", text=text, title=headline(text))
