"""Every kind of marks, nested, reopened and unbalanced."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.statements.quotes import LONGEST, Quote, quotes

CASES = [
    ("curly", "“One,” she said.", ["One,"]),
    ("single", "‘One,’ she said.", ["One,"]),
    ("straight", 'She said: "One." And left.', ["One."]),
    ("straight single", "'One,' she said.", ["One,"]),
    ("guillemets", "She said: «One.»", ["One."]),
    ("low opening mark", "„Eins“, sagte sie.", ["Eins"]),
    ("low opening mark, high closing one", "„Één”, zei ze.", ["Één"]),
    ("two", "“One,” she said, “and two.”", ["One,", "and two."]),
    ("nested", "“The word ‘crisis’ is unhelpful,” he said.", ["The word ‘crisis’ is unhelpful,"]),
    ("nested the other way", "‘The word “crisis” is unhelpful,’ he said.", ["The word “crisis” is unhelpful,"]),
    ("nested in the same marks", "“A “b” c,” he said.", ["A “b” c,"]),
    ("nested straight marks", "\"'One' is a number,\" he said.", ["'One' is a number,"]),
    ("in brackets", "The plan (“One”) failed.", ["One"]),
    ("apostrophe inside", "‘Don’t say it,’ he said.", ["Don’t say it,"]),
    ("straight apostrophe inside", "'Don't say it,' he said.", ["Don't say it,"]),
    ("possessive plural inside", "‘The farmers’ union is right,’ he said.", ["The farmers’ union is right,"]),
    ("ends in an s before another", "‘sisters’ and then ‘brothers’", ["sisters", "brothers"]),
    ("possessives only", "The farmers' and growers' groups met.", []),
    ("decades", "In the 1990s and '80s the Inns of London's lawyers met.", []),
    ("feet", "A 12' by 9' cell.", []),
    ("inches", "The 5'10\" witness left.", []),
    ("reopened in the next paragraph", "“One.\n\n“Two.”", ["One.", "Two."]),
    ("reopened in the next line", "“One.\n“Two.”", ["One.", "Two."]),
    ("straight marks reopened", '"One.\n\n"Two."', ["One.", "Two."]),
    ("wrapped lines", "“One and\ntwo,” she said.", ["One and\ntwo,"]),
    ("closed with the other fashion", 'She said, "One.”', ["One."]),
    ("opened with the other fashion", "“One,\" she said.", ["One,"]),
    ("pairs before what is left over", '"One," she said. "Two.”', ["One,", "Two."]),
    ("closed in no paragraph", "She said: “One.", ["One."]),
    ("a stray mark before a pair", "He said “one. Then “two,” she said.", ["two,"]),
    ("a closing mark alone", "One,” she said.", []),
    ("an empty pair", "“” and “one”", ["one"]),
    ("no mark", "One, she said.", []),
    ("no text", "", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_quotations_of(text, expected):
    assert [text[quote.start : quote.end] for quote in quotes(text)] == expected


def test_a_quote_says_how_it_is_marked():
    assert quotes("‘One,’ she said: “Two.") == [Quote(1, 5, "‘", True), Quote(18, 22, "“", False)]


def test_marks_too_far_apart_are_no_pair():
    assert quotes(f"say ‘{'a ' * LONGEST}a’") == []
    assert len(quotes(f"say ‘{'a ' * (LONGEST // 4)}a’")) == 1


@given(st.text(alphabet="“”‘’«»„\"' as.\n–•", max_size=60))
def test_quotes_lie_in_the_text_in_order_and_apart(text):
    found = quotes(text)
    assert all(0 < quote.start < quote.end <= len(text) for quote in found)
    assert all(one.end <= two.start - 1 for one, two in pairwise(found))
    assert all(text[quote.start - 1] == quote.mark for quote in found)


@pytest.mark.parametrize("marks", ["“", "”", '"', "'", "‘", "’", "‘’", "‘a", "“a ", "„“", "«»“", "s’ a", "\n‘", "a”"])
def test_time_grows_with_the_text_alone(marks):
    text = marks * (100_000 // len(marks))
    start = time.process_time()
    quotes(text)
    quotes(text + "”’»\"'")
    assert time.process_time() - start < 2
