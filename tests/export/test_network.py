"""Which lines are drawn, how they look, and what pyvis makes of them."""

from pathlib import Path
from typing import Any

import pytest
from harbour import ANA, HARBOUR, STRATEGY, TIDEWATER, harbour

from kg import graph as kg_graph
from kg.export.network import START, network, relation_lines, said_lines, weights
from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation, Relationship, Statement
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
NUMBERS = {"a": 0, "b": 1, "c": 2}


def drawing(relations: list[Relation]) -> dict[str, Any]:
    """The network of `relations` between the bodies a, b and c."""
    entities = [Entity(id_, "ORG", id_.upper()) for id_ in NUMBERS]
    graph = build_graph([Annotation(Document("d", "words"), relations=tuple(relations))], entities)
    claims = list(kg_graph.claims(graph))
    lines = relation_lines(claims, NUMBERS, ONTOLOGY)
    return network(graph, claims, entities, lines, types=["ORG"], ontology=ONTOLOGY)


def relation(type_: str, subject: str, object_: str, status: str = "current", role: str = "") -> Relation:
    return Relation(type_, subject, object_, Passage(0, 5, "words"), status, role=role)


def test_weights_count_relations_statements_and_mentions() -> None:
    found = weights(harbour(), kg_graph.claims(harbour()))
    assert found == pytest.approx({
        ANA: 2 + 3 ** 0.5, TIDEWATER: 2 + 2 ** 0.5, HARBOUR: 3 + 2 ** 0.5, STRATEGY: 0,
    })


def test_roles_of_one_relation_share_a_line() -> None:
    claims = [Relationship("has_role", "a", "b", role) for role in ("director", "trustee")]
    assert relation_lines(claims, NUMBERS, ONTOLOGY) == {(0, 1, "has_role", "current"): [0, 1]}


def test_another_status_is_another_line() -> None:
    claims = [Relationship("funds", "a", "b", status=status) for status in ("current", "planned")]
    assert list(relation_lines(claims, NUMBERS, ONTOLOGY)) == [(0, 1, "funds", "current"), (0, 1, "funds", "planned")]


def test_a_symmetric_relation_has_one_line_for_both_ways() -> None:
    claims = [Relationship("partners_with", "b", "a"), Relationship("partners_with", "a", "b")]
    assert relation_lines(claims, NUMBERS, ONTOLOGY) == {(0, 1, "partners_with", "current"): [0, 1]}


def test_spoke_about_leads_from_a_named_speaker_to_somebody_else() -> None:
    def said(speaker: str, *about: str) -> tuple[str, str, Statement]:
        return "", "d", Statement("direct", (Passage(0, 1, "w"),), Passage(0, 1, "w"), speaker=speaker, about=about)

    found = said_lines([said("a", "b", "a"), said("a", "b"), said("", "b"), said("c")], NUMBERS)
    assert found == {(0, 1, "", ""): [0, 1]}


@pytest.mark.parametrize(("type_", "status", "arrows", "dashes"), [
    ("funds", "current", "to", False),
    ("funds", "former", "to", [2, 4]),
    ("funds", "planned", "to", [9, 5]),
    ("partners_with", "current", "", False),
])
def test_lines_look_like_what_they_say(type_: str, status: str, arrows: str, dashes: object) -> None:
    (edge,) = drawing([relation(type_, "a", "b", status)])["edges"]
    assert edge == {"id": 0, "from": 0, "to": 1, "dashes": dashes, "arrows": arrows, "smooth": False}


def test_parallel_lines_are_kept_and_fan_out() -> None:
    edges = drawing([relation("funds", "a", "b"), relation("funds", "b", "a"), relation("chairs", "a", "b")])["edges"]
    assert [(edge["from"], edge["to"]) for edge in edges] == [(0, 1), (0, 1), (1, 0)]
    assert [edge["smooth"] for edge in edges] == [
        {"enabled": True, "type": "curvedCCW", "roundness": 0.24}, False,
        {"enabled": True, "type": "curvedCCW", "roundness": 0.24},
    ]


def test_nodes_have_the_shape_of_their_type_and_whole_numbers_as_places() -> None:
    found = drawing([relation("funds", "a", "b")])
    assert [node["id"] for node in found["nodes"]] == [0, 1, 2]
    assert {node["shape"] for node in found["nodes"]} == {"square"}
    assert [(node["x"], node["y"]) for node in found["nodes"][:2]] == found["first"][:2]
    assert all(isinstance(value, int) for place in found["first"][:2] for value in place)
    assert found["options"]["physics"] == {"enabled": False}


def test_more_than_the_first_get_places_of_their_own() -> None:
    entities = [Entity(f"org/{number}", "ORG", str(number)) for number in range(START + 20)]
    lines = {(number, number + 1, "funds", "current"): [number] for number in range(START + 19)}
    found = network(build_graph([], entities), [], entities, lines, types=["ORG"], ontology=ONTOLOGY)
    assert [len(found["nodes"]), len(found["first"])] == [START + 20, START]
    assert all("x" in node for node in found["nodes"])
    assert None not in found["first"]


def test_who_has_no_line_gets_no_place_among_those_who_have() -> None:
    found = drawing([relation("funds", "a", "b")])
    assert found["nodes"][2] == {"id": 2, "shape": "square", "size": 6.0}
    assert found["first"][2] is None


def test_who_has_a_line_only_to_the_outside_has_no_place_in_the_first_view() -> None:
    entities = [Entity(f"org/{number}", "ORG", str(number)) for number in range(START + 1)]
    lines = {(0, 1, "funds", "current"): [0], (2, START, "funds", "current"): [1]}
    found = network(build_graph([], entities), [], entities, lines, types=["ORG"], ontology=ONTOLOGY)
    assert [place is None for place in found["first"][:3]] == [False, False, True]
    assert "x" in found["nodes"][2]


def test_nothing_is_left_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drawing([relation("funds", "a", "b")])
    assert list(tmp_path.iterdir()) == []
