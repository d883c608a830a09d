"""The vocabulary, read like code: what every term must have, and what holds between its files."""

import json
import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.extract.pipeline import load_pipeline
from kg.ontology import NAMESPACE, PREFIXES, Ontology

ONTOLOGY = Ontology.load()
STORE = ox.Store()
for file in ONTOLOGY.files:
    STORE.load(path=str(file), format=ox.RdfFormat.TURTLE)

KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


def ask(query):
    return bool(STORE.query(query, prefixes=dict(PREFIXES)))


def select(query):
    return [tuple(cell.value if cell else "" for cell in row) for row in STORE.query(query, prefixes=dict(PREFIXES))]


def terms(*kinds):
    """The local names of the terms of these kinds."""
    values = f"VALUES ?kind {{ {' '.join(kinds)} }}"
    rows = select(f"SELECT DISTINCT ?t {{ ?t a ?kind {values} FILTER(isIRI(?t)) }} ORDER BY ?t")
    return [iri.removeprefix(NAMESPACE) for iri, in rows]


def test_the_triples_are_those_of_both_files_without_a_blank_node_that_two_share():
    first, second = ONTOLOGY.triples(), ONTOLOGY.triples()
    assert len(set(first)) == len(first) == len(second) == len(STORE)
    assert {"Class", "Concept"} <= {re.split("[#/]", triple.object.value)[-1] for triple in first}
    blank = [{t.subject for t in found if isinstance(t.subject, ox.BlankNode)} for found in (first, second)]
    assert blank[0]
    assert blank[0].isdisjoint(blank[1])


def test_every_term_is_ours():
    assert len(terms(*KINDS)) > 40
    assert [name for name in terms(*KINDS) if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]+", name)] == []


@pytest.mark.parametrize("name", terms(*KINDS))
def test_every_term_has_one_label_and_one_comment(name):
    [(label, language)] = select(f"SELECT ?l (LANG(?l) AS ?g) {{ kg:{name} rdfs:label ?l }}")
    [(comment,)] = select(f"SELECT ?c {{ kg:{name} rdfs:comment ?c }}")
    assert language == "en"
    assert label == label.strip() != ""
    assert comment.endswith(".")
    assert label.casefold() not in {comment.casefold(), comment.casefold().rstrip(".")}


@pytest.mark.parametrize("kinds", [("owl:Class",), KINDS[1:]])
def test_labels_are_unique(kinds):
    labels = select(f"SELECT ?l {{ ?t a ?kind ; rdfs:label ?l VALUES ?kind {{ {' '.join(kinds)} }} }}")
    assert len(labels) > 10
    assert [label for label, count in Counter(labels).items() if count > 1] == []


@pytest.mark.parametrize("name", terms("owl:ObjectProperty", "owl:DatatypeProperty"))
def test_every_property_has_a_domain_a_range_and_an_example(name):
    assert ask(f"ASK {{ kg:{name} rdfs:domain ?domain ; rdfs:range ?range ; skos:example ?example }}")


@pytest.mark.parametrize("name", terms("owl:ObjectProperty", "owl:DatatypeProperty"))
def test_domains_and_ranges_resolve(name):
    path = "(rdfs:domain|rdfs:range)/(owl:unionOf/rdf:rest*/rdf:first)?"
    ends = {iri for iri, in select(f"SELECT ?class {{ kg:{name} {path} ?class FILTER(isIRI(?class)) }}")}
    assert ends
    known = {NAMESPACE + class_ for class_ in terms("owl:Class")} | {PREFIXES["skos"] + "Concept"}
    assert {end for end in ends if not end.startswith(PREFIXES["xsd"])} <= known


@pytest.mark.parametrize("name", terms("owl:ObjectProperty", "owl:DatatypeProperty"))
def test_every_property_leads_to_a_standard_vocabulary(name):
    """Directly or by way of its parent or its inverse."""
    leads = "rdfs:subPropertyOf|rdfs:seeAlso|owl:inverseOf"
    others = {iri for iri, in select(f"SELECT ?other {{ kg:{name} ({leads})+ ?other }}")}
    assert [other for other in others if not other.startswith(NAMESPACE)] != []


