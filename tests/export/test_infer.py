"""What follows from a few triples, and what is wrong with rules."""

from pathlib import Path
from shutil import copytree

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.export.infer import infer, rules
from kg.ontology import PREFIXES, Ontology

ONTOLOGY = Ontology.load()
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@prefix : <urn:example:> .\n"


def read(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize(("given", "follows"), [
    (":ana kg:chairs :tide .", ":ana kg:hasRole :tide ; a kg:Person, kg:Entity, foaf:Person, schema:Person ."),
    (":tide kg:partnersWith :quay .", ":quay kg:partnersWith :tide ."),
    (":paper kg:publishedBy :tide .", ":tide kg:publishes :paper . :paper dcterms:publisher :tide ."),
    (":tide kg:publishes :paper .", ":paper kg:publishedBy :tide ; dcterms:publisher :tide ; a kg:Policy, kg:Entity ."),
    (":act a kg:Legislation .", ":act a kg:Policy, kg:Entity, schema:CreativeWork ."),
    (":r a kg:Relationship ; rdf:subject :tide ; rdf:predicate kg:partnersWith ; rdf:object :quay .",
     ":tide kg:partnersWith :quay . :quay kg:partnersWith :tide . :r a rdf:Statement ."),
    (":r a kg:Relationship ; rdf:subject :ana ; rdf:predicate kg:chairs ; rdf:object :tide .",
     ":ana kg:chairs :tide ; kg:hasRole :tide ; a kg:Person ."),
    (":said kg:content 'we act' .", ":said schema:text 'we act' ; a kg:Statement, prov:Entity ."),
])
def test_what_follows(given: str, follows: str) -> None:
    triples = read(given)
    found = infer(triples, ONTOLOGY)
    assert set(read(follows)) <= set(found)
    assert set(found) & set(triples) == set()
    assert len(found) == len(set(found))
    assert infer([*triples, *found], ONTOLOGY) == []  # nothing more


def test_nothing_follows_from_nothing() -> None:
    assert infer([], ONTOLOGY) == []
    assert infer(read(":ana foaf:name 'Ana' ."), ONTOLOGY) == []


def test_a_new_relation_needs_no_new_rule(tmp_path: Path) -> None:
    folder = Path(copytree(ONTOLOGY.folder, tmp_path / "ontology"))
    terms = (folder / "kg.ttl").read_text(encoding="utf-8")
    more = "kg:twinnedWith a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:subPropertyOf kg:partnersWith .\n"
    (folder / "kg.ttl").write_text(terms + more, encoding="utf-8")
    found = infer(read(":tide kg:twinnedWith :quay ."), Ontology.load(folder))
    edges = read(":quay kg:twinnedWith :tide ; kg:partnersWith :tide . :tide kg:partnersWith :quay .")
    assert set(edges) <= set(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(ONTOLOGY.folder, tmp_path / "ontology"))


@pytest.mark.parametrize(("text", "message"), [
    ("", r"rules\.ttl has no rules: expected sh:rule with sh:construct$"),
    ("not Turtle", r"rules\.ttl is not valid Turtle: [^\n]* at line 1 [^\n]+$"),
    ('@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:rule <urn:r> . <urn:r> sh:construct "CONSTRUCT {" .',
     r"^the rule urn:r is not valid SPARQL: [^\n]+$"),
])
def test_rules_that_are_none_are_told(text: str, message: str, folder: Path) -> None:
    (folder / "rules.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        infer([], Ontology.load(folder))


def test_a_vocabulary_without_rules_is_told(folder: Path) -> None:
    (folder / "rules.ttl").unlink()
    with pytest.raises(OntologyError, match=r"rules\.ttl cannot be read: "):
        rules(Ontology.load(folder))


def test_rules_come_in_their_order() -> None:
    names = [rule.iri.rpartition("/")[2] for rule in rules(ONTOLOGY)]
    assert names == ["edges", "symmetric", "inverse", "sub-properties", "domains", "ranges", "sub-classes"]
