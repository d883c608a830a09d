import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from kg.documents import docx as reader
from kg.documents.docx import read
from kg.errors import ReadError
from kg.model import Document


def saved(fill: Callable[[WordFile], object]) -> bytes:
    file = docx.Document()
    fill(file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def only(fill: Callable[[WordFile], object]) -> Document:
    [document] = read(saved(fill))
    return document


def marked(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.marks]


def test_paragraphs_items_and_tables_in_the_order_of_the_body():
    def fill(file: WordFile) -> None:
        file.add_heading("Board paper", 0)
        file.add_heading("Aims", 1)
        file.add_paragraph("One\ttab\nand a line.")
        file.add_paragraph("First", style="List Bullet")
        file.add_paragraph("Second", style="List Number")
        table = file.add_table(2, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Body"
        table.cell(0, 2).text = "Sum"
        table.cell(1, 0).text = "Harbour Council"
        table.cell(1, 2).text = "£3m"
        file.add_paragraph("")
        file.add_paragraph("After.")

    document = only(fill)
    assert document.text == (
        "Board paper\n\nAims\n\nOne tab\nand a line.\n\n• First\n• Second\n\nBody | Sum\nHarbour Council | £3m\n\n"
        "After."
    )
    assert document.title == "Board paper"


def test_marks_are_runs_in_italics_and_links():
    def fill(file: WordFile) -> None:
        file.styles.add_style("Slanted", 2).font.italic = True
        paragraph = file.add_paragraph("Read ")
        for words in ("The Lon", "ger ", "Road"):
            paragraph.add_run(words).italic = True
        paragraph.add_run(", ")
        paragraph.add_run("Tarn Map ", style="Slanted")
        paragraph.add_run("bold").bold = True
        paragraph.add_run("upright", style="Slanted").italic = False
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), "rId99")
        for run in (paragraph.add_run(" Care "), paragraph.add_run("Close")):
            link.append(run._r)
        paragraph._p.append(link)
        file.add_paragraph().add_run("Next").italic = True

    document = only(fill)
    assert document.text == "Read The Longer Road, Tarn Map boldupright Care Close\n\nNext"
    assert marked(document) == ["The Longer Road", "Tarn Map", "Care Close", "Next"]


@pytest.mark.parametrize(("xml", "text"), [
    ("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Control</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Control"),
    ("<w:p><w:ins w:id='1'><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>old</w:delText></w:r>"
     "</w:del></w:p>", "new"),
    ("<w:p><w:r><w:t>Co</w:t><w:noBreakHyphen/><w:t>operative</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>",
     "Co-operative"),
    ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t xml:space='preserve'> a </w:t></w:r></w:p>",
     "a"),
    ("<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>", "• item"),
    ("<w:p><w:pPr><w:pStyle w:val='ListBullet'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>none</w:t>"
     "</w:r></w:p>", "none"),
    ("<w:p><w:pPr><w:pStyle w:val='Heading1'/><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>Aims</w:t>"
     "</w:r></w:p>", "Aims"),
])
def test_what_word_puts_around_words(xml, text):
    def fill(file: WordFile) -> None:
        tag = xml[:xml.index(">")].rstrip("/").split()[0]
        file.element.body.insert(0, parse_xml(xml.replace(tag, f"{tag} {nsdecls('w')}", 1)))

    assert only(fill).text == text


def test_properties_tell_title_date_and_author():
    def fill(file: WordFile) -> None:
        file.add_paragraph("Text.")
        properties = file.core_properties
        properties.title, properties.author = "Board paper", "Nell Ashdown"
        properties.created = datetime(2024, 3, 5, 23, 0, tzinfo=UTC)

    assert only(fill) == Document(id="", text="Text.", title="Board paper", date="2024-03-05", author="Nell Ashdown")


def test_a_file_cut_short_is_named():
    whole = saved(lambda file: file.add_paragraph("Text."))
    renamed = whole.replace(b"word/document.xml", b"word/documint.xml")
    for data in (whole[:-40], whole[:len(whole) // 2], whole[:5], renamed):
        with pytest.raises(ReadError, match=r"^not a Word file \(\.docx\), or a damaged one$"):
            list(read(data))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    stream = io.BytesIO(saved(lambda file: file.add_paragraph("Text.")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", bytes(3_000_000))
    assert len(stream.getvalue()) < 100_000
    monkeypatch.setattr(reader, "UNPACKED_LIMIT", 2_000_000)
    with pytest.raises(ReadError, match=r"^unpacks to more than 2 MB$"):
        list(read(stream.getvalue()))


def test_entities_in_the_xml_are_not_expanded():
    stream = io.BytesIO()
    source = io.BytesIO(saved(lambda file: file.add_paragraph("PLACE")))
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(stream, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, with_entities(whole.read(name)) if name == "word/document.xml" else whole.read(name))
    [document] = read(stream.getvalue())
    assert document.text == "in"


def with_entities(content: bytes) -> bytes:
    declared, rest = content.split(b"?>", 1)
    bomb = b'<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    return declared + b"?>" + bomb + rest.replace(b"PLACE", b"in &a;&b; out")


def test_without_a_title_of_its_own_the_headline_is_it():
    def fill(file: WordFile) -> None:
        for words in ("BOARD PAPER", "A bridge for Tarn", "The council will build one."):
            file.add_paragraph(words)
        file.core_properties.title = ""

    assert only(fill).title == "A bridge for Tarn"
