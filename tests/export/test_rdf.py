"""Turtle that every reader takes, that is the same each time, and that no document's words can break."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hostile import WORDS, as_written
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import ORG, RDF, RDFS, SKOS

from kg.errors import KgError, OntologyError
from kg.export.rdf import to_turtle, triples, write_turtle
from kg.export.rdflib_graphs import to_rdflib
from kg.export.terms import Ids, address, day, literal
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

BASE = "https://example.org/id/"
KG = rdflib.Namespace("https://w3id.org/policykg/ns#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
ANNA, TRUST, FUND = "person/anna-marsh", "org/harbour-trust", "policy/coastal-towns-fund"
TEXT = "Anna Marsh chairs the Harbour Trust. “We act,” she said, “and soon.” A trustee agreed."
ONTOLOGY = Ontology.load()
ENTITIES = (
    Entity(ANNA, "PERSON", "Anna Marsh", ("Marsh", "Anna Marsh")),
    Entity(TRUST, "ORG", "Harbour Trust", links=("https://register.example.org/é?id=1", "not an address")),
    Entity(FUND, "POLICY", "Coastal Towns Fund", subtype="Fund"),
)
SAID = Statement(
    "direct", (Passage(38, 44, "We act"), Passage(58, 67, "and soon.")), Passage(37, 68, TEXT[37:68]), "said", ANNA,
    speaker_span=Passage(47, 50, "she"), about=(TRUST,), topics=("housing",),
)
UNNAMED = Statement("indirect", (Passage(69, 85, TEXT[69:85]),), Passage(69, 85, TEXT[69:85]), speaker_text="A trustee")


def relation(type_, subject, object_, **more):
    return Relation(type_, subject, object_, Passage(0, 36, TEXT[:36]), **more)


def annotation(*relations, document=None, statements=(SAID, UNNAMED)):
    clusters = tuple(Cluster(id_, "", "", (Mention(0, 1, "A"),)) for id_ in (ANNA, TRUST))
    return Annotation(document or Document("minutes", TEXT), clusters, relations, statements)


def graph_of(*relations, **more):
    return build_graph([annotation(*relations, **more)], ENTITIES)


def rdf_of(*relations, **more):
    return to_rdflib(graph_of(*relations, **more), ontology=ONTOLOGY, base_iri=BASE)


def node(id_):
    return rdflib.URIRef(BASE + id_)


def edges(rdf):
    """The plain edges, as (subject, relation, object) without the namespaces."""
    names = {rdflib.URIRef(relation.iri): name for name, relation in ONTOLOGY.relations.items()}
    return {(s.removeprefix(BASE), names[p], o.removeprefix(BASE)) for s, p, o in rdf if p in names}


@pytest.mark.parametrize(("found", "expected"), [
    (relation("publishes", TRUST, FUND), {(TRUST, "publishes", FUND)}),
    (relation("chairs", ANNA, TRUST), {(ANNA, "chairs", TRUST), (ANNA, "has_role", TRUST)}),
    (relation("funds", FUND, TRUST, status="former"), {(FUND, "funds", TRUST)}),
    (relation("funds", FUND, TRUST, status="planned"), {(FUND, "funds", TRUST)}),
    (relation("partners_with", ANNA, TRUST), {(ANNA, "partners_with", TRUST), (TRUST, "partners_with", ANNA)}),
])
def test_each_relationship_has_its_plain_edges(found, expected):
    assert edges(rdf_of(found)) == expected


def test_a_relationship_keeps_its_claim():
    claim = relation("chairs", ANNA, TRUST, status="former", confidence=0.75, role="co-chair")
    graph = graph_of(claim)
    rdf = to_rdflib(graph, ontology=ONTOLOGY, base_iri=BASE)
    [made] = rdf.subjects(RDF.type, KG.Relationship)
    assert made.startswith(f"{BASE}relationship/")
    values = {(p, str(o)) for p, o in rdf.predicate_objects(made)}
    assert {
        (RDF.subject, BASE + ANNA), (RDF.predicate, str(KG.chairs)), (RDF.object, BASE + TRUST), (KG.status, "former"),
        (KG.confidence, "0.75"), (KG.passage, f"{BASE}document/minutes#char=0,36"), (KG.role, "co-chair"),
        (RDF.type, str(ORG.Membership)), (ORG.member, BASE + ANNA), (ORG.organization, BASE + TRUST),
    } <= values
    assert str(rdf.value(rdf.value(made, ORG.role), SKOS.prefLabel)) == "co-chair"


def test_roles_that_differ_in_case_are_one_role_with_one_label():
    rdf = rdf_of(relation("chairs", ANNA, TRUST, role="Chair"), relation("has_role", ANNA, FUND, role="chair"))
    [role] = rdf.subjects(RDF.type, ORG.Role)
    assert list(rdf.objects(role, SKOS.prefLabel)) == [rdflib.Literal("Chair", lang="en")]
    assert len(list(rdf.subjects(ORG.role, role))) == 2


def test_without_words_of_a_role_there_is_no_membership():
    assert list(rdf_of(relation("funds", FUND, TRUST)).subjects(RDF.type, ORG.Membership)) == []


def test_statements_keep_their_words_in_order_and_their_places():
    rdf = rdf_of()
    [said] = rdf.subjects(KG.speaker, node(ANNA))
    assert rdf.value(said, KG.content) == rdflib.Literal("We act … and soon.")
    places = {str(place).partition("#")[2] for place in rdf.objects(said, KG.contentPassage)}
    assert places == {"char=38,44", "char=58,67"}
    assert str(rdf.value(rdf.value(said, KG.speakerPassage), OA.exact)) == "she"
    assert (str(rdf.value(said, KG.kind)), str(rdf.value(said, KG.cue))) == ("direct", "said")
    assert list(rdf.objects(said, KG.about)) == [node(TRUST)]
    assert list(rdf.objects(said, KG.topic)) == [rdflib.URIRef("https://w3id.org/policykg/topic/housing")]
    [unnamed] = rdf.subjects(KG.speakerText, rdflib.Literal("A trustee"))
    assert (unnamed, KG.cue, None) not in rdf
    assert (unnamed, KG.speaker, None) not in rdf


def test_entities_have_types_names_and_links():
    rdf = rdf_of()
    assert set(rdf.objects(node(FUND), RDF.type)) == {KG.Policy, KG.Fund}
    assert set(rdf.objects(node(ANNA), SKOS.altLabel)) == {rdflib.Literal("Marsh", lang="en")}
    assert list(rdf.objects(node(TRUST), RDFS.seeAlso)) == [rdflib.URIRef("https://register.example.org/é?id=1")]
    assert list(rdf.objects(node(TRUST), DCTERMS.identifier)) == [rdflib.Literal("not an address")]


def test_documents_say_what_they_are_and_whom_they_mention():
    document = Document("minutes", TEXT, "Minutes", "2026-05-01", "B. Okoye", "https://example.org/minutes")
    rdf = rdf_of(document=document)
    made = node("document/minutes")
    assert {p: o for p, o in rdf.predicate_objects(made) if p != KG.mentions} == {
        RDF.type: KG.Document, DCTERMS.identifier: rdflib.Literal("minutes"), DCTERMS.title: rdflib.Literal("Minutes"),
        DCTERMS.date: rdflib.Literal("2026-05-01", datatype=rdflib.XSD.date), KG.author: rdflib.Literal("B. Okoye"),
        DCTERMS.source: rdflib.URIRef("https://example.org/minutes"), KG.sha256: rdflib.Literal(document.sha256),
    }
    assert set(rdf.objects(made, KG.mentions)) == {node(ANNA), node(TRUST)}


@pytest.mark.parametrize(("words", "expected"), [
    ("2026-05-01", '"2026-05-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("2026-02-30", '"2026-02-30"'), ("2026-05", '"2026-05"'), ("20260501", '"20260501"'), ("May Day", '"May Day"'),
])
def test_only_dates_are_dates(words, expected):
    assert str(day(words)) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("https://example.org/a?b=c#d", ox.NamedNode), ("HTTP://example.org", ox.NamedNode),
    ("javascript:alert(1)", ox.Literal), ("file:///etc/passwd", ox.Literal), ("https://", ox.Literal),
    ("https:///path", ox.Literal), ("https://example.org/a b", ox.Literal), ("https://example.org/>.<", ox.Literal),
    ("https://example.org/\n<x>", ox.Literal), ("https://example.org/%zz", ox.Literal), ("data:x", ox.Literal),
    ("//example.org", ox.Literal), ("https://example.org/\u202ecod", ox.Literal),
])
def test_only_addresses_of_the_web_are_iris(words, expected):
    assert type(address(words)) is expected
    assert address(words).value == words


@pytest.mark.parametrize("base", [
    BASE, "https://example.org/", "http://localhost:8080/a/b/", "https://example.org/ns#", "urn:example:kg/",
    "urn:x-y:a#",
])
def test_usable_bases(base):
    made = graph_of(relation("chairs", ANNA, TRUST, role="chair"))
    turtle = to_turtle(made, ontology=ONTOLOGY, base_iri=base, pipeline="p")
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(list(ox.parse(turtle, ox.RdfFormat.TURTLE)))
    assert f"{base}org/harbour-trust" in {triple.object.value for triple in triples(made, ONTOLOGY, base_iri=base)}


@pytest.mark.parametrize("base", [
    "", "/", "id/", "https://", "https:///", "https://example.org", "https://example.org/id", "https://example.org/?q=/",
    "https://example.org/a#b#", "https://exa mple.org/", "https://example.org/<>/", "ftp://example.org/",
    "file:///tmp/", "javascript:x/", "https://example.org/\n/", "urn:/", "urn:example",
])
def test_unusable_bases_are_refused_in_one_line(base):
    with pytest.raises(KgError) as error:
        list(triples(graph_of(), ONTOLOGY, base_iri=base))
    assert str(error.value) == (
        f"the base IRI {base!r} is not usable: expected an absolute http, https or urn IRI that ends in / or #,"
        " such as https://w3id.org/policykg/id/"
    )


@pytest.mark.parametrize(("change", "message"), [
    ({"entity": Entity("x/a", "SHIP", "A")}, "x/a: no entity type in kg.ttl has the notation 'SHIP'"),
    ({"entity": Entity("policy/a", "POLICY", "A", subtype="Law")}, "policy/a: kg.ttl has no subtype 'Law' of POLICY"),
    ({"relation": relation("sinks", ANNA, TRUST)}, "no relation in kg.ttl has the notation 'sinks'"),
    ({"statement": replace(SAID, topics=("ships",))}, "topics.ttl has no topic 'ships'"),
])
def test_what_the_vocabulary_has_not_is_an_error(change, message):
    relations = (change["relation"],) if "relation" in change else ()
    statements = (change["statement"],) if "statement" in change else ()
    entities = [*ENTITIES, *([change["entity"]] if "entity" in change else [])]
    graph = build_graph([annotation(*relations, statements=statements)], entities)
    with pytest.raises(OntologyError) as error:
        list(triples(graph, ONTOLOGY))
    assert str(error.value) == message


def test_readers_agree_and_nothing_is_lost():
    graph = graph_of(relation("chairs", ANNA, TRUST, role="chair"), relation("partners_with", ANNA, TRUST))
    turtle = to_turtle(graph, ontology=ONTOLOGY)
    made = set(triples(graph, ONTOLOGY))
    assert {quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)} == made
    parsed = rdflib.Graph().parse(data=turtle, format="turtle")
    assert set(parsed) == set(to_rdflib(graph, ontology=ONTOLOGY))
    assert not [part for triple in parsed for part in triple if isinstance(part, rdflib.BNode)]


def test_turtle_has_sorted_prefixes_and_types_first(tmp_path):
    write_turtle(graph_of(), tmp_path / "deep" / "graph.ttl", ontology=ONTOLOGY, base_iri=BASE, pipeline="4977f1")
    lines = (tmp_path / "deep" / "graph.ttl").read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix ")]
    assert prefixes == sorted(prefixes) == lines[:len(prefixes)]
    assert f"@prefix org-id: <{BASE}org/> ." in prefixes
    assert lines[len(prefixes):][:2] == [
        f"<{BASE}> a kg:Graph ;", f"\tprov:wasDerivedFrom <{BASE}document/minutes> ;",
    ]
    assert '\tkg:pipeline "4977f1" .' in lines
    subjects = [line for line in lines[len(prefixes):] if line and not line.startswith("\t")]
    assert len(subjects) > 8
    assert all(line.split(" ")[1] == "a" for line in subjects)


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import test_rdf as t
links = {"https://a.example.org/", "https://b.example.org/"}
entities = {t.Entity("org/" + name, "ORG", name, links=tuple(sorted(links))) for name in "abcdef"}
made = t.build_graph([t.annotation(t.relation("chairs", t.ANNA, t.TRUST, role="chair"))], [*t.ENTITIES, *entities])
sys.stdout.buffer.write(t.to_turtle(made, ontology=t.ONTOLOGY, pipeline="p"))
"""


