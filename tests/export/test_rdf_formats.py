"""One graph in four formats: the same triples in each, the same bytes each time, and each readable for people."""

import json
import os
import random
import subprocess

import pyoxigraph as ox
import pytest
import rdflib
from hostile import PERSON, WORDS, hostile_graph
from hypothesis import given, settings
from rdflib.compare import isomorphic

from kg.errors import FormatError, UsageError
from kg.export.formats import Format, parse_format, read_turtle, serialise
from kg.export.rdf import as_rdflib, to_turtle, triples, write_formats
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import PREFIXES, Ontology

BASE, KG = "https://example.org/id/", PREFIXES["kg"]
ONTOLOGY = Ontology.load()
ANA, QUAY, TRUST = "person/ana-bruck", "org/quay-board", "org/harbour-trust"
ENTITIES = [
    Entity(ANA, "PERSON", "Ana Brück", ("Ms Brück",)), Entity(QUAY, "ORG", "Quay Board"),
    Entity(TRUST, "ORG", "Harbour Trust", links=("https://register.example.org/7",)),
]
READERS = {
    Format.turtle: ox.RdfFormat.TURTLE, Format.ntriples: ox.RdfFormat.N_TRIPLES, Format.jsonld: ox.RdfFormat.JSON_LD,
    Format.trig: ox.RdfFormat.TRIG,
}
RDFLIB = {Format.turtle: "turtle", Format.ntriples: "nt", Format.jsonld: "json-ld", Format.trig: "trig"}


def document(id_, start):
    """One of two documents, which make the same two claims at different places."""
    place = Passage(start, start + 9, f"words {id_}")
    return Annotation(
        Document(id_, id_, title=id_.title(), date="2031-05-06"),
        (Cluster(ANA, "", "", (Mention(0, 1, "A"),)),),
        (Relation("chairs", ANA, QUAY, place, role="chair"), Relation("partners_with", QUAY, TRUST, place)),
        (Statement("direct", (place,), place, "said", ANA, topics=("housing",)),),
    )


GRAPH = build_graph([document("minutes", 10), document("notes", 40)], ENTITIES)
TRIPLES = list(triples(GRAPH, ONTOLOGY, base_iri=BASE, pipeline="p"))


def written(format_, found=TRIPLES):
    return serialise(found, format_, ontology=ONTOLOGY, prefixes=dict(PREFIXES) | {"person": f"{BASE}person/"})


def read(format_, data):
    return list(ox.parse(data, READERS[format_]))


def read_by_rdflib(format_, data):
    """The triples that rdflib reads, of all graphs."""
    whole = rdflib.Dataset(default_union=True).parse(data=data, format=RDFLIB[format_])
    made = rdflib.Graph()
    for subject, predicate, object_, _ in whole.quads():
        made.add((subject, predicate, object_))
    return made


@pytest.mark.parametrize("format_", Format)
def test_every_format_holds_the_same_triples(format_):
    data = written(format_)
    assert len(set(TRIPLES)) > 80
    assert {quad.triple for quad in read(format_, data)} == set(TRIPLES)
    assert set(read_by_rdflib(format_, data)) == set(as_rdflib(TRIPLES))


@pytest.mark.parametrize("format_", Format)
def test_bytes_do_not_depend_on_order_or_repetition(format_):
    mixed = [*TRIPLES, *TRIPLES[:20]]
    random.Random(5).shuffle(mixed)
    assert written(format_, mixed) == written(format_)


@pytest.mark.parametrize("format_", Format)
def test_what_is_read_back_is_written_the_same(format_, tmp_path):
    direct = to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p", format=format_)
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p"))
    found, prefixes = read_turtle(path)
    assert serialise(found, format_, ontology=ONTOLOGY, prefixes=prefixes) == direct


@pytest.mark.parametrize("base", ["https://example.org/ns#", "urn:x-y:a#", "urn:example:kg/", "http://localhost:8080/a/"])
@pytest.mark.parametrize("format_", Format)
def test_whatever_the_base(format_, base):
    data = to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=base, pipeline="p", format=format_)
    made = set(triples(GRAPH, ONTOLOGY, base_iri=base, pipeline="p"))
    assert {quad.triple for quad in read(format_, data)} == made
    assert set(read_by_rdflib(format_, data)) == set(as_rdflib(made))


