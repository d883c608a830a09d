"""A graph as it is exported satisfies the shapes; each way to break them is told."""

from pathlib import Path
from shutil import copytree

import pytest

from kg.errors import FormatError, OntologyError
from kg.export.rdf import to_turtle
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology
from kg.validate import Violation, validate

ONTOLOGY = Ontology.load()
ANNA, TRUST, PLAN = "person/anna-marsh", "org/harbour-trust", "policy/coastal-towns-plan"
TEXT = "Anna Marsh chairs the Harbour Trust. “We act,” she said."
ENTITIES = [
    Entity(ANNA, "PERSON", "Anna Marsh", aliases=("Marsh",)), Entity(TRUST, "ORG", "Harbour Trust"),
    Entity(PLAN, "POLICY", "Coastal Towns Plan", subtype="Plan", links=("https://register.example.org/plan",)),
]
ANNOTATION = Annotation(
    Document("minutes", TEXT, "Minutes", "2026-05-01", "B. Okoye", "https://example.org/minutes"),
    tuple(Cluster(id_, "", "", (Mention(0, 1, "A"),)) for id_ in (ANNA, TRUST)),
    (
        Relation("chairs", ANNA, TRUST, Passage(0, 36, TEXT[:36]), role="chair", confidence=0.75),
        Relation("publishes", TRUST, PLAN, Passage(0, 36, TEXT[:36]), status="former"),
        Relation("partners_with", TRUST, ANNA, Passage(0, 36, TEXT[:36]), status="planned"),
    ),
    (
        Statement(
            "direct", (Passage(38, 44, "We act"),), Passage(37, 56, TEXT[37:]), "said", ANNA, about=(TRUST,),
            topics=("housing",), speaker_span=Passage(47, 50, "she"),
        ),
    ),
)
TURTLE = to_turtle(build_graph([ANNOTATION], ENTITIES), ontology=ONTOLOGY, pipeline="4977f1").decode()


@pytest.fixture
def check(tmp_path):
    def check(turtle):
        path = tmp_path / "graph.ttl"
        path.write_text(turtle, encoding="utf-8")
        return validate(path, ONTOLOGY)
    return check


def test_an_exported_graph_satisfies_the_shapes(check):
    assert check(TURTLE) == ()


@pytest.mark.parametrize("base", ["https://example.org/ns#", "urn:example:kg/"])
def test_whatever_its_base(base, check):
    turtle = to_turtle(build_graph([ANNOTATION], ENTITIES), ontology=ONTOLOGY, base_iri=base)
    assert check(turtle.decode()) == ()


def test_a_violation_names_node_property_and_rule(check):
    assert check(TURTLE.replace('kg:status "former"', 'kg:status "past"')) == (
        Violation(
            "https://w3id.org/policykg/id/relationship/4702e2e3ba84ad64", "kg:status",
            "a relationship has one status: current, former or planned",
        ),
    )


