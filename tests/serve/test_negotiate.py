"""Which media type an Accept header gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.negotiate import choose, ranked

OFFERS = ["application/json", "text/csv", "text/turtle"]


@pytest.mark.parametrize(("accept", "expected"), [
    ("", "application/json"),
    ("*/*", "application/json"),
    ("*", "application/json"),
    ("text/turtle", "text/turtle"),
    ("TEXT/Turtle", "text/turtle"),
    ("text/*", "text/csv"),
    ("text/turtle, application/json", "application/json"),
    ("text/turtle, application/json;q=0.9", "text/turtle"),
    ("text/csv;q=0.3, text/turtle;q=0.31", "text/turtle"),
    ("*/*;q=0.1, text/csv", "text/csv"),
    ("text/*, text/csv;q=0", "text/turtle"),
    ("application/json;q=0, */*", "text/csv"),
    ("text/csv;charset=utf-8;q=0.5, text/turtle;q=0.4", "text/csv"),
    ("image/png", None),
    ("text/csv;q=0", None),
    ("text/csv;q=0.000", None),
    ("nonsense", None),
    ("/", None),
    ("text/csv;q=high", "text/csv"),
    ("text/csv;q=7", "text/csv"),
])
def test_the_best_liked_offer_is_taken(accept: str, expected: str | None) -> None:
    assert choose(accept, OFFERS) == expected


def test_all_that_is_acceptable_comes_in_order() -> None:
    assert ranked("text/*;q=0.5, application/json;q=0.2", OFFERS) == ["text/csv", "text/turtle", "application/json"]


@given(st.text(max_size=60))
def test_any_header_gets_an_answer(accept: str) -> None:
    assert choose(accept, OFFERS) in (*OFFERS, None)
