"""The figures agree with those of the reference script, on disturbed gold and on records of any shape.

The script and the gold lie beside the project, in `../shared`. Without the gold, records of its kind take its place;
without the script there is nothing to compare with, and those tests are skipped.
"""

import copy
import importlib.util
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.evaluate import evaluate
from kg.export.annotations import read_annotations
from kg.figures import Error, Figures
from kg.ontology import Ontology

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "dev.jsonl"
ONTOLOGY = Ontology.load()
TYPES, RELATIONS = sorted(ONTOLOGY.types), sorted(ONTOLOGY.relations)

Records = dict[str, dict[str, Any]]

LIKE_GOLD = {
    "entities": [
        {"id": "person/ana", "type": "PERSON", "mentions": [{"start": 0, "end": 9}, {"start": 30, "end": 33}]},
        {"id": "org/tide", "type": "ORG", "mentions": [{"start": 20, "end": 24}, {"start": 50, "end": 54}]},
        {"id": "policy/coast", "type": "POLICY", "mentions": [{"start": 40, "end": 47}]},
    ],
    "relations": [
        {"type": "chairs", "subject": "person/ana", "object": "org/tide"},
        {"type": "publishes", "subject": "org/tide", "object": "policy/coast"},
    ],
    "statements": [
        {"speaker": "person/ana", "kind": "direct", "content": [{"start": 60, "end": 100}]},
        {"speaker": None, "kind": "indirect", "content": [{"start": 120, "end": 180}]},
    ],
}


def figures(gold: Records, predicted: Records) -> Figures:
    return evaluate(gold, predicted, ontology=ONTOLOGY)


def _drop_mention(records: Records, chance: random.Random) -> None:
    mentions = chance.choice(_entities(records))["mentions"]
    mentions.pop(chance.randrange(len(mentions)))


def _double_mention(records: Records, chance: random.Random) -> None:
    mention = chance.choice(chance.choice(_entities(records))["mentions"])
    chance.choice(_entities(records))["mentions"].append(dict(mention))


def _shift_mention(records: Records, chance: random.Random) -> None:
    mention = chance.choice(chance.choice(_entities(records))["mentions"])
    mention["start"] += chance.randint(-3, 1)
    mention["end"] += chance.randint(1, 40)


def _retype(records: Records, chance: random.Random) -> None:
    chance.choice(_entities(records))["type"] = chance.choice(TYPES)


def _rename(records: Records, chance: random.Random) -> None:
    chance.choice(_entities(records))["id"] = chance.choice(["made/up", chance.choice(_entities(records))["id"]])


def _drop(part: str) -> Callable[[Records, random.Random], None]:
    def change(records: Records, chance: random.Random) -> None:
        items = chance.choice(list(records.values()))[part]
        if items:
            items.pop(chance.randrange(len(items)))
    return change


def _alter_relation(records: Records, chance: random.Random) -> None:
    found = [item for one in records.values() for item in one["relations"]]
    item = chance.choice(found)
    item["subject"], item["object"] = item["object"], item["subject"]
    item["type"] = chance.choice([item["type"], chance.choice(RELATIONS)])


def _alter_statement(records: Records, chance: random.Random) -> None:
    item = chance.choice([item for one in records.values() for item in one["statements"]])
    item["kind"] = chance.choice(["direct", "indirect", "mixed"])
    item["speaker"] = chance.choice([item["speaker"], None, chance.choice(_entities(records))["id"]])
    item["content"][0]["end"] += chance.randint(0, 200)


def _double_statement(records: Records, chance: random.Random) -> None:
    one = chance.choice([one for one in records.values() if one["statements"]])
    one["statements"].append(copy.deepcopy(chance.choice(one["statements"])))


def _drop_document(records: Records, chance: random.Random) -> None:
    records.pop(chance.choice(sorted(records)))


def _add_document(records: Records, chance: random.Random) -> None:
    records[f"extra-{chance.random()}"] = copy.deepcopy(chance.choice(list(records.values())))


def _entities(records: Records) -> list[dict[str, Any]]:
    return [item for one in records.values() for item in one["entities"] if item["mentions"]]