@pytest.mark.parametrize(("old", "new", "expected"), [
    ('foaf:name "Harbour Trust"', 'foaf:name ""', ("foaf:name", "an entity has one name, which is not empty")),
    ('skos:prefLabel "Harbour Trust"@en', 'skos:prefLabel "Harbour Trust"@en, "Other"@en', (
        "skos:prefLabel", "an entity has one preferred label for each language")),
    ('skos:altLabel "Marsh"@en', 'skos:altLabel "Marsh"', (
        "skos:altLabel", "an alias has a language and is not the preferred label")),
    ("rdfs:seeAlso <https://register.example.org/plan>", 'owl:sameAs "plan"', (
        "owl:sameAs", "a link to a register is an IRI")),
    ("rdfs:seeAlso <https://register.example.org/plan>", 'skos:exactMatch "plan"', (
        "skos:exactMatch", "a link to a register's record is an IRI")),
    ("rdfs:seeAlso <https://register.example.org/plan>", "kg:servesArea <https://register.example.org/plan>", (
        "kg:servesArea", "the area that a body serves is a kg:Area")),
    ("rdfs:seeAlso <https://register.example.org/plan>", "dcterms:isReplacedBy <https://register.example.org/plan>", (
        "dcterms:isReplacedBy", "what took over is an entity of the graph")),
    ("kg:partnersWith org-id:harbour-trust", "kg:funds org-id:harbour-trust", (
        "kg:funds", "no kg:Relationship stands behind this edge")),
    ("kg:chairs org-id:harbour-trust ;", "", ("", "the plain edge of this relationship is missing")),
    ("rdf:predicate kg:publishes", "rdf:predicate kg:partnersWith", (
        "rdf:object", "the object is of no type that the relation's range allows")),
    ("rdf:predicate kg:publishes", "rdf:predicate kg:chairs", (
        "rdf:subject", "the subject is of no type that the relation's domain allows")),
    ("rdf:predicate kg:publishes", "rdf:predicate kg:unknown", (
        "rdf:predicate", "a relationship has one predicate, a relation that the vocabulary declares")),
    ("kg:confidence 0.75 ", "kg:confidence 1.75 ", (
        "kg:confidence", "a relationship has one confidence, a decimal from 0 to 1")),
    ("prov:wasDerivedFrom <https://w3id.org/policykg/id/document/minutes> ;", "", (
        "prov:wasDerivedFrom", "a relationship is derived from at least one document")),
    ("org:member person:anna-marsh", "org:member org-id:harbour-trust", (
        "org:member", "the member is the subject of the relationship")),
    ('kg:role "chair"', 'kg:role ""', ("kg:role", "a relationship has at most one role, which is not empty")),
    ("kg:speaker person:anna-marsh ;", "", ("", "a statement has a speaker or the words for one, and not both")),
    ("kg:speaker person:anna-marsh ;", 'kg:speaker person:anna-marsh ; kg:speakerText "she" ;', (
        "", "a statement has a speaker or the words for one, and not both")),
    ("kg:speaker person:anna-marsh", "kg:speaker <https://w3id.org/policykg/id/document/minutes>", (
        "kg:speaker", "a statement has at most one speaker, an entity of the graph")),
    ('kg:kind "direct"', 'kg:kind "loud"', ("kg:kind", "a statement is of one kind: direct, indirect or mixed")),
    ('kg:content "We act"', 'kg:content "We act", "We wait"', (
        "kg:content", "a statement has one content, which is not empty")),
    ("policykg/topic/housing", "policykg/topic/ships", ("kg:topic", "a topic is one of topics.ttl")),
    ("prov:wasQuotedFrom <https://w3id.org/policykg/id/document/minutes>", "prov:wasQuotedFrom person:anna-marsh", (
        "prov:wasQuotedFrom", "a statement is quoted from one document")),
    ("kg:start 0 ", "kg:start 99 ", ("kg:start", "a passage has one start, an integer from 0 to its end")),
    ('oa:exact "she"', 'oa:exact "she", "he"', ("oa:exact", "a passage has one text")),
    ('kg:sha256 "', 'kg:sha256 "X', ("kg:sha256", "a document has one SHA-256 of 64 hexadecimal digits")),
    ('dcterms:identifier "minutes" ;', "", ("dcterms:identifier", "a document has one id, which is not empty")),
    ('"2026-05-01"^^xsd:date', "2026", ("dcterms:date", "a document has at most one date, an xsd:date or words")),
    ("<https://example.org/minutes>", "<javascript:x>", (
        "dcterms:source", "a document has at most one address, an http or https IRI or words")),
    ("kg:mentions org-id:harbour-trust", "kg:mentions <https://w3id.org/policykg/id/document/minutes>", (
        "kg:mentions", "a document mentions entities of the graph")),
    ('kg:pipeline "4977f1"', 'kg:pipeline "4977f1", "other"', (
        "kg:pipeline", "a graph has one fingerprint of its pipeline")),
    ("prov:wasGeneratedBy", "prov:wasInfluencedBy", ("prov:wasGeneratedBy", "a graph was made by one build")),
    ("a prov:SoftwareAgent", "a prov:Person", (
        "prov:wasAssociatedWith", "a build was made by one version of the software")),
    ("prov:hadPlan", "prov:hadRole", ("prov:hadPlan", "an association has one plan, a pipeline")),
    ("schema:softwareVersion", "schema:version", ("schema:softwareVersion", "the software has one version")),
    (f'kg:vocabularyDigest "{ONTOLOGY.digest}"', 'kg:vocabularyDigest "?"', (
        "kg:vocabularyDigest", "a vocabulary has one digest of 16 hexadecimal digits")),
])
def test_each_rule_is_checked(old, new, expected, check):
    assert old in TURTLE
    found = {(violation.path, violation.message) for violation in check(TURTLE.replace(old, new))}
    assert expected in found


def test_what_is_no_turtle_is_named_with_its_line(check):
    with pytest.raises(FormatError, match=r"graph\.ttl is not valid Turtle: .* at line 2 column 9: [^\n]*$"):
        check("@prefix a: <https://example.org/> .\na:b a:c .\n")


def test_a_missing_file_says_what_writes_one(tmp_path):
    with pytest.raises(FormatError, match=r"^there is no file .*none\.ttl: .* run kg build first$"):
        validate(tmp_path / "none.ttl", ONTOLOGY)


def test_triples_about_triples_are_refused(check):
    with pytest.raises(FormatError, match=r"graph\.ttl holds a triple within a triple, which no graph of kg does$"):
        check("<https://a.example/b> <https://a.example/c> <<( <https://a.example/d> <https://a.example/e> 1 )>> .")


@pytest.mark.parametrize("shapes", [None, "not Turtle"])
def test_broken_shapes_are_the_vocabulary_s_fault(shapes, tmp_path):
    folder = Path(copytree(ONTOLOGY.folder, tmp_path / "ontology"))
    (folder / "shapes.ttl").unlink()
    if shapes:
        (folder / "shapes.ttl").write_text(shapes, encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(TURTLE, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl (cannot be read|is not valid Turtle): "):
        validate(tmp_path / "graph.ttl", Ontology.load(folder))
