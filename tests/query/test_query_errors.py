"""What a query may not do, and how mistakes are told."""

import socket

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query import doubts, run


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


@pytest.fixture
def store():
    return ox.Store()


@pytest.mark.parametrize(("query", "message"), [
    ("SELECT *\n{ ?s ?p\n}", "not valid SPARQL near line 3, column 2: }"),
    ("SELECT * {\n ?s ?p }", "not valid SPARQL near line 2, column 9: ?s ?p }"),
    ("ASK {\n", "not valid SPARQL near line 2, column 1: the query ends too early; "
     "what opens at line 1, column 5 is not closed: {"),
    (
        "SELECT ?x\n{ ?x unknown:p 1 }",
        "not valid SPARQL at line 2, column 6: the prefix unknown: is not declared: known without PREFIX are dcterms,"
        " foaf, kg, oa, org, owl, prov, rdf, rdfs, schema, skos, xsd",
    ),
    (
        "PREFIX a: <b:c>\nSELECT ?x { ?x a:b 'kgg:no' ; kgg:chairs 1 }",
        "not valid SPARQL at line 2, column 31: the prefix kgg: is not declared: did you mean kg:?",
    ),
    (
        "SELCT ?x { ?x a ?y }",
        "not valid SPARQL near line 1, column 10: SELCT ?x { ?x a ?y }; SELCT: did you mean SELECT?",
    ),
    (
        "SELECT ?x { ?x a ?y } ODRER BY ?x",
        "not valid SPARQL near line 1, column 29: SELECT ?x { ?x a ?y } ODRER BY ?x; ODRER: did you mean ORDER?",
    ),
    (
        "SELECT ?x { OPTINAL { ?x a ?y } }",
        "not valid SPARQL near line 1, column 21: SELECT ?x { OPTINAL { ?x a ?y } }; OPTINAL: did you mean OPTIONAL?",
    ),
    (
        "SELECT ?y (COUNT(*) AS ?n) { ?x ?y ?z }",
        "not valid SPARQL near line 1, column 40: SELECT has a variable that the query does not bind or group by",
    ),
    ("DELETE WHERE { ?s ?p ?o }", "not a question: it may read the graph but not change it"),
    ("insert data { <a:a> <b:b> 1 }", "not a question: it may read the graph but not change it"),
    ("PREFIX a: <b:c> LOAD <https://example.org/>", "not a question: it may read the graph but not change it"),
    (
        "SELECT ?x { FILTER(<https://example.org/f>(1)) }",
        "the query cannot be answered: The custom function <https://example.org/f> is not supported",
    ),
])
def test_errors_are_one_line_with_the_place(query, message, store, ontology):
    with pytest.raises(QueryError) as error:
        run(store, query, ontology)
    assert str(error.value) == message
    assert not any(quad.graph_name == ox.DefaultGraph() for quad in store)


@pytest.mark.parametrize("query", [
    "SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { service SILENT<http://127.0.0.1:{port}/>{ ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:{port}/> AS ?x) Service ?x { ?s ?p ?o } }",
    "SELECT * { # '\n SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { BIND('#' AS ?x)SERVICE<http://127.0.0.1:{port}/>{ ?s ?p ?o } }",
    "SELECT * { BIND('''a'b''' AS ?x) SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1:{port}/>{ ?s ?p ?o } FILTER(3>2) }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
])
def test_no_question_leaves_the_machine(query, store, ontology):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        with pytest.raises(QueryError, match=r"^SERVICE is not allowed: a question stays on this machine$"):
            run(store, query.replace("{port}", str(server.getsockname()[1])), ontology)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("query", [
    "SELECT ?service { ?service foaf:name 'SERVICE' }",
    "SELECT ?x { ?x foaf:name \"a \\\" SERVICE\" } # SERVICE <x:y> {}",
    "SELECT ?x { ?x kg:SERVICE <https://example.org/SERVICE> }",
])
def test_the_word_service_elsewhere_is_harmless(query, store, ontology):
    assert run(store, query, ontology).rows == ()


@pytest.mark.parametrize(("query", "told"), [
    ("SELECT ?a { ?a kg:chiars ?b }", ["kg:chiars is not in the vocabulary: did you mean kg:chairs?"]),
    ("SELECT ?a { ?a foaf:nmae ?b ; kg:zebra 1 }", [
        "foaf:nmae is not in the vocabulary: did you mean foaf:name?", "kg:zebra is not in the vocabulary",
    ]),
    ("SELECT ?a { ?a a kg:Organization }", [
        "kg:Organization is not in the vocabulary: did you mean kg:Organisation?",
    ]),
    ("PREFIX kg: <https://example.org/> SELECT ?a { ?a kg:chiars 'kg:funs' } # kg:funs", []),
    ("SELECT ?a { ?a foaf:mbox ?b ; kg:chairs ?c }", []),
])
def test_terms_that_nothing_is_called_are_doubted(query, told, ontology):
    assert doubts(query, ontology) == told


def test_no_named_question_is_doubted(ontology):
    assert len(ontology.queries) > 20
    assert {name: doubts(text, ontology) for name, text in ontology.queries.items() if doubts(text, ontology)} == {}
