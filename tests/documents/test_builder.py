import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.builder import TextBuilder, clean


@pytest.mark.parametrize(("text", "cleaned"), [
    ("a\tb\r\nc", "a\tb\r\nc"),
    ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
    ("a\ud800b", "ab"),
    ("e\u0301 \u00a0\u200b\u2028 ﬁ", "e\u0301 \u00a0\u200b\u2028 ﬁ"),
])
def test_only_control_characters_go(text, cleaned):
    assert clean(text) == cleaned


def test_white_space_between_pieces_is_one_space():
    builder = TextBuilder()
    for piece in (" \n", "The ", "\t board", None, "", " ", "met", "."):
        builder.add(piece)
    assert builder.result() == ("The board met.", ())


def test_the_widest_break_wins_and_none_leads_or_trails():
    builder = TextBuilder()
    builder.new_paragraph()
    builder.add("One ")
    builder.new_line()
    builder.new_paragraph()
    builder.new_line()
    builder.add(" two")
    builder.new_line()
    builder.add("three")
    builder.new_paragraph()
    assert builder.result() == ("One\n\ntwo\nthree", ())


def test_marks_are_exact_and_end_with_their_line():
    builder = TextBuilder()
    builder.add("Read")
    builder.open_mark()
    builder.add(" The Longer ")
    builder.open_mark()
    builder.add("Road\u00a0")
    builder.close_mark()
    builder.new_line()
    builder.add("to Care ")
    builder.close_mark()
    builder.open_mark()
    builder.add("  ")
    builder.close_mark()
    text, marks = builder.result()
    assert text == "Read The Longer Road\u00a0\nto Care"
    assert [text[start:end] for start, end in marks] == ["The Longer Road", "Road", "to Care"]


def test_bullets_and_separators_come_with_words_only():
    builder = TextBuilder()
    for words in ("", "Item"):
        builder.start_item()
        builder.new_paragraph()
        builder.add(words)
        builder.end_item()
    for row in (("", "Sum"), ("Body", ""), ("", ""), ("Body", "Sum")):
        builder.start_row()
        for words in row:
            builder.start_cell()
            builder.add(words)
            builder.end_cell()
        builder.end_row()
    builder.add("After")
    assert builder.result() == ("• Item\nSum\nBody\nBody | Sum\nAfter", ())


STEPS = ("new_line", "new_paragraph", "start_item", "start_row", "start_cell", "open_mark")


@given(st.lists(st.sampled_from(STEPS) | st.text(max_size=6)))
def test_marks_are_never_empty_and_never_run_over_lines(steps):
    builder = TextBuilder()
    opened = 0
    for step in steps:
        opened += step == "open_mark"
        if step in STEPS:
            getattr(builder, step)()
        else:
            builder.add(step)
    for _ in range(opened):
        builder.close_mark()
    text, marks = builder.result()
    assert list(marks) == sorted(set(marks))
    for start, end in marks:
        assert text[start:end].strip() == text[start:end] != ""
        assert "\n" not in text[start:end]
