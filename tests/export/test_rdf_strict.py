"""What strict readers ask of RDF: valid IRIs, lexical forms, no control characters, declared terms, and a way back."""

import io
import re

import pyoxigraph as ox
import pytest
import rdflib
from hostile import WORDS, hostile_graph
from hypothesis import given, settings
from rfc3987_syntax import is_valid_syntax

from kg.export.formats import Format
from kg.export.links import link_triples
from kg.export.rdf import to_turtle, triples
from kg.export.rdflib_graphs import to_rdflib
from kg.export.terms import decimal, term
from kg.model import Entity
from kg.ontology import NAMESPACE, PREFIXES, Ontology
from kg.validate import validate

BASE = "https://example.org/id/"
ONTOLOGY = Ontology.load()
HOSTILE = "".join(map(chr, range(0x2ff))) + "\u2028\u202e\ufeff\ufffe\uffff\U0010ffff'''\"\"\"\\ @prefix a: <b> .\n"
GRAPH = hostile_graph(HOSTILE, f"a/../b c%<>{HOSTILE}")
FOUND = set(triples(GRAPH, ONTOLOGY, base_iri=BASE, pipeline="p"))

# What W3C's N-Triples allows in a line, without blank nodes.
IRI = r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
STRING = r'"(?:[^\x22\x5C\x0A\x0D]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
LINE = re.compile(rf"{IRI} {IRI} (?:{IRI}|{STRING}(?:\^\^{IRI}|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)?) \.")
LEXICAL = {
    "integer": r"0|[1-9][0-9]*", "decimal": r"(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?",
    "date": r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
}


def iris(found):
    parts = (part for triple in found for part in triple)
    return {part.value for part in parts if isinstance(part, ox.NamedNode)}


def literals(found):
    return [triple.object for triple in found if isinstance(triple.object, ox.Literal)]


def ours(name):
    return name.startswith(NAMESPACE)


@settings(max_examples=12, deadline=None)
@given(words=WORDS, id_=WORDS.filter(bool))
def test_iris_are_those_of_rfc_3987(words, id_):
    made = iris(triples(hostile_graph(words, id_), ONTOLOGY, base_iri=BASE, pipeline="p"))
    instances = {iri for iri in made if not iri.startswith(tuple(PREFIXES.values()))}
    assert len(instances) > 15
    assert [iri for iri in sorted(instances) if not is_valid_syntax("iri", iri)] == []


