"""The graph that is rebuilt from triples is the one that was written, as far as triples hold it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import ferry
import networkx as nx
import pyoxigraph as ox
import pytest
import tidewater

from kg import graph as graphs
from kg.errors import QueryError
from kg.export.html import write_html
from kg.export.rdf import triples, write_turtle
from kg.export.terms import DEFAULT_BASE_IRI
from kg.ontology import Ontology
from kg.query import iris, read_store, run
from kg.query.subgraph import base_iri, subgraph

OTHER = "https://example.org/ids/"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def stored(graph: nx.MultiDiGraph, ontology: Ontology, folder: Path, **options: str) -> ox.Store:
    write_turtle(graph, folder / "graph.ttl", ontology=ontology, **options)
    return read_store(folder)


def everything(graph: nx.MultiDiGraph, base: str = DEFAULT_BASE_IRI) -> set[str]:
    return {f"{base}{node}" for node in graph}


@pytest.mark.parametrize("options", [{}, {"pipeline": "x"}, {"base_iri": OTHER, "pipeline": "x"}])
@pytest.mark.parametrize("graph", [tidewater.GRAPH, ferry.GRAPH])
def test_the_whole_comes_back_as_it_was(
    graph: nx.MultiDiGraph, options: dict[str, str], ontology: Ontology, tmp_path: Path,
) -> None:
    store = stored(graph, ontology, tmp_path, **options)
    found = subgraph(store, everything(graph, options.get("base_iri", DEFAULT_BASE_IRI)), ontology)
    wanted = [replace(one, aliases=tuple(a for a in one.aliases if a != one.name)) for one in graphs.entities(graph)]
    assert list(graphs.entities(found)) == wanted
    assert list(graphs.claims(found)) == list(graphs.claims(graph))
    assert list(graphs.statements(found)) == list(graphs.statements(graph))
    assert {(a, b, kind) for a, b, kind in found.edges(data="kind")} == {
        (a, b, kind) for a, b, kind in graph.edges(data="kind")
    }
    documents = [replace(document, text="", marks=()) for document in graphs.documents(graph)]
    assert list(graphs.documents(found)) == documents


def test_the_triples_of_what_is_rebuilt_are_among_those_it_was_rebuilt_from(ontology: Ontology, tmp_path: Path) -> None:
    store = stored(tidewater.GRAPH, ontology, tmp_path)
    names = run(store, "SELECT ?a { ?a foaf:name 'Anna Marsh' } ", ontology)
    part = subgraph(store, [*iris(names), f"{DEFAULT_BASE_IRI}org/tidewater-foundation"], ontology)
    made = {triple for triple in triples(part, ontology) if "sha256" not in triple.predicate.value}
    assert len(made) > 20
    assert {triple for triple in made if ox.Quad(*triple) not in store} == set()


def test_a_part_holds_what_is_among_its_entities(ontology: Ontology, tmp_path: Path) -> None:
    store = stored(ferry.GRAPH, ontology, tmp_path)
    part = subgraph(store, [f"{DEFAULT_BASE_IRI}{id_}" for id_ in (ferry.OLE, ferry.LINE, ferry.PORT)], ontology)
    assert {entity.name for entity in graphs.entities(part)} == {"Ole Brandt", "Ferry Line", "Port Trust"}
    assert {(claim.subject, claim.type, claim.object) for claim in graphs.claims(part)} == {
        (ferry.LINE, "funds", ferry.PORT), (ferry.LINE, "partners_with", ferry.PORT),
    }
    (said,) = [statement.content[0].text for _, _, statement in graphs.statements(part)]
    assert said == "Boats cost money"


def test_a_relationship_or_a_statement_brings_its_ends_along(ontology: Ontology, tmp_path: Path) -> None:
    store = stored(tidewater.GRAPH, ontology, tmp_path)
    claims = run(store, "SELECT ?r { ?r rdf:predicate kg:funds }", ontology)
    part = subgraph(store, iris(claims), ontology)
    assert {entity.name for entity in graphs.entities(part)} == {"Tidewater Foundation", "Harbour Trust"}
    said = run(store, "SELECT ?s { ?s kg:content 'homes are cold' }", ontology)
    part = subgraph(store, iris(said), ontology)
    assert [entity.name for entity in graphs.entities(part)] == ["Coastal Towns Strategy"]
    assert [statement.cue for _, _, statement in graphs.statements(part)] == ["finds"]


@pytest.mark.parametrize("query", [
    "SELECT ?n { ?a foaf:name ?n }", "SELECT ?c { ?a a ?c }", "SELECT (<https://example.org/none> AS ?a) {}", "ASK {}",
])
def test_an_answer_that_names_nothing_is_told(query: str, ontology: Ontology, tmp_path: Path) -> None:
    store = stored(tidewater.GRAPH, ontology, tmp_path)
    with pytest.raises(QueryError) as error:
        subgraph(store, iris(run(store, query, ontology)), ontology)
    assert str(error.value) == (
        "there is nothing to draw: the answer holds no IRI of an entity, select one beside its name"
    )


def test_the_page_has_the_passages(ontology: Ontology, tmp_path: Path) -> None:
    store = stored(tidewater.GRAPH, ontology, tmp_path, pipeline="x")
    part = subgraph(store, iris(run(store, "who-funds-whom", ontology)), ontology)
    write_html(part, tmp_path / "page.html", ontology=ontology, base_iri=base_iri(store))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert sorted(entity["name"] for entity in data["entities"]) == ["Harbour Trust", "Tidewater Foundation"]
    assert len(data["relationships"]) == 2
    assert json.dumps(data["relationships"]).count("It funds the Harbour Trust") == 2
