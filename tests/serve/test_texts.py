"""Texts of documents, with places counted in code points, cut where something begins or ends."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import IRA, LOG, QUAY

from kg.serve.texts import Run, Span, Texts, runs


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_text_is_that_of_the_page(folder: Path) -> None:
    found = Texts(folder).get("logs/../May 1", sha256(LOG))
    assert found is not None
    assert found.text == LOG
    named = {(LOG[start:end], entity) for start, end, entity in found.mentions}
    assert {("Ira Holm", IRA), ("Quay Trust", QUAY), ("Tide Plan", "policy/tide-plan")} <= named  # after the emoji too


def test_another_text_is_none(folder: Path) -> None:
    assert Texts(folder).get("logs/../May 1", sha256("another")) is None
    assert Texts(folder).get("nowhere", sha256(LOG)) is None


def test_a_page_that_was_replaced_is_read_again(tmp_path: Path) -> None:
    texts = Texts(tmp_path)
    assert texts.get("a", sha256("one")) is None
    for text in ("one", "another"):
        write_page(tmp_path, {"entities": [], "documents": [{"id": "a", "text": text, "mentions": []}]})
        assert texts.get("a", sha256(text)).text == text


@pytest.mark.parametrize("data", [
    [], {}, {"entities": [], "documents": [{}]}, {"entities": [1], "documents": "x"},
    {"entities": [], "documents": [{"id": "a", "text": "one", "mentions": [[0, 0, 1]]}]},
    {"entities": [], "documents": [{"id": "a", "text": "one", "mentions": [["x", 0, 1]]}]},
])
def test_a_page_with_other_data_has_no_texts(tmp_path: Path, data: object) -> None:
    write_page(tmp_path, data)
    assert Texts(tmp_path).get("a", sha256("one")) is None


def write_page(folder: Path, data: object) -> None:
    new = folder / "new"
    new.write_text(f'<script type="application/json" id="data">{json.dumps(data)}</script>', encoding="utf-8")
    new.replace(folder / "graph.html")


def test_runs_are_cut_where_spans_begin_and_end() -> None:
    found = runs("abcdef", [Span(1, 4, "said"), Span(2, 3, "mention", "x"), Span(2, 6, "content")])
    assert found == [
        Run("a"), Run("b", ("said",), "", ("char=1,4",)),
        Run("c", ("content", "mention", "said"), "x", ("char=2,3", "char=2,6")),
        Run("d", ("content", "said")), Run("ef", ("content",)),
    ]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6))
def test_runs_hold_the_whole_text_and_each_span_begins_once(text: str, places: list[tuple[int, int]]) -> None:
    found = runs(text, [Span(start, end, "said") for start, end in places])
    assert "".join(run.text for run in found) == text
    begun = [name for run in found for name in run.begins]
    inside = {f"char={start},{end}" for start, end in places if 0 <= start < end <= len(text)}
    assert sorted(begun) == sorted(inside)