DISTURBANCES: dict[str, tuple[Callable[[Records, random.Random], None], int]] = {
    "drop mentions": (_drop_mention, 60),
    "double mentions": (_double_mention, 40),
    "shift mentions": (_shift_mention, 80),
    "retype": (_retype, 30),
    "rename": (_rename, 40),
    "drop entities": (_drop("entities"), 30),
    "drop relations": (_drop("relations"), 20),
    "alter relations": (_alter_relation, 30),
    "drop statements": (_drop("statements"), 30),
    "alter statements": (_alter_statement, 60),
    "double statements": (_double_statement, 20),
    "drop documents": (_drop_document, 3),
    "add documents": (_add_document, 3),
}


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = SHARED / "score.py"
    if not path.is_file():
        pytest.skip(f"the reference script {path} is not here: there is nothing to compare the figures with")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> Records:
    """The gold where it is there, or records of its kind."""
    if GOLD.is_file():
        return read_annotations(GOLD)
    return {name: {"doc": name, **copy.deepcopy(LIKE_GOLD)} for name in "abcdefgh"}


def _assert_same(reference: ModuleType, gold: Records, predicted: Records) -> None:
    lines: list[str] = []
    expected = reference.score(gold, predicted, lines)
    found = figures(gold, predicted)
    assert json.dumps(found.to_dict()) == json.dumps(expected)
    kinds = Counter((error.document, error.part, error.verdict) for error in found.errors)
    assert kinds == Counter(tuple(line.split(" ")[:3]) for line in lines)


def test_the_gold_against_itself_is_perfect(gold: Records) -> None:
    same = figures(gold, gold)
    assert same.errors == ()
    scores = [*same.mentions.values(), *same.entities.values(), *same.relations.values()]
    assert len(scores) >= 6
    assert {score.f1 for score in scores} == {1.0}
    assert same.resolution.f1 == same.statements_attributed["all"].f1 == 1.0


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_disturbance_is_noticed(gold: Records, name: str) -> None:
    change, times = DISTURBANCES[name]
    chance, disturbed = random.Random(7), copy.deepcopy(gold)
    for _ in range(min(times, 3)):
        change(disturbed, chance)
    assert disturbed != gold
    assert all(isinstance(error, Error) for error in figures(gold, disturbed).errors)


def test_the_figures_are_those_of_the_reference_on_gold_and_nothing(reference: ModuleType, gold: Records) -> None:
    for one, other in ((gold, gold), (gold, {}), ({}, gold)):
        _assert_same(reference, one, other)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", DISTURBANCES)
def test_the_figures_are_those_of_the_reference_on_each_disturbance(
    reference: ModuleType, gold: Records, name: str, seed: int,
) -> None:
    change, times = DISTURBANCES[name]
    chance, disturbed = random.Random(seed), copy.deepcopy(gold)
    for _ in range(times):
        change(disturbed, chance)
    _assert_same(reference, gold, disturbed)
    _assert_same(reference, disturbed, gold)


@pytest.mark.parametrize("seed", range(12))
def test_the_figures_are_those_of_the_reference_on_all_at_once(reference: ModuleType, gold: Records, seed: int) -> None:
    chance, disturbed = random.Random(seed), copy.deepcopy(gold)
    for _ in range(150):
        change, _ = chance.choice(list(DISTURBANCES.values())[:-2])
        change(disturbed, chance)
    _drop_document(disturbed, chance)
    _assert_same(reference, gold, disturbed)
    _assert_same(reference, disturbed, gold)


places = st.tuples(st.integers(0, 20), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair)))
names = st.sampled_from("uvwxyz")
stretches = places.map(lambda place: {"start": place[0], "end": place[1]})
made_records = st.fixed_dictionaries({
    "entities": st.lists(st.fixed_dictionaries({
        "id": names, "type": st.sampled_from(TYPES), "mentions": st.lists(stretches),
    })),
    "relations": st.lists(st.fixed_dictionaries({
        "type": st.sampled_from(RELATIONS), "subject": names, "object": names,
    })),
    "statements": st.lists(st.fixed_dictionaries({
        "speaker": st.none() | names, "kind": st.sampled_from(["direct", "indirect", "mixed"]),
        "content": st.lists(stretches, min_size=1),
    })),
})
made_files = st.dictionaries(st.sampled_from("abc"), made_records, max_size=3).map(
    lambda records: {name: {"doc": name, **one} for name, one in records.items()},
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=made_files, other=made_files)
def test_the_figures_are_those_of_the_reference_on_records_of_any_shape(
    reference: ModuleType, one: Records, other: Records,
) -> None:
    _assert_same(reference, one, other)
