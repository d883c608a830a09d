"""Text for terminals, pipes and spreadsheets."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.plain import printable, records, to_columns, to_csv, to_json
from kg.query import Answer

XSD = "http://www.w3.org/2001/XMLSchema#"


def answer(*cells: tuple[str, str]) -> Answer:
    """One row with the columns a, b, …; cells are (text, name of an XSD datatype)."""
    names = tuple("abcdefgh"[: len(cells)])
    datatypes = tuple(XSD + kind if kind else "" for _, kind in cells)
    return Answer("select", names, (tuple(text for text, _ in cells),), (datatypes,))


@pytest.mark.parametrize(("text", "shown"), [
    ("Anna Marsh", "Anna Marsh"),
    ("two\nlines\tand a tab", "two lines and a tab"),
    ("\x1b]0;owned\x07title", "\ufffd]0;owned\ufffdtitle"),
    ("\x9b31mred", "\ufffd31mred"),
    ("abc\u202edcba\u2066", "abc\ufffddcba\ufffd"),
    ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ("[red]markup[/red]", "[red]markup[/red]"),
    ("👩‍⚕️ Zoë", "👩‍⚕️ Zoë"),
    ("line\u2028break", "line break"),
])
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_printable_text_is_one_line_without_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    shown.encode()


def test_columns_without_rows_are_a_heading() -> None:
    assert to_columns(["who", "what"], []) == "who  what\n"
    assert to_columns(["who"], [["\x1b[2J"]]) == "who\n\ufffd[2J\n"


def test_csv_keeps_lines_and_quotation_marks() -> None:
    text = to_csv(answer(('a "b", c\nd', "string"), ("e", "string")))
    assert text == 'a,b\n"a ""b"", c\nd",e\n'
    assert list(csv.reader(io.StringIO(text)))[1] == ['a "b", c\nd', "e"]


@pytest.mark.parametrize(("cell", "written"), [
    (("=1+1", "string"), "'=1+1"),
    (("-5", "string"), "'-5"),
    (("-5", "integer"), "-5"),
    (("-cmd", "integer"), "'-cmd"),
    (("x\x1b[31m", "string"), "x[31m"),
    (("abc\u202edcba", "string"), "abc\ufffddcba"),
])
def test_csv_holds_nothing_that_a_spreadsheet_or_a_terminal_would_obey(cell: tuple[str, str], written: str) -> None:
    assert to_csv(answer(cell)) == f"a\n{written}\n"


@pytest.mark.parametrize(("cell", "value"), [
    (("3", "integer"), 3),
    (("-12", "integer"), -12),
    (("0.90", "decimal"), 0.9),
    (("INF", "double"), "INF"),
    (("three", "integer"), "three"),
    (("0" * 5000 + "1", "integer"), "0" * 5000 + "1"),
    (("true", "boolean"), True),
    (("false", "boolean"), False),
    (("3", "string"), "3"),
    (("", "string"), ""),
    (("", ""), None),
    (("https://example.org/a", ""), "https://example.org/a"),
])
def test_records_have_values(cell: tuple[str, str], value: object) -> None:
    assert list(records(answer(cell))) == [{"a": value}]


@given(st.text(st.characters()))
def test_json_loses_nothing_and_holds_no_control_character(text: str) -> None:
    written = to_json([text])
    assert json.loads(written) == [text]
    written.encode()
    assert not any((character < " " and character != "\n") or "\x7f" <= character <= "\x9f" for character in written)