def test_bytes_do_not_depend_on_the_hash_seed():
    command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)]
    made = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(made) == 1
    assert len(made.pop()) > 3000


@settings(max_examples=100, deadline=None)
@given(words=WORDS, id_=WORDS.filter(bool))
def test_any_words_come_back_from_both_readers(words, id_):
    document = Document(id_, "x", title=words, date=words, author=words, address=words)
    said = Statement("direct", (Passage(0, 1, words),), Passage(0, 1, words), words, speaker_text=words or "x")
    entity = Entity(f"org/{id_}", "ORG", words or "x", (words,))
    graph = build_graph([Annotation(document, statements=(said,))], [entity])
    turtle = to_turtle(graph, ontology=ONTOLOGY, base_iri=BASE)
    made = set(triples(graph, ONTOLOGY, base_iri=BASE))
    assert {quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)} == made
    parsed = rdflib.Graph().parse(data=turtle, format="turtle")
    assert set(parsed) == set(to_rdflib(graph, ontology=ONTOLOGY, base_iri=BASE))
    assert str(next(parsed.objects(None, DCTERMS.identifier))) == as_written(id_)
    assert [str(text) for text in parsed.objects(None, OA.exact)] == [as_written(words)]


@given(one=WORDS, other=WORDS)
def test_ids_give_valid_iris_and_no_two_the_same(one, other):
    ids = Ids(BASE)
    first, second = ids.iri(f"document/{one}").value, ids.iri(f"document/{other}").value
    assert (first == second) == (one == other)
    assert first.isascii()
    assert not {".", ".."} & set(first.removeprefix("https://").split("/"))