def test_every_line_is_one_of_ntriples():
    lines = to_turtle(GRAPH, ontology=ONTOLOGY, pipeline="p", format=Format.ntriples).decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(FOUND) > 100
    assert [line for line in lines if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("format_", Format)
def test_no_file_has_a_control_character_or_an_escaped_one(format_):
    text = to_turtle(GRAPH, ontology=ONTOLOGY, pipeline="p", format=format_).decode()
    assert len(text) > 10_000
    assert re.findall(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text) == []
    escaped = {int(code, 16) for code in re.findall(r"(?<!\\)(?:\\\\)*\\u([0-9A-Fa-f]{4})", text)}
    assert not {code for code in escaped if code < 0x20 or 0x7f <= code < 0xa0 or code in (0xfffe, 0xffff)}


def test_literals_have_the_form_of_their_type():
    typed = [part for part in literals(FOUND) if part.datatype.value.removeprefix(PREFIXES["xsd"]) in LEXICAL]
    assert len(typed) > 6
    wrong = [part for part in typed if not re.fullmatch(LEXICAL[part.datatype.value.split("#")[1]], part.value)]
    assert wrong == []
    languages = {part.language for part in literals(FOUND) if part.language}
    assert languages == {"en"}


@pytest.mark.parametrize(("number", "expected"), [
    (0.0, "0"), (1.0, "1"), (0.5, "0.5"), (0.1234, "0.123"), (0.9999, "1"),
])
def test_decimals_are_short(number, expected):
    assert decimal(number).value == expected


def test_there_are_no_blank_nodes_and_no_times():
    assert len(FOUND) > 100
    assert not [triple for triple in FOUND if any(isinstance(part, ox.BlankNode) for part in triple)]
    kinds = {part.datatype.value.removeprefix(PREFIXES["xsd"]) for part in literals(FOUND)}
    assert not kinds & {"dateTime", "dateTimeStamp", "time"}


@pytest.mark.parametrize(("format_", "name"), [
    (Format.turtle, "turtle"), (Format.ntriples, "nt"), (Format.jsonld, "json-ld"),
])
def test_rdflib_reads_without_a_complaint(format_, name, caplog):
    data = to_turtle(GRAPH, ontology=ONTOLOGY, pipeline="p", format=format_)
    assert len(rdflib.Graph().parse(data=data, format=name)) == len(FOUND)
    assert caplog.text == ""


def test_a_graph_of_hostile_words_satisfies_the_shapes(tmp_path):
    (tmp_path / "graph.ttl").write_bytes(to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p"))
    assert validate(tmp_path / "graph.ttl", ONTOLOGY) == ()


def full():
    """The hostile graph with a link to each register."""
    linked = [
        Entity(f"{type_.prefix}/x", name, "x", links=tuple(f"{register.address}1" for register in ONTOLOGY.registers))
        for name, type_ in ONTOLOGY.types.items()
    ]
    node = ox.NamedNode(f"{BASE}x")
    return FOUND | {triple for entity in linked for triple in link_triples(node, entity, ONTOLOGY)}


def test_every_term_is_declared():
    store = ox.Store()
    for file in ONTOLOGY.files:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    declared = {quad.subject.value for quad in store.quads_for_pattern(None, term("rdf:type"), None)}
    used = {triple.predicate.value for triple in full()} | {
        triple.object.value for triple in full() if triple.predicate == term("rdf:type")
    } | {part.datatype.value for part in literals(full()) if ours(part.datatype.value)}
    assert len({name for name in used if ours(name)}) > 25
    assert {name for name in used if ours(name)} <= declared
    assert [name for name in used if not name.startswith(tuple(PREFIXES.values()))] == []


def test_every_property_has_a_shape():
    paths = re.findall(r"sh:path ([^;]+) ;", ONTOLOGY.shapes.read_text(encoding="utf-8"))
    names = re.findall(r"([a-z]+):(\w+)", " ".join(paths))  # of a sequence each of its steps
    shaped = {PREFIXES[prefix] + name for prefix, name in names}
    relations = {relation.iri for relation in ONTOLOGY.relations.values()}  # shape:Edges is for all of them
    used = {triple.predicate.value for triple in full()} - relations - {term("rdf:type").value}
    assert len(used) > 40
    assert used - shaped == set()


@pytest.mark.parametrize("results", [ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.TSV])
def test_what_is_asked_back_is_what_the_file_holds(results):
    store = ox.Store()
    turtle = to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p")
    store.bulk_load(input=turtle, format=ox.RdfFormat.TURTLE)
    answer = store.query("SELECT * { ?s ?p ?o }").serialize(format=results)
    rows = ox.parse_query_results(answer, format=results)
    assert {ox.Triple(row["s"], row["p"], row["o"]) for row in rows} == FOUND


def test_the_same_in_rdflib():
    graph = to_rdflib(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p")
    answer = graph.query("SELECT * { ?s ?p ?o }").serialize(format="json")  # its XML loses 0 and carriage returns
    rows = rdflib.query.Result.parse(io.BytesIO(answer), format="json")
    asked = {(row.s, row.p, row.o) for row in rows}
    parsed = rdflib.Graph().parse(
        data=to_turtle(GRAPH, ontology=ONTOLOGY, base_iri=BASE, pipeline="p"), format="turtle",
    )
    assert asked == set(parsed) == set(graph)
    assert len(asked) == len(FOUND)
