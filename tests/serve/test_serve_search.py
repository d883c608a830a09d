"""The index of a graph: records as they are in it, and words that find them, hostile ones too."""

import sqlite3

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import HOSTILE, IRA, LOCK, PLAN, QUAY, small_graph

from kg.export.rdf import triples
from kg.ontology import Ontology
from kg.query.store import base_iri
from kg.serve.index import make_index
from kg.serve.search import Search, Wanted, match


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(make_index(store_of(small_graph()), Ontology.load()))


def store_of(graph: nx.MultiDiGraph, base: str = "https://w3id.org/policykg/id/") -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples(graph, Ontology.load(), base_iri=base))
    return store


def said(search: Search, **wanted: object) -> list[str]:
    return [record["content"] for record in search.statements(Wanted(**wanted)).records]


def test_everything_is_counted(search: Search) -> None:
    assert search.counts() == {"documents": 2, "entities": 4, "relationships": 3, "statements": 3}
    assert dict(search.types()) == {"PERSON": 1, "ORG": 2, "POLICY": 1}
    assert search.topics() == [("transport", 1)]


def test_an_entity_has_what_the_graph_says_of_it(search: Search) -> None:
    record = search.entity(IRA)
    assert (record["name"], record["type"], record["aliases"]) == ("Ira Holm", "PERSON", ["Dr Holm"])
    assert (record["documents"], record["relationships"]) == (1, 1)
    assert (record["statements_by"], record["statements_about"]) == (1, 0)
    assert "https://register.example/ira" in record["links"]
    assert search.entity(PLAN)["kind"] == "plan"


def test_a_relationship_has_its_passages(search: Search) -> None:
    claims = {one["relation"]: one for one in search.relationships(QUAY).records}
    assert set(claims) == {"chairs", "funds", "publishes"}
    chairs = claims["chairs"]
    assert (chairs["subject"]["id"], chairs["object"]["id"], chairs["confidence"]) == (IRA, QUAY, 0.9)
    assert [place["text"] for place in chairs["passages"]] == ["Ira Holm chairs the Quay Trust 😀."]
    assert claims["funds"]["status"] == "planned"
    assert claims["funds"]["object"]["name"] == HOSTILE


def test_a_statement_has_its_speaker_or_source(search: Search) -> None:
    by_kind = {one["content"]: one for one in search.statements(Wanted()).records}
    assert by_kind["Every ferry was late,"]["speaker"]["id"] == IRA
    visitor = by_kind["the café was <b>shut</b>"]
    assert (visitor["speaker"], visitor["source"]) == (None, "A visitor")


@pytest.mark.parametrize(("words", "found"), [
    ("ferry", {"Every ferry was late,", "ferries are running again"}),  # the word's other form too
    ("cafe", {"the café was <b>shut</b>"}),
    ('"was late"', {"Every ferry was late,"}),
    ('"late was"', set()),
    ("ferry late", {"Every ferry was late,"}),
    ("visitor", {"the café was <b>shut</b>"}),  # from the passage around it
    ("nowhere", set()),
    ("?!*", set()),
    ('"', set()),
])
def test_words_find_statements(search: Search, words: str, found: set[str]) -> None:
    assert set(said(search, words=words)) == found


@pytest.mark.parametrize(("wanted", "found"), [
    ({"speakers": [IRA]}, ["Every ferry was late,"]),
    ({"about": [PLAN]}, ["Every ferry was late,"]),
    ({"topic": "transport"}, ["Every ferry was late,"]),
    ({"since": "2031-12-01"}, ["ferries are running again"]),
    ({"document": "letter"}, ["ferries are running again"]),
    ({"speakers": [IRA, QUAY], "words": "ferry", "since": "2032-01-31"}, ["ferries are running again"]),
])
def test_statements_are_narrowed(search: Search, wanted: dict[str, object], found: list[str]) -> None:
    assert said(search, **wanted) == found


def test_statements_come_newest_first_and_page_by_page(search: Search) -> None:
    whole = said(search)
    assert whole[0] == "ferries are running again"
    pages = [search.statements(Wanted(), limit=1, offset=offset) for offset in range(4)]
    assert [page.total for page in pages] == [3, 3, 3, 3]
    assert [record["content"] for page in pages for record in page.records] == whole


@pytest.mark.parametrize(("words", "found"), [
    ("ira", [IRA]), ("hol", [IRA]), ("DR HOLM", [IRA]), ("qt", [QUAY]), ("<script>", [LOCK]), ("trust quay", [QUAY]),
])
def test_beginnings_of_names_find_entities(search: Search, words: str, found: list[str]) -> None:
    assert [record["id"] for record in search.entities(words).records] == found


def test_entities_are_narrowed_by_type(search: Search) -> None:
    assert {record["id"] for record in search.entities(type_="ORG").records} == {QUAY, LOCK}


@pytest.mark.parametrize("name", ["Ira Holm", " ira  HOLM ", "dr holm", IRA, "https://w3id.org/policykg/id/person/ira-holm"])
def test_a_name_leads_to_its_entity(search: Search, name: str) -> None:
    assert search.called(name) == [IRA]


def test_a_misspelt_name_has_near_ones(search: Search) -> None:
    assert search.called("Quay Trsut") == []
    assert search.near("Quay Trsut") == ["Quay Trust"]


@given(words=st.text(max_size=40))
def test_no_words_break_the_search(search: Search, words: str) -> None:
    for found in (search.statements(Wanted(words=words)), search.entities(words)):
        assert 0 <= len(found.records) <= found.total
    assert search.called(words) in ([], [IRA], [QUAY], [PLAN], [LOCK])


@given(st.text(max_size=40))
def test_every_word_is_quoted(words: str) -> None:
    assert match(words).count('"') % 2 == 0


def test_nothing_can_be_written(search: Search) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        search._database.execute("DELETE FROM entities")


@pytest.mark.parametrize("base", ["https://example.org/deep/document/id/", "https://example.org/x#", "urn:example:kg/"])
def test_any_base_is_recognised(base: str) -> None:
    store = store_of(small_graph(), base)
    assert base_iri(store) == base
    assert Search(make_index(store, Ontology.load())).entity(LOCK)["name"] == HOSTILE


def test_an_empty_graph_has_an_index() -> None:
    search = Search(make_index(ox.Store(), Ontology.load()))
    assert search.counts() == dict.fromkeys(("documents", "entities", "relationships", "statements"), 0)
    assert search.statements(Wanted(words="x")).records == ()