@settings(max_examples=60, deadline=None)
@given(words=WORDS, id_=WORDS.filter(bool))
def test_any_words_come_back_from_every_format_and_both_readers(words, id_):
    graph = hostile_graph(words, id_)
    made = set(triples(graph, ONTOLOGY, base_iri=BASE, pipeline="p"))
    expected = set(as_rdflib(made))
    for format_ in Format:
        data = to_turtle(graph, ontology=ONTOLOGY, base_iri=BASE, pipeline="p", format=format_)
        assert {quad.triple for quad in read(format_, data)} == made, format_
        assert set(read_by_rdflib(format_, data)) == expected, format_


def test_ntriples_are_sorted_lines_of_three_terms():
    lines = written(Format.ntriples).decode().splitlines()
    assert len(lines) == len(set(lines)) == len(set(TRIPLES))
    subjects = [line.split(" ")[0] for line in lines]
    assert subjects == sorted(subjects)
    assert all(line.endswith(" .") for line in lines)


def test_ntriples_are_in_the_order_of_sort(tmp_path):
    names = [ox.NamedNode(f"urn:x:{end}") for end in "aZé\U0001f600\uffee"]
    mixed = [ox.Triple(name, name, ox.Literal("x\ny")) for name in names]
    path = tmp_path / "graph.nt"
    path.write_bytes(written(Format.ntriples, [*TRIPLES, *mixed]))
    assert path.read_bytes().count(b"\n") == len(set(TRIPLES)) + len(mixed)
    subprocess.run(["sort", "-c", str(path)], env=os.environ | {"LC_ALL": "C"}, check=True)


def test_trig_has_a_graph_for_each_document():
    names = {getattr(quad.graph_name, "value", "") for quad in read(Format.trig, written(Format.trig))}
    assert names == {"", f"{BASE}document/minutes", f"{BASE}document/notes"}


def test_a_document_s_graph_holds_what_it_says_and_nothing_that_only_others_say():
    quads = read(Format.trig, written(Format.trig))
    name = f"{BASE}document/minutes"
    own = {quad.triple for quad in quads if quad.graph_name == ox.NamedNode(name)}
    assert not [triple for triple in own if "document/notes" in str(triple) or "words notes" in str(triple)]
    kinds = {triple.object.value for triple in own if triple.predicate.value.endswith("#type")}
    assert {f"{KG}{kind}" for kind in ("Document", "Passage", "Statement", "Relationship")} <= kinds
    edges = {(triple.subject.value, triple.predicate.value, triple.object.value) for triple in own}
    for first, relation, second in (
        (ANA, "chairs", QUAY), (ANA, "hasRole", QUAY), (QUAY, "partnersWith", TRUST), (TRUST, "partnersWith", QUAY),
    ):
        assert (BASE + first, KG + relation, BASE + second) in edges
    assert (name, f"{KG}mentions", BASE + ANA) in edges


def test_what_belongs_to_no_document_is_in_the_default_graph():
    quads = read(Format.trig, written(Format.trig))
    default = {quad.triple.subject.value.removeprefix(BASE) for quad in quads if quad.graph_name == ox.DefaultGraph()}
    assert {ANA, QUAY, TRUST, ""} <= default
    assert not [subject for subject in default if subject.startswith(("document/", "statement/", "relationship/"))]
    named = {quad.triple.subject.value for quad in quads if quad.graph_name != ox.DefaultGraph()}
    assert BASE not in named


def test_a_claim_of_one_document_is_in_no_other_graph():
    alone = Annotation(Document("alone", "x"), (), (Relation("funds", QUAY, TRUST, Passage(0, 1, "x")),))
    graph = build_graph([document("minutes", 10), alone], ENTITIES)
    quads = read(Format.trig, written(Format.trig, triples(graph, ONTOLOGY, base_iri=BASE)))
    homes = {quad.graph_name.value for quad in quads if quad.predicate.value == f"{KG}funds"}
    assert homes == {f"{BASE}document/alone"}


