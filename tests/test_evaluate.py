"""The figures of small cases, counted by hand."""

from typing import Any

import pytest

from kg.evaluate import evaluate, judged
from kg.figures import Figures, Resolution, Score, bands
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()

Records = dict[str, dict[str, Any]]


def entity(name: str, type_: str, *places: tuple[int, int]) -> dict[str, Any]:
    return {"id": name, "type": type_, "mentions": [{"start": start, "end": end} for start, end in places]}


def relation(type_: str, subject: str, object_: str) -> dict[str, Any]:
    return {"type": type_, "subject": subject, "object": object_}


def statement(speaker: str | None, kind: str, *places: tuple[int, int]) -> dict[str, Any]:
    return {"speaker": speaker, "kind": kind, "content": [{"start": start, "end": end} for start, end in places]}


def record(*, entities: Any = (), relations: Any = (), statements: Any = ()) -> Records:
    return {"a": {"doc": "a", "entities": entities, "relations": relations, "statements": statements}}


def figures(gold: Records, predicted: Records) -> Figures:
    return evaluate(gold, predicted, ontology=ONTOLOGY)


ANA = entity("person/ana", "PERSON", (0, 9), (30, 33))
TIDE = entity("org/tide", "ORG", (20, 24))
HARBOUR = entity("org/harbour", "ORG", (40, 47))
EVERYBODY = [ANA, TIDE, HARBOUR]


@pytest.mark.parametrize(("predicted", "strict", "lenient"), [
    ([ANA, TIDE], Score(3, 3, 3, 3), Score(3, 3, 3, 3)),
    ([], Score(0, 0, 0, 3), Score(0, 0, 0, 3)),
    ([entity("x", "PERSON", (0, 3), (30, 33)), TIDE], Score(2, 2, 3, 3), Score(3, 3, 3, 3)),
    ([entity("x", "ORG", (0, 9))], Score(0, 0, 1, 3), Score(0, 0, 1, 3)),
    ([entity("x", "PERSON", (9, 30))], Score(0, 0, 1, 3), Score(0, 0, 1, 3)),
    ([entity("x", "PERSON", (0, 9), (0, 9)), entity("y", "PERSON", (0, 9))], Score(1, 1, 1, 3), Score(1, 1, 1, 3)),
])
def test_mentions_are_counted_by_place_and_type(predicted: list[Any], strict: Score, lenient: Score) -> None:
    found = figures(record(entities=[ANA, TIDE]), record(entities=predicted))
    assert found.mentions["all"] == strict
    assert found.mentions_lenient == lenient


@pytest.mark.parametrize(("predicted", "expected"), [
    ([entity("x", "PERSON", (0, 3))], Score(1, 1, 1, 2)),
    ([entity("x", "ORG", (0, 9))], Score(0, 0, 1, 2)),
    ([entity("x", "PERSON", (0, 9)), entity("y", "PERSON", (30, 33))], Score(1, 1, 2, 2)),
    ([entity("x", "PERSON", (0, 9), (20, 22))], Score(1, 1, 1, 2)),
    ([entity("x", "PERSON", (50, 59))], Score(0, 0, 1, 2)),
])
def test_entities_are_counted_once_a_document(predicted: list[Any], expected: Score) -> None:
    gold = record(entities=[ANA, TIDE])
    assert figures(gold, record(entities=predicted)).entities["all"] == expected


@pytest.mark.parametrize(("predicted", "expected"), [
    ([ANA, TIDE], Resolution(1.0, 1.0, 3)),
    ([entity("x", "PERSON", (0, 9)), entity("y", "PERSON", (30, 33))], Resolution(1.0, 0.5, 2)),
    ([entity("x", "PERSON", (0, 9), (0, 4)), TIDE], Resolution(1.0, 1.0, 2)),
    ([entity("x", "ORG", (0, 9))], Resolution(0.0, 0.0, 0)),
])
def test_resolution_looks_at_the_mentions_both_sides_have(predicted: list[Any], expected: Resolution) -> None:
    assert figures(record(entities=[ANA, TIDE]), record(entities=predicted)).resolution == expected


def test_resolution_spans_the_documents() -> None:
    gold = {name: {"doc": name, "entities": [TIDE]} for name in "ab"}
    split = {name: {"doc": name, "entities": [TIDE | {"id": f"org/{name}"}]} for name in "ab"}
    assert figures(gold, split).resolution == Resolution(1.0, 0.5, 2)
    assert figures(split, gold).resolution == Resolution(0.5, 1.0, 2)


@pytest.mark.parametrize(("gold", "predicted", "expected"), [
    (relation("chairs", "person/ana", "org/tide"), relation("chairs", "x", "org/tide"), Score(1, 1, 1, 1)),
    (relation("chairs", "person/ana", "org/tide"), relation("has_role", "x", "org/tide"), Score(0, 0, 1, 1)),
    (relation("chairs", "person/ana", "org/tide"), relation("chairs", "x", "org/nobody"), Score(0, 0, 1, 1)),
    (
        relation("partners_with", "org/tide", "org/harbour"), relation("partners_with", "org/harbour", "org/tide"),
        Score(1, 1, 1, 1),
    ),
    (relation("funds", "org/tide", "org/harbour"), relation("funds", "org/harbour", "org/tide"), Score(0, 0, 1, 1)),
])
def test_relations_are_compared_by_the_entities_at_their_ends(gold: Any, predicted: Any, expected: Score) -> None:
    named = record(entities=[ANA | {"id": "x"}, TIDE, HARBOUR], relations=[predicted, predicted])
    found = figures(record(entities=EVERYBODY, relations=[gold]), named)
    assert found.relations["all"] == expected