@pytest.mark.parametrize("name", terms("owl:Class"))
def test_every_class_is_part_of_the_tree_or_aligned(name):
    assert name == "Entity" or ask(f"ASK {{ kg:{name} rdfs:subClassOf ?class }}")


def test_the_types_and_relations_that_the_formats_name_are_there():
    assert list(ONTOLOGY.types) == ["ORG", "PERSON", "PLACE", "POLICY"]
    assert set(ONTOLOGY.relations) >= {"chairs", "funds", "has_role", "partners_with", "publishes"}
    assert {type_.prefix for type_ in ONTOLOGY.types.values()} == {"person", "org", "policy", "place"}


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_relations_are_complete(name):
    relation = ONTOLOGY.relations[name]
    assert relation.iri == NAMESPACE + re.sub("_(.)", lambda match: match[1].upper(), name)
    assert relation.domain | relation.range <= set(ONTOLOGY.types)
    assert relation.example.endswith(".")
    assert (relation.label == relation.inverse_label) == relation.symmetric
    assert not relation.symmetric or relation.domain == relation.range


@pytest.mark.parametrize(("name", "domain", "range_", "parent"), [
    ("chairs", {"PERSON"}, {"ORG", "POLICY"}, "has_role"),
    ("funds", {"ORG", "PERSON", "POLICY"}, {"ORG", "PLACE", "POLICY"}, ""),
    ("has_role", {"PERSON"}, {"ORG", "POLICY"}, ""),
    ("partners_with", {"ORG", "PERSON"}, {"ORG", "PERSON"}, ""),
    ("publishes", {"ORG", "PERSON"}, {"POLICY"}, ""),
])
def test_the_ends_of_relations(name, domain, range_, parent):
    relation = ONTOLOGY.relations[name]
    assert (relation.domain, relation.range, relation.parent) == (domain, range_, parent)


def test_names_end_in_one_subtype_only():
    endings = [ending for type_ in ONTOLOGY.types.values() for sub in type_.subtypes for ending in sub.endings]
    assert len(endings) > 20
    assert [ending for ending, count in Counter(endings).items() if count > 1] == []
    assert [ending for ending in endings if ending != ending.casefold().strip()] == []


@pytest.mark.parametrize(("name", "subtype"), [
    ("Coastal Towns Bill", "Legislation"), ("Coastal Towns Act 2031", "Legislation"), ("Act", "Legislation"),
    ("Harbour Green Paper", "Publication"), ("Marsh Review", "Review"), ("Harbour Towns Fund", "Fund"),
    ("Tidewater Forward View", "Plan"), ("Enact", ""), ("Harbour Towns", ""),
])
def test_subtypes_are_told_by_the_end_of_a_name(name, subtype):
    assert ONTOLOGY.types["POLICY"].subtype(name) == subtype


def test_topics_are_one_tree_each_with_what_a_reader_needs():
    assert 45 <= len(ONTOLOGY.topics) <= 60
    needed = "skos:definition ?d ; skos:altLabel ?l ; skos:inScheme ?s ; skos:broader*/skos:topConceptOf ?s"
    assert select(f"SELECT ?topic {{ ?topic a skos:Concept FILTER NOT EXISTS {{ ?topic {needed} }} }}") == []
    assert not ask("ASK { ?topic skos:broader+ ?topic }")
    assert not ask("ASK { ?topic skos:broader|skos:related|^skos:hasTopConcept ?o FILTER NOT EXISTS { ?o ?p ?x } }")
    assert select("SELECT ?t { ?t skos:topConceptOf ?s FILTER NOT EXISTS { ?s skos:hasTopConcept ?t } }") == []


def test_no_word_shows_two_topics():
    words = Counter(word for topic in ONTOLOGY.topics for word in topic.words)
    assert sum(words.values()) > 400
    assert [word for word, count in words.items() if count > 1] == []


def test_words_of_topics_are_mostly_of_two_words_or_more():
    words = [word for topic in ONTOLOGY.topics for word in topic.words]
    assert sum(" " in word or "-" in word for word in words) / len(words) > 0.9
    assert [word for word in words if len(word) < 6] == []


