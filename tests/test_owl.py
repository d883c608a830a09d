"""The vocabulary and a graph of the examples as OWL: declared, consistent, and what follows is what our rules give."""

import re
from collections.abc import Iterator
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS

import kg.build
from kg.export.formats import read_turtle
from kg.export.infer import infer
from kg.export.rdf import as_rdflib
from kg.ontology import NAMESPACE, PREFIXES, Ontology

ONTOLOGY = Ontology.load()
EXAMPLES = Path(__file__).parents[1] / "examples"
REUSED = ONTOLOGY.folder / "reused.ttl"
OURS = "https://w3id.org/policykg/"
BUILT_IN = {str(namespace): namespace for namespace in (RDF, RDFS, OWL, rdflib.XSD, SH)}
CLOSED = {str(namespace): namespace for namespace in (DCTERMS, FOAF, ORG, PROV, rdflib.SDO, SKOS)}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)

_NAME = re.compile(r'"""|"[^"\n]*"|#[^\n]*|<([^<>\s]+)>|(?<![\w:?$])([a-z]+):([A-Za-z]\w*)')


def triples(*paths: Path) -> list[ox.Triple]:
    turtle = {"format": ox.RdfFormat.TURTLE, "rename_blank_nodes": True}
    return [quad.triple for path in paths for quad in ox.parse(path=str(path), **turtle)]


TERMS = as_rdflib(triples(*ONTOLOGY.files))
EVERYTHING = as_rdflib(triples(*ONTOLOGY.files, REUSED))
FILES = (*ONTOLOGY.files, ONTOLOGY.shapes, ONTOLOGY.rules)
PROPERTIES = sorted(set(EVERYTHING.subjects(RDF.type, OWL.ObjectProperty)))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Triple]:
    """A build of the examples."""
    output = tmp_path_factory.mktemp("built")
    kg.build.build([EXAMPLES], output)
    return read_turtle(output / "graph.ttl")[0]


def used(found: list[ox.Triple]) -> set[str]:
    """What stands as a property, as a class or as a datatype, and as anything in the namespace of the vocabulary."""
    iris = {triple.predicate.value for triple in found}
    iris |= {t.object.value for t in found if t.predicate.value == str(RDF.type)}
    iris |= {t.object.datatype.value for t in found if isinstance(t.object, ox.Literal)}
    nodes = {node for triple in found for node in (triple.subject, triple.object) if isinstance(node, ox.NamedNode)}
    return iris | {node.value for node in nodes if node.value.startswith(NAMESPACE)}


def named(question: str) -> Iterator[str]:
    """The IRIs and prefixed names of a question, outside its literals and comments."""
    declared = dict(PREFIXES) | dict(re.findall(r"(?i)prefix\s+(\w+):\s*<([^>]+)>", question))
    for iri, prefix, name in _NAME.findall(question):
        if iri or prefix in declared:
            yield iri or declared[prefix] + name