@pytest.mark.parametrize(("predicted", "found", "attributed"), [
    (statement("x", "direct", (60, 100)), Score(1, 1, 1, 1), Score(1, 1, 1, 1)),
    (statement("org/tide", "direct", (60, 100)), Score(1, 1, 1, 1), Score(0, 0, 1, 1)),
    (statement(None, "direct", (60, 100)), Score(1, 1, 1, 1), Score(0, 0, 1, 1)),
    (statement("x", "direct", (60, 80)), Score(1, 1, 1, 1), Score(1, 1, 1, 1)),
    (statement("x", "direct", (60, 79)), Score(0, 0, 1, 1), Score(0, 0, 1, 1)),
    (statement("x", "mixed", (60, 70), (65, 90)), Score(1, 1, 1, 1), Score(1, 1, 1, 1)),
])
def test_statements_are_found_by_content_and_attributed_by_speaker(
    predicted: Any, found: Score, attributed: Score,
) -> None:
    gold = record(entities=EVERYBODY, statements=[statement("person/ana", "direct", (60, 100))])
    result = figures(gold, record(entities=[ANA | {"id": "x"}, TIDE], statements=[predicted]))
    assert (result.statements_found["all"], result.statements_attributed["all"]) == (found, attributed)
    assert result.statements_found["quoted"] == found


def test_precision_groups_by_the_predicted_kind_and_recall_by_the_gold_kind() -> None:
    gold = record(statements=[statement(None, "direct", (0, 10))])
    found = figures(gold, record(statements=[statement(None, "indirect", (0, 10))])).statements_found
    assert found == {
        "all": Score(1, 1, 1, 1), "indirect": Score(hit=1, predicted=1), "quoted": Score(recalled=1, gold=1),
    }


def test_errors_are_named_in_the_order_of_the_documents() -> None:
    gold = record(
        entities=[ANA, TIDE], relations=[relation("chairs", "person/ana", "org/tide")],
        statements=[statement("person/ana", "direct", (60, 100)), statement(None, "indirect", (120, 130))],
    )
    predicted = record(
        entities=[entity("x", "PERSON", (0, 9), (30, 35))],
        statements=[statement(None, "direct", (60, 100)), statement("x", "mixed", (200, 210))],
    )
    assert [str(error) for error in figures(gold, predicted).errors] == [
        "a: missed mention 20 24 ORG",
        "a: missed mention 30 33 PERSON",
        "a: spurious mention 30 35 PERSON",
        "a: missed entity org/tide",
        "a: missed relation chairs person/ana org/tide",
        "a: misattributed statement direct at 60",
        "a: missed statement indirect at 120",
        "a: spurious statement mixed at 200",
    ]


def test_nothing_against_nothing_is_nothing() -> None:
    empty = figures({}, {})
    assert empty.to_dict() == {
        "mentions": {}, "entities": {}, "relations": {}, "statements_found": {}, "statements_attributed": {},
        "mentions_lenient": {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "predicted": 0, "gold": 0},
        "resolution_b3": {"p": 0.0, "r": 0.0, "f1": 0.0, "mentions": 0},
    }


def test_a_huge_statement_costs_no_memory() -> None:
    long = record(statements=[statement(None, "indirect", (0, 10**15))])
    assert figures(long, long).statements_found["all"] == Score(1, 1, 1, 1)


def sure(type_: str, subject: str, object_: str, confidence: float) -> dict[str, Any]:
    return relation(type_, subject, object_) | {"confidence": confidence}


def test_relations_are_counted_by_their_confidence() -> None:
    gold = record(entities=EVERYBODY, relations=[
        relation("chairs", "person/ana", "org/tide"), relation("partners_with", "org/tide", "org/harbour"),
    ])
    predicted = record(entities=EVERYBODY, relations=[
        sure("chairs", "person/ana", "org/tide", 0.9), sure("chairs", "person/ana", "org/tide", 0.75),
        sure("partners_with", "org/harbour", "org/tide", 0.94), sure("chairs", "person/ana", "org/harbour", 0.9),
        relation("funds", "org/tide", "org/harbour"),
    ])
    found = {str(band): band for band in figures(gold, predicted).bands if band.relations}
    assert list(found) == ["0.9 to under 0.95"]
    band = found["0.9 to under 0.95"]
    assert (band.relations, band.right, round(band.share, 3), round(band.stated, 3)) == (3, 2, 0.667, 0.913)


def test_bands_hold_their_lower_limit() -> None:
    found = bands([(limit, True) for limit in (1.0, 0.95, 0.949, 0.8, 0.7, 0.69, 0.0)])
    assert [(band.least, band.relations) for band in found] == [(0.95, 2), (0.9, 1), (0.8, 1), (0.7, 1), (0.0, 2)]
    assert found[0].to_dict() == {"least": 0.95, "relations": 2, "right": 2, "share": 1.0, "stated": 0.975}
    assert bands([])[0].share == 0.0


def test_each_relation_is_judged() -> None:
    gold = record(entities=EVERYBODY, relations=[relation("partners_with", "org/tide", "org/harbour")])["a"]
    predicted = record(entities=EVERYBODY, relations=[
        relation("partners_with", "org/harbour", "org/tide"), relation("funds", "org/harbour", "org/tide"),
    ])["a"]
    found = [(relation["type"], right) for relation, right in judged(gold, predicted, ontology=ONTOLOGY)]
    assert found == [("partners_with", True), ("funds", False)]
