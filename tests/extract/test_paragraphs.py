"""Where the layout starts a new block."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.paragraphs import SHORT_LINE, line_starts, paragraphs

LONG = "This line goes on to the margin and is broken there by hand, so"


@pytest.mark.parametrize(("text", "blocks"), [
    ("A heading\n\nA paragraph.", ["A heading", "A paragraph."]),
    ("Leeds\nA paragraph.", ["Leeds", "A paragraph."]),
    (f"{LONG}\nthat it goes on.", [f"{LONG}\nthat it goes on."]),
    (f"{LONG}\nThat goes on.", [f"{LONG}\nThat goes on."]),
    ("short\nand on", ["short\nand on"]),
    (f"{LONG}\n• one\n• two", [LONG, "• one", "• two"]),
    ("one line", ["one line"]),
    ("", [""]),
    ("A\r\n\r\nB", ["A", "B"]),
])
def test_blocks(text, blocks):
    found = [text[start:end].strip() for start, end in pairwise([0, *line_starts(text), len(text)])]
    assert found == blocks


def test_the_margin_is_a_matter_of_length():
    assert len(LONG) >= SHORT_LINE
    assert list(line_starts("a" * SHORT_LINE + "\nB")) == []
    assert list(line_starts("a" * (SHORT_LINE - 1) + "\nB")) == [SHORT_LINE]


@given(st.text(alphabet="aB \n•.", max_size=80))
def test_starts_are_in_order_and_never_on_a_space(text):
    starts = list(line_starts(text))
    assert starts == sorted(set(starts))
    assert not [start for start in starts if text[start : start + 1].isspace()]


def test_tokens_at_a_start_begin_sentences_and_others_are_left_open():
    doc = paragraphs(spacy.blank("en")("Minutes\n\nJane Roe spoke."))
    assert [token.text for token in doc if token.is_sent_start] == ["Minutes", "Jane"]
    assert doc.has_annotation("SENT_START")


def test_the_component_can_be_added_to_any_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_paragraphs")
    assert nlp("A\n\nB")[2].is_sent_start
