import pytest

from kg.documents.html import read
from kg.errors import ReadError
from kg.model import Document

REPORT = (
    "The review, led by Dame Ada Quill, found that <em>The Longer Road</em> had set aims that few boards could meet,"
    " and that <a href='/care'>Care Close to Home</a> was praised by members of <cite>Voices of Tarn</cite>. It said"
    " that more money was needed, and that the programme should run for longer than anybody had planned."
)
HEAD = """<title>Board backs plan | Harbour Times</title><meta property="og:title" content="Board backs plan">
<meta name="author" content="Nell Ashdown"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://example.org/plan">"""
AROUND = "<nav><ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul></nav>{}<footer>Copyright 2020</footer>"


def only(body: str, *, head: str = "") -> Document:
    page = f"<!doctype html><html lang=en><head>{head}</head><body>{AROUND.format(body)}</body></html>"
    [document] = read(page.encode())
    return document


def marked(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.marks]


def test_the_article_and_not_the_navigation():
    document = only(
        f"<main><article><h1>Board backs plan</h1><p>{REPORT}<script>alert('no')</script></p><h2>What <i>next</i></h2>"
        f"<ul><li>One</li><li>Two</li></ul><table><tr><th>Body</th><th>Sum</th></tr><tr><td>Council</td><td>£3m</td></tr>"
        f"</table><blockquote><p>“We will.”</p></blockquote><p>{REPORT}</p></article></main>", head=HEAD,
    )
    paragraph = document.text.split("\n\n")[1]
    assert document.text == (
        f"Board backs plan\n\n{paragraph}\n\nWhat next\n\n• One\n• Two\n\nBody | Sum\nCouncil | £3m\n\n“We will.”\n\n"
        f"{paragraph}"
    )
    assert paragraph.startswith("The review, led by Dame Ada Quill, found that The Longer Road had set aims")
    titles = ["The Longer Road", "Care Close to Home", "Voices of Tarn"]
    assert marked(document) == [*titles, "next", *titles]


def test_the_head_tells_title_date_author_and_address():
    document = only(f"<article><h1>Board backs plan</h1><p>{REPORT}</p></article>", head=HEAD)
    assert (document.title, document.date, document.author, document.address) == (
        "Board backs plan", "2024-03-05", "Nell Ashdown", "https://example.org/plan",
    )


def test_a_page_that_tells_nothing_about_itself():
    document = only(f"<article><p>{REPORT}</p></article>")
    assert (document.title, document.date, document.author, document.address) == ("", "", "", "")


def test_several_articles_of_a_page_are_one_document():
    articles = "".join(f"<article><h2>Piece {number}</h2><p>{REPORT}</p></article>" for number in range(4))
    document = only(f"{articles}<article><p>A teaser.</p></article>", head="<title>Harbour digest</title>")
    assert document.text.count("The review, led by Dame Ada Quill") == 4
    assert [line for line in document.text.split("\n") if line.startswith("Piece")] == [f"Piece {n}" for n in range(4)]
    assert marked(document) == ["The Longer Road", "Care Close to Home", "Voices of Tarn"] * 4


def test_a_heading_outside_the_article_comes_first_and_marks_move_along():
    page = f"<div class=banner><h1>Board backs plan</h1></div><article><p>{REPORT}</p><p>{REPORT}</p></article>"
    document = only(page, head=HEAD)
    assert document.text.startswith("Board backs plan\n\nThe review, led by")
    assert document.text.count("Board backs plan") == 1
    assert marked(document)[0] == "The Longer Road"


COOKIES = "<div class='cookie-banner'><p>We use cookies to count visitors.</p><button>Accept</button></div>"
PARTS = (
    f"<h1>Board backs plan</h1><h2>Money</h2><p>{REPORT}</p><table><tr><th>Body<th>Sum</tr><tr><td>Council<td>£3m</tr>"
    "</table>{}<h2>People</h2><ul><li>Ada Quill joins as chair.<li>Tom Marsh <i>leaves</i>.</ul>"
)
TOLD = ["Board backs plan", "Money", "The review", "Body | Sum", "People", "• Ada Quill joins as chair."]