@given(id_=WORDS | st.text(st.characters()))
def test_an_iri_gives_its_id_back(id_):
    for base in (BASE, "urn:example:a#"):
        assert Ids(base).id_of(Ids(base).iri(id_).value) == id_


@pytest.mark.parametrize("iri", [
    "https://elsewhere.example/x", f"{BASE}document/a%2Fb", f"{BASE}document/%FF", f"{BASE}document/zoë",
    f"{BASE}document/a#char=1,2", f"{BASE}document/%c3%a9",
])
def test_an_iri_that_none_of_the_ids_has_is_its_own(iri):
    assert Ids(BASE).id_of(iri) == iri


@pytest.mark.parametrize(("words", "expected"), [
    ("a\tb\r\nc", "a\tb\r\nc"), ("a\x00b", "a\ufffdb"), ("\x08\x0b\x0c\x1f", "\ufffd" * 4),
    ("\x7f\x80\x85\x9f", "\ufffd" * 4), ("\ufffe\uffff", "\ufffd\ufffd"),
    ("\xa0\u2028\u202e\ufeff", "\xa0\u2028\u202e\ufeff"),
])
def test_control_characters_are_replaced_one_for_one(words, expected):
    assert literal(words).value == expected


def test_halves_of_surrogate_pairs_do_not_stop_an_export():
    assert literal("a\ud800b").value == "a\ufffdb"
    assert literal("a\ud83d\ude00b").value == "a😀b"
    assert Ids(BASE).iri("document/\udcff").value == f"{BASE}document/%ED%B3%BF"