def test_every_relation_has_its_patterns():
    assert set(ONTOLOGY.patterns) == set(ONTOLOGY.relations)
    assert [name for name, patterns in ONTOLOGY.patterns.items() if not patterns["comment"].endswith(".")] == []


@pytest.mark.parametrize("name", sorted(ONTOLOGY.queries))
def test_every_question_begins_with_what_it_asks(name):
    first = ONTOLOGY.queries[name].splitlines()[0]
    assert re.fullmatch(r"# [A-Z].*[?.]", first)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


def test_prefixes_in_the_files_are_those_of_the_code():
    declared = {}
    for path in (*ONTOLOGY.files, ONTOLOGY.shapes):
        for prefix, iri in re.findall(r"@prefix (\S+): <(\S+)> \.", path.read_text(encoding="utf-8")):
            declared.setdefault(prefix, set()).add(iri)
    assert {prefix: {PREFIXES[prefix]} for prefix in declared if prefix in PREFIXES} == {
        prefix: iris for prefix, iris in declared.items() if prefix in PREFIXES
    }
    assert [prefix for prefix, iris in declared.items() if len(iris) > 1] == []


ADVISES = """
kg:advises a owl:ObjectProperty ;
    rdfs:label "advises"@en ; kg:inverseLabel "is advised by"@en ; skos:notation "advises" ;
    rdfs:domain kg:Person ; rdfs:range kg:Organisation ;
    rdfs:comment "Advises a body."@en ; skos:example "Anna Marsh advises the Tidewater Foundation."@en .
"""


@pytest.fixture
def folder(tmp_path):
    return Path(copytree(ONTOLOGY.folder, tmp_path / "ontology"))


def add(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_relation_more_is_one_property_and_one_file(folder):
    add(folder / "kg.ttl", ADVISES)
    (folder / "patterns" / "advises.json").write_text(json.dumps({"sequences": []}), encoding="utf-8")
    changed = Ontology.load(folder)
    assert changed.relations["advises"].label == "advises"
    assert changed.patterns["advises"] == {"sequences": []}
    assert changed.digest != ONTOLOGY.digest


@pytest.mark.parametrize(("old", "new", "message"), [
    ("rdfs:domain kg:Person", "rdfs:domain kg:Ship", r"^relation advises in kg\.ttl needs an rdfs:domain and an rdf"),
    ("rdfs:range kg:Organisation ;", "", r"^relation advises in kg\.ttl needs an rdfs:domain and an rdfs:range"),
    ('skos:notation "advises"', 'skos:notation "advices"', "no relation in kg.ttl has the notation 'advises'$"),
    ("kg:advises a", "kg:advises a a", r"kg\.ttl is not valid Turtle: "),
])
def test_mistakes_in_a_relation_are_told(old, new, message, folder):
    assert old in ADVISES
    add(folder / "kg.ttl", ADVISES.replace(old, new))
    (folder / "patterns" / "advises.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        Ontology.load(folder)


def test_a_folder_without_a_vocabulary_is_named(tmp_path):
    with pytest.raises(OntologyError, match=r"^no vocabulary in .*: expected a file kg\.ttl there$"):
        Ontology.load(tmp_path)


@pytest.fixture(scope="module")
def read():
    """The relations that are read from a sentence."""
    nlp = load_pipeline()
    return lambda sentence: {relation.type for relation in nlp(sentence)._.kg_relations}


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_each_relation_is_read_from_its_example(name, read):
    relation = ONTOLOGY.relations[name]
    assert read(relation.example) == {name, relation.parent} - {""}


def test_the_relation_that_the_readme_adds_is_read_from_its_example(folder):
    blocks = re.findall(r"```(\w+)\n(.*?)```", (ONTOLOGY.folder / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    property_, pattern = blocks[0], blocks[1]
    assert (property_[0], pattern[0]) == ("turtle", "json")
    add(folder / "kg.ttl", property_[1])
    (folder / "patterns" / "advises.json").write_text(pattern[1], encoding="utf-8")
    nlp = load_pipeline(ontology=folder)
    example = Ontology.load(folder).relations["advises"].example
    found = [nlp(text)._.kg_relations for text in (example, "The Harbour Trust, advised by Anna Marsh, has grown.")]
    assert [[relation.type for relation in relations] for relations in found] == [["advises"], ["advises"]]
