import pytest

from kg.documents.markdown import read
from kg.errors import ReadError
from kg.model import Document


def only(source: str) -> Document:
    [document] = read(source.encode())
    return document


def test_markdown_becomes_plain_text():
    source = """# Board paper

The board read *The Longer Road* and
[Care **Close** to Home](https://example.org/care).

* one
* two
  1. three

| Body | Sum |
|---|---|
| Harbour Council | £3m |

> Quoted `code` &amp; more <b>bold</b><br>line
<script>alert("no")</script>
"""
    document = only(source)
    assert document.text == (
        "Board paper\n\nThe board read The Longer Road and Care Close to Home.\n\n• one\n• two\n• three\n\n"
        "Body | Sum\nHarbour Council | £3m\n\nQuoted code & more bold\nline"
    )
    assert [document.text[start:end] for start, end in document.marks] == ["The Longer Road", "Care Close to Home"]
    assert document.title == "Board paper"


def test_front_matter_tells_title_date_author_and_address():
    document = only("---\ntitle: 'Aims:  2024'\ndate: 5 March 2024\nauthors: [Nell Ashdown, Tom Quill]\n"
                    "url: https://example.org/a\ndraft: true\n---\n# Other\n\nText.")
    assert document == Document(
        id="", text="Other\n\nText.", title="Aims: 2024", date="2024-03-05", author="Nell Ashdown; Tom Quill",
        address="https://example.org/a",
    )


@pytest.mark.parametrize(("front", "expected"), [
    ("title: 2024", ("2024", "", "")),
    ("date: 2024-03-05T10:00:00Z\nauthor: Nell", ("", "2024-03-05", "Nell")),
    ("date: 2024-02-31", ("", "", "")),
    ("title: {a: b}\nauthor: [[x], y]", ("", "", "y")),
    ("title: !!python/object:os.system x", ("x", "", "")),
    ("title:\nauthor: ~", ("", "", "~")),
])
def test_front_matter_is_strings_only(front, expected):
    document = only(f"---\n{front}\n---\nText.")
    assert (document.title, document.date, document.author) == expected
    assert document.text == "Text."


@pytest.mark.parametrize("source", [
    "---\nOne line\n---\nText.",
    "---\ntitle: [\n---\nText.",
    "---\na: " + "[" * 3000 + "\n---\nText.",
    "Before\n\n---\ntitle: x\n---\nText.",
])
def test_what_only_looks_like_front_matter_is_text(source):
    document = only(source)
    assert document.text.endswith("Text.")
    assert len(document.text) > len("Text.")
    assert document.title == ""


@pytest.mark.parametrize("source", ["", "<!-- nothing -->", "---\ntitle: x\n---\n", "[a]: https://example.org"])
def test_nothing_to_read(source):
    assert only(source).text == ""


@pytest.mark.parametrize("source", ["> " * 5000, "[" * 20_000, "*a **b " * 3000])
def test_hostile_nesting_ends(source):
    assert len(list(read(source.encode()))) == 1


def test_html_in_markdown_that_would_be_read_in_part_is_named():
    with pytest.raises(ReadError, match=r"^elements nested too deeply, or one too large$"):
        only("<div>" * 5000 + "words")