@pytest.mark.parametrize("layout", [
    "<table role=presentation><tr><td>{}</td></tr></table>",
    "<table><tr><td><table width=600><tbody><tr><td>{}</td></tr></tbody></table></td></tr></table>",
    "<center><table><tr><td><a href='/'>Start page</a></td><td><div>{}</div></td></tr></table></center>",
    "<div><div>{}</div></div>",
    "<div><header><p>Harbour Council</p></header><section>{}</section></div>",
    "{}",
], ids=["table", "tables in a table", "cells beside", "divs", "header", "nothing"])
@pytest.mark.parametrize("between", ["", "</td></tr><tr><td>"], ids=["one cell", "two rows"])
def test_a_page_that_names_no_main_part_keeps_headings_and_lists(layout, between):
    document = only(COOKIES + layout.format(PARTS.format(between)))
    assert [block[: len(told)] for block, told in zip(document.text.split("\n\n"), TOLD, strict=False)][:4] == TOLD[:4]
    assert document.text.endswith("\nCouncil | £3m\n\nPeople\n\n• Ada Quill joins as chair.\n• Tom Marsh leaves.")
    assert marked(document)[-1] == "leaves"
    assert [word for word in ("cookies", "Start", "News", "Copyright", "Harbour") if word in document.text] == []


def test_scripts_do_not_make_a_part_the_main_one():
    script = f"<div><script>{'var words = 1;' * 400}</script><p>Skip to content</p></div>"
    document = only(f"{script}<div><h2>Money</h2><p>{REPORT}</p><h2>People</h2><p>{REPORT}</p></div>")
    assert [block[:10] for block in document.text.split("\n\n")[-4:]] == ["Money", "The review", "People", "The review"]
    assert "var words" not in document.text


@pytest.mark.parametrize("body", ["<p>Ada Quill chairs <i>Tarn</i>.", "<div>Ada Quill chairs <i>Tarn</i>.</div>"])
def test_a_short_notice_is_read_whole(body):
    document = only(body)
    assert document.text == "Ada Quill chairs Tarn."
    assert marked(document) == ["Tarn"]


def test_quotation_elements_and_references_to_notes():
    document = only(f"<article><p>She said <q>we <b>will</b></q> and <q>yes</q>.<sup><a href='#1'>[1]</a></sup></p>"
                    f"<p>10 m<sup>2</sup></p><p>{REPORT}</p></article>")
    assert document.text.startswith("She said “we will” and “yes”.\n\n10 m2\n\nThe review")


@pytest.mark.parametrize(("page", "words"), [
    (f"<meta charset='iso-8859-2'><p>{'Rada w Łodzi i plan. ' * 9}</p>".encode("iso-8859-2"), "w Łodzi i"),
    (f"<meta charset=latin-1><p>{'Zoë Ashdown chairs it. ' * 9}</p>".encode(), "Zoë"),
    (f"<p>{'Zoë Ashdown’s board met. ' * 9}</p>".encode("cp1252"), "Zoë Ashdown’s"),
    (f"<p>{'Zoë Ashdown’s board met. ' * 9}</p>".encode("utf-16"), "Zoë Ashdown’s"),
    (f"<?xml version='1.0' encoding='latin-1'?><html><p>{'Zoë Ashdown met. ' * 9}</p></html>".encode(), "Zoë Ashdown"),
])
def test_encodings(page, words):
    [document] = read(page)
    assert words in document.text


def test_scripts_and_control_characters_never_become_text():
    document = only(f"<article><p>{REPORT}\x00\x07&#1;&#x9f;</p><script>alert('no')</script><style>.no{{}}</style>"
                    f"<noscript>alert</noscript><template>alert</template><p onclick='alert()'>{REPORT}</p></article>")
    assert "alert" not in document.text
    assert ".no" not in document.text
    assert [c for c in document.text if not c.isprintable() and c != "\n"] == []


@pytest.mark.parametrize("page", [
    b"<html></html>", b"<html><body><script>var a = 'no'</script></body></html>", b"<div>" * 200 + b"<img>",
])
def test_a_page_without_words_has_no_text(page):
    assert [document.text for document in read(page)] == [""]


@pytest.mark.parametrize("page", [b"", b"<!-- -->", b" \n"])
def test_a_page_without_elements_is_named(page):
    with pytest.raises(ReadError, match=r"^no text in it$"):
        list(read(page))


@pytest.mark.parametrize("page", [b"<div>" * 5000 + b"words", b"<i>words " * 5000, b"<table><tr><td>" * 2000])
def test_a_page_that_would_be_read_in_part_is_named(page):
    with pytest.raises(ReadError, match=r"^elements nested too deeply, or one too large$"):
        list(read(page))


def test_the_same_page_gives_the_same_document():
    page = f"<html><head>{HEAD}</head><body><article><p>{REPORT}</p></article></body></html>".encode()
    assert list(read(page)) == list(read(page))
