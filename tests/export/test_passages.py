"""A passage in its surroundings: a sentence on each side, never over a paragraph, never too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.passages import LONGEST, WINDOW, after, before, parts, shortened
from kg.model import Passage


def place(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), words)


@pytest.mark.parametrize(("text", "words", "around"), [
    ("One. Two. Three.", "Two.", ("One. ", " Three.")),
    ("Zero. One. Two. Three. Four.", "Two.", ("One. ", " Three.")),
    ("Alone.", "Alone.", ("", "")),
    ("The long road leads home.", "road leads", ("The long ", " home.")),
    ("Title\n\nOne. Two.\n\nOther.", "One. Two.", ("", "")),
    ("“Stop!” They left. Dr Ives stayed.", "They left.", ("“Stop!” ", " Dr Ives stayed.")),
    ("One. Two runs on. Three.", "runs", ("Two ", " on.")),
])
def test_the_sentence_on_each_side(text: str, words: str, around: tuple[str, str]) -> None:
    found = place(text, words)
    assert (before(text, found.start), after(text, found.end)) == around


def test_long_surroundings_are_cut_at_a_word() -> None:
    text = "word " * 200 + "HERE" + " word" * 200
    found = place(text, "HERE")
    left, right = before(text, found.start), after(text, found.end)
    assert left.startswith("… word")
    assert right.endswith("word …")
    assert max(len(left), len(right)) <= WINDOW + 2


def test_surroundings_without_a_gap_are_left_out() -> None:
    text = "x" * 500 + "HERE" + "y" * 500
    assert parts(text, place(text, "HERE")) == [(1, "HERE")]


def test_contents_are_marked_inside_the_passage() -> None:
    text = "“We go,” she said, “and soon.” They went."
    contents = [place(text, "and soon."), place(text, "We go,")]
    found = parts(text, place(text, "“We go,” she said, “and soon.”"), contents)
    assert found == [
        (1, "“"), (2, "We go,"), (1, "” she said, “"), (2, "and soon."), (1, "”"), (0, " They went."),
    ]


def test_a_content_beside_the_passage_is_shown_too() -> None:
    text = "She said this: we go."
    found = parts(text, place(text, "She said"), [place(text, "we go")])
    assert found == [(1, "She said this: "), (2, "we go"), (0, ".")]


def test_contents_that_overlap_are_shown_once() -> None:
    text = "we go soon"
    found = parts(text, place(text, text), [place(text, "we go"), place(text, "go soon"), place(text, "go")])
    assert "".join(words for _, words in found) == text


def test_a_passage_that_the_text_does_not_hold_comes_alone() -> None:
    assert parts("other text", Passage(0, 5, "words"), [Passage(0, 4, "word")]) == [(1, "words"), (2, "word")]


def test_very_long_passages_are_shortened() -> None:
    text = "long " * 2000
    assert [len(words) for _, words in parts(text, Passage(0, len(text), text))] == [LONGEST + 1]
    assert shortened("short") == "short"


@given(st.text("ab .!\n“”", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_parts_are_a_stretch_of_the_text(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    found = parts(text, Passage(start, end, text[start:end]))
    assert "".join(words for _, words in found) in text
    assert "".join(words for kind, words in found if kind == 1) == text[start:end]
