"""The marked sentences are many, different, marked as the format says, and hard often enough."""

import json
from pathlib import Path

import pytest

from kg.extract.lexicon import Lexicon, normalise
from training.check_marked import form_of
from training.marked import FOLDER, SLOTS, TYPES, Marked, parts, read_marked
from training.slots import Slots

MARKED = list(read_marked())
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev.jsonl"


def test_there_are_2500_different_sentences_and_a_quarter_is_hard():
    assert len({form_of(one) for one in MARKED}) == len(MARKED) >= 2500
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


@pytest.mark.skipif(not GOLD.is_file(), reason=f"the gold is missing, so no name can be compared with it: {GOLD}")
def test_no_name_is_one_of_the_gold_that_no_register_holds():
    """ "NHS" alone is left: documents on health care cannot be written without it."""
    lexicon = Lexicon.load()
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    forms = {normalise(form) for document in documents for entity in document["entities"]
             for form in (entity["name"], *(mention["text"] for mention in entity["mentions"]))}
    written = {words for one in MARKED for kind, words in parts(one) if kind and words}
    assert len(forms) > 100
    assert {words for words in written if normalise(words) in forms and not lexicon.registered(words)} == {"NHS"}
