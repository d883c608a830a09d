"""Word files: paragraphs and tables in the order of the body.

The tree is walked element by element, as python-docx passes over content controls and tracked insertions.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from kg.documents.builder import Marks, TextBuilder, clean
from kg.documents.formats import DAMAGED
from kg.documents.headline import headline
from kg.errors import ReadError
from kg.model import Document

UNPACKED_LIMIT = 200_000_000  # bytes; a small file may unpack to gigabytes

_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_HYPERLINK = qn("w:hyperlink")
_CHARACTERS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_BREAKS = frozenset((qn("w:br"), qn("w:cr")))
# The fallback repeats its neighbour for old programs; moved and deleted text stands elsewhere or nowhere.
_UNSEEN = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:del"), qn("w:moveFrom"),
           qn("w:pPr"), qn("w:sdtPr"))


def read(data: bytes) -> Iterator[Document]:
    """One document, with title, author and day of creation as the file's properties give them.

    Without a title there, the paragraph in the style for titles is it, or what its first paragraphs show.

    Raises:
        ReadError: It is not a Word file, is damaged, or unpacks to more than `UNPACKED_LIMIT` bytes.
    """
    try:
        yield _document(_opened(data))
    except (*DAMAGED, zipfile.BadZipFile, zlib.error, PackageNotFoundError, etree.LxmlError) as error:
        raise ReadError("not a Word file (.docx), or a damaged one") from error


def _opened(data: bytes) -> WordFile:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
            raise ReadError(f"unpacks to more than {UNPACKED_LIMIT / 1e6:g} MB")
    return docx.Document(io.BytesIO(data))


def _document(file: WordFile) -> Document:
    properties = file.core_properties
    text, marks = _Walk(file).result()
    return Document(
        id="", text=text, marks=marks, author=clean(properties.author or ""),
        title=clean(properties.title or "") or _title(file) or headline(text),
        date=properties.created.date().isoformat() if properties.created else "",
    )


def _title(file: WordFile) -> str:
    """The first paragraph in the style for titles."""
    return next((clean(p.text).strip() for p in file.paragraphs if p.style is not None and p.style.name == "Title"), "")


class _Walk:
    """Where the walk through the body stands."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._builder = TextBuilder()
        self._italic = False
        self._italic_styles: dict[str | None, bool] = {}
        self._was_item = False
        self._items: list[bool] = []  # for each open paragraph, whether it is one
        self._starts = {
            _P: self._start_paragraph, _HYPERLINK: self._start_link, _T: self._add_words,
            _TBL: lambda _: self._builder.new_paragraph(),
            _TR: lambda _: self._builder.start_row(), _TC: lambda _: self._builder.start_cell(),
        }
        self._ends = {
            _P: self._end_paragraph, _HYPERLINK: self._end_link,
            _TBL: self._builder.new_paragraph, _TR: self._builder.end_row, _TC: self._builder.end_cell,
        }

    def result(self) -> tuple[str, Marks]:
        """The text and its marks: runs in italics, and links."""
        walk = etree.iterwalk(self._file.element.body, events=("start", "end"))
        for event, element in walk:
            if event == "start" and element.tag in _UNSEEN:
                walk.skip_subtree()
            elif event == "start":
                self._start(element)
            elif element.tag in self._ends:
                self._ends[element.tag]()
        return self._builder.result()

    def _start(self, element: etree._Element) -> None:
        if element.tag in self._starts:
            self._starts[element.tag](element)
        elif element.tag in _CHARACTERS and element.getparent().tag == _R:  # a tab is a setting elsewhere
            self._builder.add(_CHARACTERS[element.tag])
        elif element.tag in _BREAKS:
            self._builder.new_line()

    def _start_paragraph(self, element: etree._Element) -> None:
        is_item = _is_item(Paragraph(element, self._file))
        self._set_italic(False)
        if not (is_item and self._was_item):
            self._builder.new_paragraph()
        if is_item:
            self._builder.start_item()
        self._items.append(is_item)

    def _end_paragraph(self) -> None:
        self._set_italic(False)
        self._was_item = self._items.pop()
        if self._was_item:
            self._builder.end_item()
        else:
            self._builder.new_paragraph()

    def _start_link(self, _: etree._Element) -> None:
        self._set_italic(False)
        self._builder.open_mark()

    def _end_link(self) -> None:
        self._set_italic(False)
        self._builder.close_mark()

    def _add_words(self, element: etree._Element) -> None:
        run = element.getparent()
        self._set_italic(run.tag == _R and self._is_italic(Run(run, self._file)))
        self._builder.add(element.text)

    def _set_italic(self, italic: bool) -> None:
        """One mark for neighbouring runs: Word splits them where it likes."""
        if italic and not self._italic:
            self._builder.open_mark()
        elif self._italic and not italic:
            self._builder.close_mark()
        self._italic = italic

    def _is_italic(self, run: Run) -> bool:
        if run.italic is not None:
            return run.italic
        style = run._r.style
        if style not in self._italic_styles:
            self._italic_styles[style] = style is not None and bool(run.style.font.italic)
        return self._italic_styles[style]


def _is_item(paragraph: Paragraph) -> bool:
    """Whether it has a bullet or a number by itself or by its style; numbered headings are headings."""
    style = paragraph.style
    if style is not None and (style.name or "").startswith(("Heading", "Title")):
        return False
    properties = paragraph._p.pPr
    while style is not None and (properties is None or properties.numPr is None):
        properties, style = style.element.pPr, style.base_style
    numbering = None if properties is None else properties.numPr
    return numbering is not None and (numbering.numId is None or numbering.numId.val != 0)
