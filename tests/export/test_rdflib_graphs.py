"""The graph that rdflib's users get: like the one that rdflib reads itself, but kept by Oxigraph."""

import pyoxigraph as ox
import pytest
import rdflib
from hostile import hostile_graph
from rdflib.namespace import FOAF, RDF, SKOS

import kg
from kg.errors import FormatError, UsageError
from kg.export.rdf import to_turtle
from kg.ontology import PREFIXES, Ontology

GRAPH = hostile_graph("Tea \x00 “now”\n", "a b")
TURTLE = to_turtle(GRAPH, ontology=Ontology.load(), pipeline="p")
PARSED = rdflib.Graph().parse(data=TURTLE, format="turtle")
KG = rdflib.Namespace(PREFIXES["kg"])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "graph.ttl").write_bytes(TURTLE)
    return tmp_path


@pytest.fixture
def made():
    return kg.to_rdflib(GRAPH, pipeline="p")


def test_a_graph_a_folder_and_a_file_give_what_rdflib_reads(made, folder):
    assert len(PARSED) > 100
    for found in (made, kg.to_rdflib(folder), kg.to_rdflib(str(folder / "graph.ttl"))):
        assert isinstance(found, rdflib.Graph)
        assert set(found) == set(PARSED)
        assert len(found) == len(PARSED)


def test_it_is_looked_up_as_any_other(made):
    [body] = made.subjects(FOAF.name, rdflib.Literal("C"))
    assert set(made.predicate_objects(body)) == set(PARSED.predicate_objects(body))
    assert made.value(body, SKOS.prefLabel) == rdflib.Literal("C", lang="en")
    assert (body, RDF.type, KG.Organisation) in made


QUESTIONS = (
    "SELECT ?name { ?who kg:chairs ?what . ?what foaf:name ?name }",
    "SELECT ?confidence ?start { ?r kg:confidence ?confidence ; kg:passage/kg:start ?start }",
    "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_rdflib(question, made):
    answer = list(map(tuple, made.query(question)))
    assert sorted(answer) == sorted(map(tuple, PARSED.query(question)))
    assert answer


def test_construct_and_ask_answer_too(made):
    built = made.query("CONSTRUCT { ?who foaf:name ?name } WHERE { ?who a kg:Person ; foaf:name ?name }").graph
    [person] = PARSED.subjects(RDF.type, KG.Person)
    assert set(built) == {(person, FOAF.name, rdflib.Literal("Tea \ufffd “now”\n"))}
    assert made.query("ASK { ?who kg:chairs ?what }").askAnswer
    assert not made.query("ASK { ?who kg:funds ?what }").askAnswer


def test_rows_can_be_bound_and_serialised(made):
    query = "SELECT ?who ?name { ?who foaf:name ?name }"
    body = "https://w3id.org/policykg/id/org/c"
    answer = made.query(query, initBindings={"who": rdflib.URIRef(body)})
    assert answer.serialize(format="csv").decode() == f"who,name\r\n{body},C\r\n"


def test_prefixes_are_those_of_the_vocabulary(made):
    assert {prefix: str(namespace) for prefix, namespace in made.namespaces()} == dict(PREFIXES)


def test_a_copy_in_rdflib_s_own_store_is_equal(made):
    copied = rdflib.Graph() + made
    assert set(copied) == set(PARSED)
    copied.add((KG.a, KG.b, KG.c))
    assert (KG.a, KG.b, KG.c) not in made


def test_what_rdflib_writes_of_it_is_the_same_graph(made):
    written = made.serialize(format="nt")  # its Turtle makes 1.0 of the decimal 1
    assert {quad.triple for quad in ox.parse(written, ox.RdfFormat.N_TRIPLES)} == {
        quad.triple for quad in ox.parse(TURTLE, ox.RdfFormat.TURTLE)
    }


def test_what_cannot_be_read_is_told(tmp_path):
    with pytest.raises(FormatError, match=r"^there is no file .*graph\.ttl: .* run kg build first$"):
        kg.to_rdflib(tmp_path)
    with pytest.raises(UsageError, match=r"^the base IRI 'x' is not usable"):
        kg.to_rdflib(GRAPH, base_iri="x")
