"""Lists: one statement an item, where the words before say whose they are."""

import pytest

from kg.extract.statements.listed import _ITEM, _LIST

ITEMS = ["A national register of roofs", "Smaller classes", "An end to private contracts"]


def told(nlp, text: str) -> list[tuple[str, str]]:
    """(speaker, content) of each statement."""
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return [(names.get(s.speaker, s.speaker_text), s.content[0].text) for s in doc._.kg_statements]


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "1.", "a)"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_bullets(bullet, gap):
    text = "It recommends:" + gap + "".join(f"{bullet} {item}\n" for item in ITEMS)
    match = _LIST.search(text)
    assert match is not None
    assert [item[1] for item in _ITEM.finditer(match["items"])] == ITEMS


def test_what_joins_items_is_no_part_of_them():
    text = "It recommends:\n• smaller classes;\n• more teachers; and\n• warm schools."
    items = _LIST.search(text)["items"]
    assert [item[1] for item in _ITEM.finditer(items)] == ["smaller classes", "more teachers", "warm schools"]


@pytest.mark.parametrize("text", ["It recommends:\n• one item only\n", "It recommends: • one • two", "• one\n• two\n"])
def test_no_list(text):
    assert _LIST.search(text) is None


@pytest.mark.parametrize("intro", [
    "The Ottley Review of Probation recommends:",
    "The Ottley Review of Probation was published. It recommends:",
    "The Ottley Review of Probation's key recommendations are:",
    "Recommendations of the Ottley Review of Probation include:",
])
def test_every_item_is_a_statement(nlp, intro):
    text = intro + "\n" + "".join(f"• {item}\n" for item in ITEMS)
    assert told(nlp, text) == [("Ottley Review of Probation", item) for item in ITEMS]


@pytest.mark.parametrize("text", [
    "The day begins at nine:\n• Registration in the hall at nine\n• Lunch in the garden at one\n",
    "The Ottley Review of Probation covers:\n• Roofs\n• Walls\n• Doors\n",
    "The Ottley Review of Probation does not recommend:\n• closing the prisons at once\n• opening new ones soon\n",
])
def test_lists_that_nobody_says(nlp, text):
    assert told(nlp, text) == []
