"""Terms and ids that the page gets for its Turtle: beside its lists, and as Turtle writes them."""

from dataclasses import dataclass, field

import pytest
from harbour import ANA, HARBOUR, TIDEWATER, harbour

from kg.export.page_terms import page_terms, short
from kg.graph import build_graph, claims, statements
from kg.model import Annotation, Document, Entity, Passage, Relation, Statement
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()


@dataclass
class PageLists:
    """The lists of a page of some graph."""

    types: list[str] = field(default_factory=lambda: list(ONTOLOGY.types))
    relations: list[str] = field(default_factory=lambda: list(ONTOLOGY.relations))
    topics: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def test_ids_stand_in_the_order_of_the_page() -> None:
    graph = harbour()
    found = page_terms(graph, PageLists(), ontology=ONTOLOGY)
    assert [f"relationship/{one}" for one in found["relationships"]] == [claim.id for claim in claims(graph)]
    assert [f"statement/{one}" for one in found["statements"]] == [node for node, _, _ in statements(graph)]
    assert len(found["documents"]) == 2


def test_terms_are_those_of_the_vocabulary() -> None:
    found = page_terms(harbour(), PageLists(topics=["unknown-topic", "climate"]), ontology=ONTOLOGY)
    assert found["types"][0]["term"] == "kg:Organisation"
    assert ["plan", "kg:Plan"] in found["types"][list(ONTOLOGY.types).index("POLICY")]["subtypes"]
    assert found["relations"][0] == ["kg:chairs", "kg:hasRole"]
    assert found["topics"][0] == ""
    assert ["kg", "https://w3id.org/policykg/ns#"] in found["prefixes"]
    assert ["person", "https://w3id.org/policykg/id/person/"] in found["prefixes"]


def test_registers_have_the_labels_of_their_codes() -> None:
    found = page_terms(build_graph([], []), PageLists(), ontology=ONTOLOGY)["registers"]
    labels = {(one["name"], one["label"], one["code"]) for one in found}
    assert {("NHS Organisation Data Service", "ODS code", "kg:odsCode"), ("GOV.UK", "GOV.UK", "")} <= labels
    assert [one["type"] for one in found if one["code"] == "kg:gssCode"] == [
        list(ONTOLOGY.types).index("PLACE"), list(ONTOLOGY.types).index("ORG"),
    ]


def test_what_a_narrower_claim_implies_comes_with_its_role() -> None:
    passage = Passage(0, 3, "one")
    relations = (Relation("chairs", "a", "b", passage), Relation("has_role", "a", "b", passage, role="Chair"))
    graph = build_graph(
        [Annotation(Document("d", "one two"), relations=relations)],
        [Entity("a", "PERSON", "Ada"), Entity("b", "ORG", "Bela")],
    )
    found = page_terms(graph, PageLists(), ontology=ONTOLOGY)
    assert found["role"] == [-1]
    (implied,) = found["implied"]
    assert (implied["by"], implied["passages"], found["roles"][implied["role"]][0]) == (0, [0], "Chair")


@pytest.mark.parametrize(("contents", "spans"), [
    ((Passage(0, 5, "We go"),), []),
    ((Passage(0, 5, "We go"), Passage(3, 5, "go")), [[0, 16], [7, 10], [0, 5], [3, 5]]),
])
def test_places_that_the_marks_do_not_tell_are_written(
    contents: tuple[Passage, ...], spans: list[list[int]],
) -> None:
    text = "We go, she said."
    made = Statement("direct", contents, Passage(0, 16, text), "said", speaker_span=Passage(7, 10, "she"))
    graph = build_graph([Annotation(Document("d", text), statements=(made,))], [])
    assert page_terms(graph, PageLists(), ontology=ONTOLOGY)["spans"] == [spans]


def test_successors_are_numbers() -> None:
    entities = [Entity(ANA, "PERSON", "Ana", replaced_by=(TIDEWATER, HARBOUR))]
    found = page_terms(build_graph([], entities), PageLists(numbers={ANA: 4, HARBOUR: 2}), ontology=ONTOLOGY)
    assert found["successors"] == [[4, 2]]


@pytest.mark.parametrize(("iri", "written"), [
    ("http://www.w3.org/2004/02/skos/core#exactMatch", "skos:exactMatch"),
    ("https://w3id.org/policykg/ns#", "<https://w3id.org/policykg/ns#>"),
    ("https://schema.org/a.b", "<https://schema.org/a.b>"),
])
def test_a_term_is_short_where_turtle_allows_it(iri: str, written: str) -> None:
    assert short(iri) == written