def test_jsonld_is_readable_and_declares_what_it_uses():
    made = json.loads(written(Format.jsonld))
    context = made["@context"]
    assert context["person"] == f"{BASE}person/"
    assert context["kg:passage"] == {"@type": "@id"}
    assert context["skos:prefLabel"] == {"@language": "en"}
    [ana] = [node for node in made["@graph"] if node["@id"] == "person:ana-bruck"]
    assert (ana["@type"], ana["skos:prefLabel"], ana["foaf:name"]) == ("kg:Person", "Ana Brück", "Ana Brück")
    assert ana["kg:chairs"] == f"{BASE}org/quay-board"
    starts = [node["kg:start"] for node in made["@graph"] if node["@type"] == "kg:Passage"]
    assert starts == [10, 40]


FOREIGN = """
@prefix a: <https://a.example/> . @prefix kg: <https://w3id.org/policykg/ns#> . @prefix cut: <https://a.example/cu> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
a:one a:p 1, "1", "eins"@de, "one"@en, "x"^^a:type, a:two, <kg:two>, a: , <https://a.example//two>, <urn:a:b> ;
    a:n 7, 007, "x"^^xsd:integer, -1, 123456789012345678901234567890 ; a "word", a:Type ; a:only _:b1 ;
    a:lang "b"@en-gb .
_:b1 a:self _:b1 ; a:only _:b1 .
<kg:two> <urn:p> "1"^^xsd:boolean .
"""


@pytest.mark.parametrize("format_", [Format.turtle, Format.ntriples, Format.jsonld])
def test_a_graph_of_others_keeps_its_meaning(format_, tmp_path):
    path = tmp_path / "other.ttl"
    path.write_text(FOREIGN, encoding="utf-8")
    found, prefixes = read_turtle(path)
    data = serialise(found, format_, ontology=ONTOLOGY, prefixes=prefixes)
    kept = rdflib.Graph()
    for triple in as_rdflib(quad.triple for quad in read(format_, data)):
        kept.add(triple)
    assert len(kept) == len(found) == 22
    assert isomorphic(kept, as_rdflib(found))


def test_every_subject_stands_in_one_place_only():
    made = json.loads(written(Format.jsonld))
    ids = [node["@id"] for node in made["@graph"]]
    assert len(ids) == len(set(ids)) == len({triple.subject for triple in TRIPLES})


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match=r"^expected the format ttl, nt, jsonld or trig, got 'rdf'$"):
        parse_format("rdf")


@pytest.mark.parametrize(("content", "message"), [
    ("a b c", r"graph\.ttl is not valid Turtle: .*line 1"),
    ("<https://a.example/b> <https://a.example/c> <<( <https://a.example/d> <https://a.example/e> 1 )>> .",
     r"holds a triple within a triple"),
])
def test_what_cannot_be_read_is_told_in_one_line(content, message, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=message) as error:
        read_turtle(path)
    assert "\n" not in str(error.value)


def test_a_graph_that_is_not_there_or_cannot_be_read_is_told_without_numbers(tmp_path):
    with pytest.raises(FormatError) as error:
        read_turtle(tmp_path / "graph.ttl")
    there = f"there is no file {tmp_path / 'graph.ttl'}"
    assert str(error.value) == f"{there}: name the output folder of a build, or run kg build first"
    with pytest.raises(FormatError) as error:
        read_turtle(tmp_path)
    assert str(error.value) == f"{tmp_path} cannot be read: is a directory; kg build writes such a file"


def test_formats_are_written_beside_turtle_and_renewed(tmp_path):
    write_formats(GRAPH, tmp_path, [Format.trig], ontology=ONTOLOGY, base_iri=BASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.trig", "graph.ttl"]
    first = (tmp_path / "graph.trig").read_bytes()
    smaller = build_graph([document("minutes", 10)], ENTITIES)
    write_formats(smaller, tmp_path, ontology=ONTOLOGY, base_iri=BASE)
    assert b"document/notes" in first
    assert b"document/notes" not in (tmp_path / "graph.trig").read_bytes()
    assert PERSON.encode() not in first
