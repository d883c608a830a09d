"""A passage in its surroundings: a sentence on each side, never over a paragraph, never too much; all as places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.passages import (
    CONTENT,
    CUE,
    LONGEST,
    SPEAKER,
    WINDOW,
    Places,
    after,
    before,
    copied,
    marks,
    shortened,
    spread,
)
from kg.model import Passage, Statement


def place(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), words)


def around(text: str, words: str) -> tuple[str, str]:
    found = place(text, words)
    return text[before(text, found.start):found.start], text[found.end:after(text, found.end)]


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("One. Two. Three.", "Two.", ("One. ", " Three.")),
    ("Zero. One. Two. Three. Four.", "Two.", ("One. ", " Three.")),
    ("Alone.", "Alone.", ("", "")),
    ("The long road leads home.", "road leads", ("The long ", " home.")),
    ("Title\n\nOne. Two.\n\nOther.", "One. Two.", ("", "")),
    ("Title\n\n  Indented. Two.", "Two.", ("Indented. ", "")),
    ("“Stop!” They left. Dr Ives stayed.", "They left.", ("“Stop!” ", " Dr Ives stayed.")),
    ("One. Two runs on. Three.", "runs", ("Two ", " on.")),
])
def test_the_sentence_on_each_side(text: str, words: str, expected: tuple[str, str]) -> None:
    assert around(text, words) == expected


def test_long_surroundings_are_cut_at_a_space() -> None:
    left, right = around("word " * 200 + "HERE" + " word" * 200, "HERE")
    assert left.startswith(" word")
    assert right.endswith("word ")
    assert max(len(left), len(right)) <= WINDOW


def test_surroundings_without_a_gap_are_left_out() -> None:
    assert around("x" * 500 + "HERE" + "y" * 500, "HERE") == ("", "")


@given(st.text("ab .!\n“”", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_surroundings_stand_beside_the_passage(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    assert 0 <= before(text, start) <= start
    assert end <= after(text, end) <= len(text)


def marked(text: str, made: Statement) -> list[tuple[int, str]]:
    return [(kind, text[start:end]) for kind, start, end in marks(text, made)]


def said(text: str, *contents: str, cue: str = "", speaker: str = "") -> Statement:
    span = place(text, speaker) if speaker else None
    found = tuple(place(text, content) for content in contents)
    return Statement("direct", found, Passage(0, len(text), text), cue, speaker_span=span)


def test_contents_cue_and_speaker_are_marked_in_text_order() -> None:
    text = "“We go,” she said, “and soon.” They went."
    made = said(text, "and soon.", "We go,", cue="said", speaker="she")
    assert marked(text, made) == [(CONTENT, "We go,"), (SPEAKER, "she"), (CUE, "said"), (CONTENT, "and soon.")]


def test_of_several_places_of_the_cue_the_one_beside_the_content_counts() -> None:
    text = "Bela, who said little, said: we go"
    found = list(marks(text, said(text, "we go", cue="said", speaker="Bela, who said little")))
    assert [start for kind, start, _ in found if kind == CUE] == [23]


@pytest.mark.parametrize(("text", "cue"), [("Unsaid: we go", "said"), ("We said: we go", "told"), ("we go", "")])
def test_a_cue_that_is_not_there_as_a_word_is_not_marked(text: str, cue: str) -> None:
    assert marked(text, said(text, "we go", cue=cue)) == [(CONTENT, "we go")]


def test_a_cue_within_what_was_said_is_not_marked() -> None:
    text = "“he said no”"
    assert marked(text, said(text, "he said no", cue="said")) == [(CONTENT, "he said no")]


def test_contents_that_overlap_are_marked_once() -> None:
    text = "we go soon"
    assert "".join(words for _, words in marked(text, said(text, "we go", "go soon", "go"))) == text


def test_a_source_outside_of_the_passage_is_not_marked() -> None:
    text = "Bela spoke. We go."
    made = Statement("direct", (place(text, "We go."),), place(text, "We go."), speaker_span=place(text, "Bela"))
    assert marked(text, made) == [(CONTENT, "We go.")]


def test_a_content_beside_the_passage_belongs_to_the_statement() -> None:
    text = "It rained. She said this: we go."
    made = Statement("indirect", (place(text, "we go"),), place(text, "She said"))
    assert spread(made) == (11, 31)


@given(st.text("a👩\n\u0301é𝔓", max_size=60), st.integers(0, 60))
def test_places_count_as_a_script_counts(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert Places(text)(offset) == len(text[:offset].encode("utf-16-le")) // 2


def test_lone_surrogates_count_once() -> None:
    assert Places("\ud83da")(2) == 2


def test_words_that_no_text_holds_are_copied_and_shortened() -> None:
    assert copied(Passage(0, 5, "words"), [Passage(0, 4, "word"), Passage(0, 0, "")]) == [(1, "words"), (2, "word")]
    assert len(copied(Passage(0, 9000, "x" * 9000))[0][1]) == LONGEST + 1
    assert shortened("short") == "short"
