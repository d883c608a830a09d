"""What the page is given: names by number, passages in their surroundings, labels from the vocabulary."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from harbour import ANA, HARBOUR, STRATEGY, TIDEWATER, harbour

from kg.export.page_data import page_data
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology, default_folder

ADVISES = """
kg:advises a owl:ObjectProperty ;
    rdfs:label "advises"@en ; kg:inverseLabel "is advised by"@en ; skos:notation "advises" ;
    rdfs:domain kg:Person ; rdfs:range kg:Organisation ; rdfs:comment "Gives advice to."@en ;
    skos:example "Anna Marsh advises the Harbour Trust."@en .
"""


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return page_data(harbour(), ontology=Ontology.load())


def test_entities_come_by_weight(data: dict[str, Any]) -> None:
    assert [entity["id"] for entity in data["entities"]] == [HARBOUR, ANA, TIDEWATER, STRATEGY]


def test_an_entity_holds_what_the_panel_shows(data: dict[str, Any]) -> None:
    assert data["entities"][1] == {
        "id": ANA, "name": "Ana Brück", "type": 1, "subtype": "", "aliases": ["Ms Brück"],
        "links": ["https://example.org/ana"], "reasons": [], "documents": [[0, 2], [1, 1]],
    }
    assert data["entities"][3]["subtype"] == "plan"


def test_types_and_relations_have_the_labels_of_the_vocabulary(data: dict[str, Any]) -> None:
    assert data["types"][0] == {"name": "ORG", "label": "organisation", "shape": "square"}
    assert data["relations"][0] == {
        "name": "chairs", "label": "chairs", "inverse": "is chaired by", "symmetric": False,
    }
    assert data["statuses"] == ["current", "former", "planned"]


def words_at(data: dict[str, Any], passage: dict[str, Any]) -> str:
    text = data["documents"][passage["document"]]["text"]
    return text[passage["at"][1]:passage["at"][2]]


def test_a_relationship_has_the_passages_of_all_documents(data: dict[str, Any]) -> None:
    chairs = data["relationships"][0]
    assert (chairs["from"], chairs["to"], chairs["confidence"]) == (1, 2, 0.9)
    assert [(found["document"], words_at(data, found)) for found in chairs["passages"]] == [
        (0, "Ana Brück chairs the Tidewater Foundation."), (1, "Ana Brück, chair of the Tidewater Foundation"),
    ]


def test_a_statement_has_its_source_and_its_content_marked(data: dict[str, Any]) -> None:
    direct, indirect = data["statements"]
    assert (direct["speaker"], direct["about"], direct["kind"]) == (1, [0], "direct")
    assert [data["topics"][topic]["label"] for topic in direct["topics"]] == ["unknown-topic"]
    text = data["documents"][direct["document"]]["text"]
    assert [(kind, text[start:end]) for kind, start, end in direct["marks"]] == [
        (2, "=Open the docks | now,"), (3, "said"), (4, "Ms Brück"),
    ]
    assert (indirect["speaker"], indirect["source"]) == (-1, "One aide")


def test_a_document_has_its_text_and_the_places_of_its_mentions(data: dict[str, Any]) -> None:
    notes = data["documents"][0]
    assert [(data["entities"][entity]["id"], notes["text"][start:end]) for entity, start, end in notes["mentions"]] == [
        (ANA, "Ana Brück"), (TIDEWATER, "Tidewater Foundation"), (HARBOUR, "Harbour Trust"), (ANA, "Ms Brück"),
    ]


def test_places_count_as_a_script_counts() -> None:
    text = "👩🏽‍🚒 Ada chairs Bela, 🚢 said Ada."
    start = text.index("Ada")
    whole = Passage(start, len(text), text[start:])
    found = Annotation(
        Document("d", text), (Cluster("a", "PERSON", "Ada", (Mention(start, start + 3, "Ada"),)),),
        (Relation("chairs", "a", "b", whole),),
        (Statement("direct", (Passage(start, start + 3, "Ada"),), whole, "said"),),
    )
    data = page_data(
        build_graph([found], [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")]), ontology=Ontology.load())
    units = text.encode("utf-16-le")

    def cut(first: int, last: int) -> str:
        return units[2 * first:2 * last].decode("utf-16-le")

    assert [cut(*places) for _, *places in data["documents"][0]["mentions"]] == ["Ada"]
    assert cut(*data["relationships"][0]["passages"][0]["at"][1:3]) == whole.text
    assert [cut(*places) for _, *places in data["statements"][0]["marks"]] == ["Ada", "said"]


def test_words_that_the_text_does_not_hold_are_kept() -> None:
    away = Passage(5, 9, "gone")
    entities = [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")]
    found = Annotation(
        Document("d", "other words"), relations=(Relation("chairs", "a", "b", away),),
        statements=(Statement("direct", (away,), away, "said"),))
    data = page_data(build_graph([found], entities), ontology=Ontology.load())
    assert data["relationships"][0]["passages"] == [{"document": 0, "parts": [(1, "gone")]}]
    assert data["statements"][0]["parts"] == [(1, "gone"), (2, "gone")]


def test_lines_refer_to_relationships_and_statements(data: dict[str, Any]) -> None:
    assert data["lines"] == [
        {"relation": -1, "status": -1, "items": [0]},
        {"relation": 0, "status": 0, "items": [0]},
        {"relation": 1, "status": 2, "items": [1]},
    ]
    ends = [(edge["from"], edge["to"]) for edge in data["network"]["edges"]]
    assert ends == [(1, 0), (1, 2), (2, 0)]


def test_a_text_stands_in_the_data_once() -> None:
    text = "Nothing of note happened. " * 400 + "Ada chairs Bela."
    whole = Passage(0, len(text), text)
    relations = tuple(Relation("chairs", "a", "b", whole, role=f"role {number}") for number in range(20))
    entities = [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")]
    graph = build_graph([Annotation(Document("long", text), relations=relations)], entities)
    written = json.dumps(page_data(graph, ontology=Ontology.load()))
    assert written.count("Ada chairs Bela.") == 1
    assert len(written) < len(text) + 12_000


def test_a_new_relation_of_the_vocabulary_appears_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(default_folder(), folder)
    with (folder / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(ADVISES)
    found = page_data(build_graph([], []), ontology=Ontology.load(folder))["relations"][0]
    assert found == {"name": "advises", "label": "advises", "inverse": "is advised by", "symmetric": False}


def test_what_the_vocabulary_does_not_know_is_called_by_its_name() -> None:
    relation = Relation("mentors", "a", "b", Passage(0, 1, "w"), status="disputed")
    entities = [Entity("a", "ROBOT", "A", subtype="Toy"), Entity("b", "ORG", "B")]
    data = page_data(
        build_graph([Annotation(Document("d", "w"), relations=(relation,))], entities), ontology=Ontology.load())
    assert data["types"][-1] == {"name": "ROBOT", "label": "ROBOT", "shape": "hexagon"}
    assert data["relations"][-1] == {"name": "mentors", "label": "mentors", "inverse": "mentors", "symmetric": False}
    assert data["statuses"][-1] == "disputed"
    assert data["entities"][0]["subtype"] == "Toy"


def chaired(*relations: tuple[str, str, str, Passage]) -> list[tuple[str, str, str]]:
    """(relation, role, status) of what the page shows of `relations` (type, role, status, passage) of one pair."""
    found = tuple(Relation(type_, "a", "b", passage, status, role=role) for type_, role, status, passage in relations)
    entities = [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")]
    graph = build_graph([Annotation(Document("d", "one two"), relations=found)], entities)
    data = page_data(graph, ontology=Ontology.load())
    shown = [item for line in data["lines"] for item in line["items"]]
    assert sorted(shown) == list(range(len(data["relationships"])))
    return [(data["relations"][made["type"]]["name"], made["role"], data["statuses"][made["status"]])
            for made in data["relationships"]]


ONE, TWO = Passage(0, 3, "one"), Passage(4, 7, "two")


@pytest.mark.parametrize(("relations", "shown"), [
    ([("chairs", "", "current", ONE), ("has_role", "Chair", "current", ONE)], [("chairs", "Chair", "current")]),
    ([("chairs", "", "current", ONE), ("has_role", "", "current", ONE)], [("chairs", "", "current")]),
    ([("chairs", "", "current", ONE), ("has_role", "chair", "current", ONE), ("chairs", "", "current", TWO),
      ("has_role", "co-chair", "current", TWO)], [("chairs", "chair, co-chair", "current")]),
    ([("chairs", "", "current", ONE), ("has_role", "chair", "current", TWO)],
     [("chairs", "", "current"), ("has_role", "chair", "current")]),
    ([("chairs", "", "current", ONE), ("has_role", "chair", "former", ONE)],
     [("chairs", "", "current"), ("has_role", "chair", "former")]),
    ([("chairs", "", "current", ONE), ("has_role", "director", "current", ONE)],
     [("chairs", "", "current"), ("has_role", "director", "current")]),
    ([("has_role", "chair", "current", ONE)], [("has_role", "chair", "current")]),
])
def test_what_a_narrower_relation_implies_is_shown_once_with_its_role(
    relations: list[tuple[str, str, str, Passage]], shown: list[tuple[str, str, str]],
) -> None:
    assert chaired(*relations) == shown


def test_what_is_shown_once_counts_once() -> None:
    twice = [Relation(type_, "a", "b", ONE) for type_ in ("chairs", "has_role")]
    entities = [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")]

    def size(relations: list[Relation]) -> float:
        graph = build_graph([Annotation(Document("d", "one two"), relations=tuple(relations))], entities)
        return page_data(graph, ontology=Ontology.load())["network"]["nodes"][0]["size"]

    assert size(twice) == size(twice[:1])
