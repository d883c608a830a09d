"""What an asker's words mean: names, other names, acronyms, ids, IRIs, dates, and words that mean nothing."""

import ferry
import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.export.rdf import write_turtle
from kg.ontology import Ontology
from kg.query import question, read_store, run
from kg.query.names import terms

BASE = "https://w3id.org/policykg/id/"
HEAD = """# What?
#
# Parameters:
#   ?{name} {type}: what
SELECT ?{name} {{}}"""


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


@pytest.fixture(scope="module")
def store(ontology, tmp_path_factory):
    file = tmp_path_factory.mktemp("names") / "graph.ttl"
    write_turtle(ferry.GRAPH, file, ontology=ontology)
    store = read_store(file)
    run(store, "ASK {}", ontology)  # adds the vocabulary
    return store


def meant(store, ontology, type_, value, name="it"):
    return terms(store, question(HEAD.format(name=name, type=type_)), {name: value}, ontology)[ox.Variable(name)]


@pytest.mark.parametrize(("type_", "value", "iri"), [
    ("entity", "Ferry Line", f"{BASE}org/ferry-line"), ("entity", " ferry LINE ", f"{BASE}org/ferry-line"),
    ("entity", "FL", f"{BASE}org/ferry-line"), ("entity", "fl", f"{BASE}org/ferry-line"),
    ("entity", "org/ferry-line", f"{BASE}org/ferry-line"), ("entity", f"{BASE}org/ferry-line", f"{BASE}org/ferry-line"),
    ("topic", "Housing", "https://w3id.org/policykg/topic/housing"),
    ("topic", "workforce", "https://w3id.org/policykg/topic/health-workforce"),
    ("topic", "health-workforce", "https://w3id.org/policykg/topic/health-workforce"),
    ("relation", "partners with", "https://w3id.org/policykg/ns#partnersWith"),
    ("relation", "partners_with", "https://w3id.org/policykg/ns#partnersWith"),
    ("relation", "partnersWith", "https://w3id.org/policykg/ns#partnersWith"),
    ("document", "a", f"{BASE}document/a"), ("document", "BOATS", f"{BASE}document/a"),
])
def test_things_are_found_by_what_they_are_called(type_, value, iri, store, ontology):
    assert meant(store, ontology, type_, value) == ox.NamedNode(iri)


@pytest.mark.parametrize(("type_", "value", "literal"), [
    ("date", " 2024-01-31 ", ox.Literal("2024-01-31", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
    ("number", "12", ox.Literal(12)),
    ("text", '"} DROP ALL # ', ox.Literal('"} DROP ALL # ')),
])
def test_values_become_literals(type_, value, literal, store, ontology):
    assert meant(store, ontology, type_, value) == literal


@pytest.mark.parametrize(("type_", "value", "message"), [
    ("entity", "Fery Line", "--it: no entity is called 'Fery Line': did you mean Ferry Line?"),
    ("entity", "Port Trusts", "--it: no entity is called 'Port Trusts': did you mean Port Trust?"),
    ("entity", "zebra", "--it: no entity is called 'zebra': there is nothing like it in the graph"),
    ("entity", "   ", "--it: no entity is called '': there is nothing like it in the graph"),
    ("entity", "Housing", "--it: no entity is called 'Housing': there is nothing like it in the graph"),
    ("entity", '"} DROP ALL #', "--it: no entity is called '\"} DROP ALL #': there is nothing like it in the graph"),
    ("entity", "PT", f"--it: 'PT' may be Isle Board ({BASE}org/isle-board) or Port Trust ({BASE}org/port-trust):"
     " give the IRI"),
    ("entity", "ferry", "--it: no entity is called 'ferry': did you mean Ferry Line?"),
    ("entity", "COUNCIL", "--it: no entity is called 'COUNCIL': did you mean Town Council?"),
    ("entity", "board isle", "--it: no entity is called 'board isle': did you mean Isle Board?"),
    ("entity", "our line", "--it: no entity is called 'our line': did you mean Ferry Line?"),
    ("topic", "housng", "--it: no topic is called 'housng': did you mean housing or homelessness?"),
    ("relation", "chiars", "--it: no relation is called 'chiars': did you mean chairs?"),
    ("date", "last year", "--it: expected a date such as 2024-01-31, got 'last year'"),
    ("date", "2024-02-30", "--it: expected a date such as 2024-01-31, got '2024-02-30'"),
    ("number", "-1", "--it: expected a whole number, got '-1'"),
    ("number", "٣", "--it: expected a whole number, got '٣'"),
    ("text", "\udc80", "--it: expected text in UTF-8, got \"'\\\\udc80'\""),
    ("entity", "\udc80", "--it: expected text in UTF-8, got \"'\\\\udc80'\""),
])
def test_words_that_mean_nothing_are_told_with_what_is_near(type_, value, message, store, ontology):
    with pytest.raises(QueryError) as error:
        meant(store, ontology, type_, value)
    assert str(error.value) == message


def test_a_name_of_one_that_another_has_too_is_told(ontology):
    store = ox.Store()
    name, other = (ox.NamedNode("http://xmlns.com/foaf/0.1/name"), ox.NamedNode(
        "http://www.w3.org/2004/02/skos/core#altLabel"))
    first, second = ox.NamedNode(f"{BASE}person/dame-harriet"), ox.NamedNode(f"{BASE}person/harriet-stott")
    for quad in (
        ox.Quad(first, name, ox.Literal("Dame Harriet")), ox.Quad(second, name, ox.Literal("Harriet Stott")),
        ox.Quad(second, other, ox.Literal("Dame Harriet")),
    ):
        store.add(quad)
    for value in ("Dame Harriet", "dame harriet"):
        with pytest.raises(QueryError) as error:
            meant(store, ontology, "entity", value)
        assert str(error.value) == (
            f"--it: {value!r} may be Dame Harriet ({first.value}) or Harriet Stott ({second.value}): give the IRI"
        )
    assert meant(store, ontology, "entity", "Harriet Stott") == second
    with pytest.raises(QueryError, match=r"did you mean Dame Harriet or Harriet Stott\?$"):
        meant(store, ontology, "entity", "harriet")


@pytest.mark.parametrize(("name", "parameters", "message"), [
    ("who-said-what", {"abuot": "x"}, "the question who-said-what takes no --abuot: did you mean --about?"),
    ("who-said-what", {"colour": "x"},
     "the question who-said-what takes no --colour: expected --speaker, --about, --topic, --since"),
    ("summary", {"about": "x"}, "the question summary takes no parameter, got --about"),
    ("ASK {}", {"about": "x"}, "the question takes no parameter, got --about"),
    ("everything-about", {}, "the question everything-about needs --entity, whom or what to tell about"),
])
def test_parameters_that_are_wrong_or_missing_are_told(name, parameters, message, store, ontology):
    with pytest.raises(QueryError) as error:
        run(store, name, ontology, parameters=parameters)
    assert str(error.value) == message


def test_a_name_that_is_an_injection_binds_a_term_and_changes_no_query(store, ontology):
    query = """# What?
#
# Parameters:
#   ?words text: any
SELECT ?name ?words { ?a foaf:name ?name FILTER(?name = ?words) }"""
    assert run(store, query, ontology, parameters={"words": "Ferry Line"}).rows == (("Ferry Line",),)
    assert run(store, query, ontology, parameters={"words": "x' || true) } #"}).rows == ()