def undeclared(iris: set[str]) -> list[str]:
    known = {str(subject) for subject in EVERYTHING.subjects(RDF.type, None)}
    of_language = {iri for iri in iris for home, space in BUILT_IN.items() if iri.startswith(home) and iri in space}
    return sorted(iris - known - of_language - set(PREFIXES.values()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_has_a_label_a_comment_and_an_example(kind: rdflib.URIRef) -> None:
    own = [term for term in TERMS.subjects(RDF.type, kind) if str(term).startswith(NAMESPACE)]
    assert own or kind == OWL.AnnotationProperty
    needed = (RDFS.label, RDFS.comment, SKOS.example)
    assert [(term, one) for term in own for one in needed if len(set(TERMS.objects(term, one))) != 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_uses_a_term_that_nobody_declares(path: Path) -> None:
    found = triples(path)
    objects = {triple.object.value for triple in found if isinstance(triple.object, ox.NamedNode)}
    terms = used(found) | {iri for iri in objects if not iri.startswith((OURS, "http://statistics.data.gov.uk/"))}
    assert len(terms) > 5
    assert undeclared(terms) == []


def test_no_rule_or_shape_asks_for_a_term_that_nobody_declares() -> None:
    texts = [t.object.value for t in triples(ONTOLOGY.shapes, ONTOLOGY.rules) if isinstance(t.object, ox.Literal)]
    asked = {iri for text in texts if "WHERE" in text for iri in named(text)}
    assert len(asked) > 8
    assert undeclared(asked) == []


@pytest.mark.parametrize("name", sorted(ONTOLOGY.queries))
def test_no_question_asks_for_a_term_that_nobody_declares(name: str) -> None:
    asked = set(named(ONTOLOGY.queries[name]))
    assert asked
    assert undeclared(asked) == []


def test_no_graph_uses_a_term_that_nobody_declares(graph: list[ox.Triple]) -> None:
    terms = used(graph)
    assert len(terms) > 40
    assert undeclared(terms) == []


def test_terms_of_others_are_theirs_and_all_of_them_are_needed(graph: list[ox.Triple]) -> None:
    reused = {t.subject.value for t in triples(REUSED)}
    assert len(reused) > 60
    spaces = [(iri, space) for iri in reused for home, space in CLOSED.items() if iri.startswith(home)]
    assert len(spaces) > 50
    assert [iri for iri, space in spaces if iri not in space] == []
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    written = {iri for text in (*texts, *ONTOLOGY.queries.values()) for iri in named(text)} | used(graph)
    written |= {term.value for file in FILES for t in triples(file) for term in t if isinstance(term, ox.NamedNode)}
    written |= set(named(Path(kg.ontology.__file__).read_text(encoding="utf-8").replace('"""', "")))
    code = " ".join(path.read_text(encoding="utf-8") for path in Path(kg.__file__).parent.rglob("*.py"))
    written |= {PREFIXES[prefix] + name for prefix, name in re.findall(r'"(\w+):(\w+)"', code) if prefix in PREFIXES}
    assert sorted(reused - written) == []


def test_properties_lead_to_what_their_kind_says(graph: list[ox.Triple]) -> None:
    literals = {t.predicate.value for t in graph if isinstance(t.object, ox.Literal)}
    things = {t.predicate.value for t in graph if isinstance(t.object, ox.NamedNode)}
    to_things = {str(property_) for property_ in EVERYTHING.subjects(RDF.type, OWL.ObjectProperty)}
    to_literals = {str(property_) for property_ in EVERYTHING.subjects(RDF.type, OWL.DatatypeProperty)}
    assert len(things & to_things) > 15
    assert len(literals & to_literals) > 10
    assert (literals & to_things, things & to_literals) == (set(), set())


def member(kind: rdflib.URIRef, number: int) -> rdflib.URIRef:
    return rdflib.URIRef(f"urn:example:{number}:{kind.rpartition('#')[2]}")


def populated() -> rdflib.Graph:
    """The vocabulary with a thing of every class and an edge of every relation, each between things of their own."""
    made = rdflib.Graph()
    made += EVERYTHING
    for class_ in EVERYTHING.subjects(RDF.type, OWL.Class):
        if isinstance(class_, rdflib.URIRef):
            made.add((member(class_, 0), RDF.type, class_))
    for number, property_ in enumerate(PROPERTIES, start=1):
        if property_.startswith(NAMESPACE):
            made.add((member(property_, number), property_, member(property_, -number)))
    return made


def close(made: rdflib.Graph) -> list[str]:
    """Adds what follows by RDFS and OWL RL; gives what contradicts it."""
    rules = owlrl.RDFS_OWLRL_Semantics(made, False, False, rdfs=True)
    rules.closure()
    nothing = [f"{subject} is nothing" for subject in made.subjects(RDF.type, OWL.Nothing) if subject != OWL.Nothing]
    return [*rules.error_messages, *nothing]


@pytest.fixture(scope="module")
def closed(graph: list[ox.Triple]) -> tuple[rdflib.Graph, list[str]]:
    """The graph and the vocabulary with all that follows, and the contradictions."""
    made = populated() + as_rdflib(graph)
    return made, close(made)


def test_nothing_contradicts_itself_under_owl_rl(closed: tuple[rdflib.Graph, list[str]]) -> None:
    made, contradictions = closed
    assert contradictions == []
    assert (member(rdflib.URIRef(NAMESPACE + "Plan"), 0), RDF.type, rdflib.URIRef(NAMESPACE + "Entity")) in made


def test_the_check_finds_what_is_of_two_kinds() -> None:
    made = as_rdflib(triples(ONTOLOGY.folder / "kg.ttl"))
    for kind in ("Plan", "Person"):
        made.add((rdflib.URIRef("urn:example:both"), RDF.type, rdflib.URIRef(NAMESPACE + kind)))
    [contradiction] = {text for text in close(made) if "isjoint" in text}
    assert "urn:example:both" in contradiction


def test_the_rules_give_what_owl_rl_gives(graph: list[ox.Triple], closed: tuple[rdflib.Graph, list[str]]) -> None:
    """Of what is in the graph, but for what OWL says of all: each is a thing and the same as itself and its records."""
    ours = {t.subject.value for t in graph if t.subject.value.startswith(OURS)}
    records = {rdflib.URIRef(t.object.value) for t in graph if t.predicate.value == str(OWL.sameAs)}
    given = {t for t in as_rdflib([*graph, *infer(graph, ONTOLOGY)]) if str(t[0]) in ours and t[1] != OWL.sameAs}
    of_all = {OWL.Thing, RDFS.Resource, *records}
    expected = {
        (s, p, o) for s, p, o in closed[0]
        if str(s) in ours and p != OWL.sameAs and not isinstance(o, rdflib.BNode) and o not in of_all
    }
    assert len(given) > 4000
    assert given == expected


def test_another_engine_of_shacl_rules_gives_the_same(graph: list[ox.Triple]) -> None:
    made = as_rdflib([*graph, *triples(*ONTOLOGY.files)])
    before = set(made)
    vocabulary = as_rdflib(triples(*ONTOLOGY.files))
    rules = as_rdflib(triples(ONTOLOGY.rules))
    for data in (made, vocabulary):
        pyshacl.shacl_rules(data, shacl_graph=rules, advanced=True, iterate_rules=True, inplace=True)
    expected = set(as_rdflib(infer(graph, ONTOLOGY)))
    assert len(expected) > 500
    assert set(made) - before - set(vocabulary) == expected


def test_the_exporter_writes_the_edges_and_kinds_that_follow(graph: list[ox.Triple]) -> None:
    relations = {relation.iri for relation in ONTOLOGY.relations.values()}
    types = {type_.iri for type_ in ONTOLOGY.types.values()}
    narrower = {sub.iri for type_ in ONTOLOGY.types.values() for sub in type_.subtypes}
    of_subtype = {t.subject for t in graph if t.object.value in narrower}
    edges = {t for t in graph if t.predicate.value in relations}
    kinds = {t for t in graph if t.object.value in types and t.subject in of_subtype}
    assert len(edges) > 40
    assert len(kinds) > 5
    stripped = [triple for triple in graph if triple not in edges | kinds]
    found = infer(stripped, ONTOLOGY)
    assert {t for t in found if t.predicate.value in relations} == edges
    assert {t for t in found if t.object.value in types and t.subject in of_subtype} == kinds
