"""Where a graph says that it comes from: the same each time, and another where anything that matters is another."""

from importlib.metadata import version
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kg.export import provenance
from kg.export.provenance import provenance_triples
from kg.export.terms import Ids, term
from kg.model import Document
from kg.ontology import Ontology

BASE = "https://example.org/id/"
ONTOLOGY = Ontology.load()
DOCUMENTS = [Document("minutes", "Anna spoke."), Document("notes", "So did Bela.")]
GRAPH = ox.NamedNode(BASE)


def told(documents=DOCUMENTS, ontology=ONTOLOGY, pipeline="p", base=BASE):
    """Subject -> property -> objects."""
    found = {}
    for triple in provenance_triples(documents, ontology, Ids(base), pipeline):
        found.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    return found


def build_of(found, base=BASE):
    [build] = found[ox.NamedNode(base)][term("prov:wasGeneratedBy")]
    return build


def test_a_graph_is_derived_from_its_documents_by_a_build():
    found = told()
    documents = [ox.NamedNode(f"{BASE}document/{name}") for name in ("minutes", "notes")]
    assert found[GRAPH][term("prov:wasDerivedFrom")] == documents
    assert found[GRAPH][term("kg:pipeline")] == [ox.Literal("p")]
    assert found[build_of(found)][term("rdf:type")] == [term("kg:Build")]


def test_the_build_names_version_pipeline_and_vocabulary():
    found = told()
    build = found[build_of(found)]
    [software], [vocabulary] = build[term("prov:wasAssociatedWith")], build[term("prov:used")]
    assert found[software][term("schema:softwareVersion")] == [ox.Literal(version("policy-kg"))]
    assert found[vocabulary][term("kg:vocabularyDigest")] == [ox.Literal(ONTOLOGY.digest)]
    [association] = build[term("prov:qualifiedAssociation")]
    [plan] = found[association][term("prov:hadPlan")]
    assert found[association][term("prov:agent")] == [software]
    assert found[plan][term("dcterms:identifier")] == [ox.Literal("p")]


def test_the_specialised_vocabulary_is_the_one_that_kg_ttl_declares():
    [general] = {object_ for about in told().values() for object_ in about.get(term("prov:specializationOf"), ())}
    assert f"{general} a owl:Ontology ;" in (ONTOLOGY.folder / "kg.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [
    {"documents": DOCUMENTS[:1]}, {"documents": [DOCUMENTS[0], Document("notes", "So did Cato.")]},
    {"documents": [DOCUMENTS[0], Document("note", "So did Bela.")]}, {"pipeline": "q"},
    {"ontology": SimpleNamespace(digest="0123456789abcdef")},
])
def test_a_build_of_something_else_is_another(change):
    assert told() == told()
    assert build_of(told(**change)) != build_of(told())


def test_a_build_by_another_version_is_another(monkeypatch):
    before = build_of(told())
    monkeypatch.setattr(provenance, "SOFTWARE", "rdflib")
    assert build_of(told()) != before


def test_a_checkout_that_is_not_installed_says_so(monkeypatch):
    monkeypatch.setattr(provenance, "SOFTWARE", "a-package-that-nobody-installed")
    found = told()
    [software] = found[build_of(found)][term("prov:wasAssociatedWith")]
    assert found[software][term("schema:softwareVersion")] == [ox.Literal("unreleased")]


@pytest.mark.parametrize("base", ["https://example.org/ns#", "urn:example:kg/"])
def test_everything_stands_under_the_base(base):
    found = told(base=base)
    assert len(found) == 6
    assert all(subject.value.startswith(base) for subject in found)
