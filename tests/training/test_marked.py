"""The marked sentences are many, different, marked as the format says, and hard often enough."""

import pytest

from training.marked import FOLDER, SLOTS, TYPES, Marked, parts, read_marked
from training.slots import Slots

MARKED = list(read_marked())


def test_there_are_2500_different_sentences_and_a_quarter_is_hard():
    forms = {" ".join(words.casefold() or kind for kind, words in parts(one)) for one in MARKED}
    assert len(forms) >= 2500
    assert sum(one.is_hard for one in MARKED) >= len(MARKED) / 4


def test_every_mark_has_a_type_and_every_slot_a_name():
    kinds = {kind for one in MARKED for kind, _ in parts(one) if kind}
    assert kinds - TYPES <= set(SLOTS)
    slots = Slots(1)
    assert all(slots.fill(kind).strip() for kind in sorted(kinds - TYPES))


def test_the_same_seed_gives_the_same_names():
    first, second = Slots(5), Slots(5)
    assert [first.fill(slot) for slot in SLOTS] == [second.fill(slot) for slot in SLOTS]


def test_there_are_all_genres():
    assert len({one.place.split(":")[0] for one in MARKED}) == len(list(FOLDER.glob("*.txt"))) == 6


@pytest.mark.parametrize(("text", "expected"), [
    ("[Roe|THING] spoke", "x:1: [Roe|THING] needs a type of ORG, PERSON, PLACE, POLICY and no outer spaces"),
    ("[Roe|PERSON spoke", "x:1: '[' stands outside a mark in '[Roe|PERSON spoke'"),
])
def test_a_wrong_mark_is_named(text, expected):
    with pytest.raises(ValueError, match="x:1") as error:
        list(parts(Marked("x:1", text, is_hard=False)))
    assert str(error.value) == expected
