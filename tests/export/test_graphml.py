"""GraphML: read back by networkx, and in the shape that Gephi's importer takes."""

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from harbour import ANA, ENTITIES, HARBOUR, TIDEWATER, harbour, minutes, notes

from kg.export.graphml import SPOKE_ABOUT, write_graphml
from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation
from kg.ontology import Ontology

KEY = "{http://graphml.graphdrawing.org/xmlns}key"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    path = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    write_graphml(harbour(), path, ontology=ontology)
    return path


def read(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, force_multigraph=True)


def test_nodes_are_entities_with_their_counts(path: Path) -> None:
    graph = read(path)
    assert set(graph) == {entity.id for entity in ENTITIES}
    assert graph.nodes[ANA] == {
        "label": "Ana Brück", "type": "person", "aliases": "Ms Brück", "mentions": 3, "documents": 2,
        "relationships": 1, "said": 1, "about": 0, "subtype": "",
    }
    assert graph.nodes[HARBOUR]["label"] == "=Harbour | *Trust*"


def test_edges_are_relationships_and_talk(path: Path) -> None:
    edges = {(source, target, data["relation"]): data for source, target, data in read(path).edges(data=True)}
    assert set(edges) == {(ANA, TIDEWATER, "chairs"), (TIDEWATER, HARBOUR, "funds"), (ANA, HARBOUR, SPOKE_ABOUT)}
    assert edges[ANA, TIDEWATER, "chairs"]["weight"] == 2
    funding = edges[TIDEWATER, HARBOUR, "funds"]
    assert {name: value for name, value in funding.items() if name != "id"} == {
        "edgelabel": "funds", "relation": "funds", "role": "", "status": "planned", "confidence": 0.5,
        "symmetric": False, "weight": 1,
    }
    assert edges[ANA, HARBOUR, SPOKE_ABOUT]["weight"] == 1


def test_ids_of_attributes_are_names_of_their_own(path: Path) -> None:
    keys = [(key.get("id"), key.get("attr.name"), key.get("attr.type")) for key in ET.parse(path).iter(KEY)]
    assert len(keys) == 16
    assert len({key for key, _, _ in keys}) == len(keys)
    assert all(key == name for key, name, _ in keys)
    types = {name: type_ for _, name, type_ in keys}
    assert (types["label"], types["weight"], types["confidence"], types["symmetric"]) == (
        "string", "long", "double", "boolean",
    )


def test_parallel_edges_keep_their_ids(tmp_path: Path, ontology: Ontology) -> None:
    place = Passage(0, 4, "Text")
    found = [Relation(name, ANA, TIDEWATER, place, role=role) for name, role in (
        ("chairs", "Chair"), ("has_role", "Chair"), ("has_role", "Trustee"),
    )]
    document = Annotation(Document("a", "Text"), relations=tuple(found))
    write_graphml(build_graph([document], ENTITIES), tmp_path / "g", ontology=ontology)
    edges = read(tmp_path / "g").edges(keys=True, data="role")
    assert sorted(role for _, _, _, role in edges) == ["Chair", "Chair", "Trustee"]
    assert len({key for _, _, key, _ in edges}) == 3


@pytest.mark.parametrize(("name", "label"), [
    ("a\x00b\x1bc", "a b c"),
    ("line\u2028end\u0085here\r\n", "line end here"),
    ("\ufffe\uffff\ud800x", "x"),
    ("<b>&amp;]]>", "<b>&amp;]]>"),
    ("🌊 Ωμέγα", "🌊 Ωμέγα"),
])
def test_words_that_xml_cannot_hold(tmp_path: Path, ontology: Ontology, name: str, label: str) -> None:
    write_graphml(build_graph([], [Entity("org/x", "ORG", name)]), tmp_path / "g", ontology=ontology)
    assert read(tmp_path / "g").nodes["org/x"]["label"] == label


def test_equal_graphs_give_equal_bytes(path: Path, tmp_path: Path, ontology: Ontology) -> None:
    write_graphml(build_graph([notes(), minutes()], reversed(ENTITIES)), tmp_path / "g", ontology=ontology)
    assert (tmp_path / "g").read_bytes() == path.read_bytes()
    assert path.read_bytes().startswith(b"<?xml version='1.0' encoding='utf-8'?>\n")


def test_an_empty_graph_is_a_graph(tmp_path: Path, ontology: Ontology) -> None:
    write_graphml(build_graph([], []), tmp_path / "g", ontology=ontology)
    assert len(nx.read_graphml(tmp_path / "g")) == 0
