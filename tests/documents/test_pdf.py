import io
from datetime import UTC, datetime

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from kg.documents.pdf import read
from kg.errors import ReadError
from kg.model import Document

PARAGRAPH = (
    "The review, led by Dame Ada Quill, found that The Longer Road had set aims that few boards could meet, and that"
    " Care Close to Home was praised by members of Voices of Tarn. It said that more money was needed, and that the"
    " programme should run for longer than anybody had planned."
)


def printed(*paragraphs: str, title: str = "", gap: float = 4) -> FPDF:
    file = FPDF()
    file.set_creation_date(datetime(2024, 3, 5, 10, tzinfo=UTC))
    file.add_page()
    file.set_font("Times", size=18)
    if title:
        file.cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
    file.set_font("Times", size=11)
    for paragraph in paragraphs:
        file.multi_cell(0, 5, paragraph, new_x="LMARGIN", new_y="NEXT")
        file.ln(gap)
    return file


def only(file: FPDF) -> Document:
    [document] = read(bytes(file.output()))
    return document


@pytest.mark.parametrize("gap", [0, 4])
def test_lines_become_paragraphs_again(gap):
    file = printed(PARAGRAPH, PARAGRAPH, "They met inter-\nnationally.", title="The Harbour Plan", gap=gap)
    assert only(file).text == f"The Harbour Plan\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\nThey met internationally."


def test_a_paragraph_runs_on_over_the_page():
    several = [PARAGRAPH.replace("review", word) for word in ("map", "plan", "road", "bridge", "wall", "ferry") * 3]
    document = only(printed(*several))
    assert document.text == "\n\n".join(several)


def test_the_file_tells_title_author_and_date():
    file = printed(PARAGRAPH)
    file.set_title("Harbour\nplan")
    file.set_author("Nell Ashdown")
    document = only(file)
    assert (document.title, document.author, document.date, document.marks) == (
        "Harbour plan", "Nell Ashdown", "2024-03-05", (),
    )


@pytest.mark.parametrize(("told", "date"), [("D:20240305", "2024-03-05"), ("20241399", ""), ("soon", ""), ("D:", "")])
def test_a_date_that_is_none_is_left_out(told, date):
    writer = PdfWriter(clone_from=io.BytesIO(bytes(printed(PARAGRAPH).output())))
    writer.add_metadata({"/CreationDate": told})
    stream = io.BytesIO()
    writer.write(stream)
    [document] = read(stream.getvalue())
    assert document.date == date


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(bytes(printed(PARAGRAPH).output())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_an_encrypted_file_is_named_unless_anybody_may_open_it():
    with pytest.raises(ReadError, match=r"^an encrypted PDF; save it without a password$"):
        list(read(encrypted("secret")))
    [document] = read(encrypted(""))
    assert document.text == PARAGRAPH


def test_pictures_of_text_are_named():
    file = FPDF()
    file.add_page()
    file.rect(10, 10, 50, 50)
    with pytest.raises(ReadError, match=r"^no text in this PDF; scanned pages need text recognition first$"):
        list(read(bytes(file.output())))


def test_a_damaged_file_is_named():
    whole = bytes(printed(PARAGRAPH).output())
    assert len(PdfReader(io.BytesIO(whole)).pages) == 1
    for data in (b"%PDF-1.7\n" + b"rubbish" * 99, whole[:200], whole.replace(b"/Pages", b"/Pagos")):
        with pytest.raises(ReadError, match=r"^not a PDF, or a damaged one$"):
            list(read(data))


def test_without_a_title_of_its_own_the_headline_is_it():
    assert only(printed(PARAGRAPH, title="The Harbour Plan")).title == "The Harbour Plan"
    assert only(printed(PARAGRAPH, PARAGRAPH)).title == ""
