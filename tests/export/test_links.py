"""What an address of a register is to an entity: itself, its record, its area, or no more than worth a look."""

import pyoxigraph as ox
import pytest

from kg.export.links import link_triples
from kg.export.rdf import triples
from kg.export.terms import term
from kg.graph import build_graph
from kg.model import Entity
from kg.ontology import PREFIXES, Ontology

ONTOLOGY = Ontology.load()
NODE = ox.NamedNode("https://example.org/id/x")
AREA = "http://statistics.data.gov.uk/id/statistical-geography/E06000099"
ODS = "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/RZZ"


def linked(type_, link):
    """Property -> value of what a link says of the entity, with prefixes."""
    found = link_triples(NODE, Entity("x", type_, "X", links=(link,)), ONTOLOGY)
    return {short(t.predicate): (t.subject == NODE, t.object) for t in found}


def short(iri):
    return next(f"{prefix}:{iri.value.removeprefix(base)}" for prefix, base in PREFIXES.items()
                if iri.value.startswith(base))


@pytest.mark.parametrize(("type_", "link", "property_", "code"), [
    ("PLACE", "https://sws.geonames.org/999/", "owl:sameAs", ("999", "kg:geonamesId")),
    ("PLACE", AREA, "owl:sameAs", ("E06000099", "kg:gssCode")),
    ("PLACE", "https://www.iso.org/obp/ui/#iso:code:3166:ZZ", "skos:exactMatch", ("ZZ", "kg:iso3166Code")),
    ("PLACE", ODS, "skos:exactMatch", ("RZZ", "kg:odsCode")),
    ("ORG", ODS, "skos:exactMatch", ("RZZ", "kg:odsCode")),
    ("ORG", "https://www.gov.uk/government/organisations/mossbank-office", "skos:exactMatch", None),
    ("ORG", "https://www.gov.uk/find-local-council/mossbank", "skos:exactMatch", None),
    ("PERSON", "https://members.parliament.uk/member/99", "skos:exactMatch", ("99", "kg:parliamentId")),
    ("PERSON", "https://www.theyworkforyou.com/peer/?m=99", "skos:closeMatch", None),
    ("ORG", "https://example.org/mossbank", "rdfs:seeAlso", None),
    ("POLICY", AREA, "rdfs:seeAlso", None),
])
def test_what_an_address_says_and_the_code_that_it_holds(type_, link, property_, code):
    found = linked(type_, link)
    assert found.pop(property_) == (True, ox.NamedNode(link))
    expected = {"skos:notation": (True, ox.Literal(code[0], datatype=term(code[1])))} if code else {}
    assert found == expected


def test_the_area_of_a_body_is_not_the_body_and_bears_the_code():
    assert linked("ORG", AREA) == {
        "kg:servesArea": (True, ox.NamedNode(AREA)), "rdf:type": (False, term("kg:Area")),
        "skos:notation": (False, ox.Literal("E06000099", datatype=term("kg:gssCode"))),
    }


def test_what_is_no_address_is_kept_in_words():
    assert linked("ORG", "RZZ") == {"dcterms:identifier": (True, ox.Literal("RZZ"))}


def test_every_link_of_the_tables_is_of_a_declared_register():
    links = [(link, row.type) for row in ONTOLOGY.register() for link in row.links]
    assert len(links) > 6000
    assert [link for link, type_ in links if ONTOLOGY.register_of(link, type_) is None] == []


def test_only_addresses_of_things_are_the_same_thing():
    same = {one.address for one in ONTOLOGY.registers if one.property == term("owl:sameAs").value}
    assert same == {"https://sws.geonames.org/", "http://statistics.data.gov.uk/id/statistical-geography/"}


def test_a_body_that_took_over_is_linked_both_ways():
    old, new = Entity("org/old", "ORG", "Old Office", replaced_by=("org/new",)), Entity("org/new", "ORG", "New Office")
    found = {(t.subject.value[-3:], short(t.predicate), t.object.value[-3:])
             for t in triples(build_graph([], [old, new]), ONTOLOGY) if "eplace" in t.predicate.value}
    assert found == {("old", "dcterms:isReplacedBy", "new"), ("new", "dcterms:replaces", "old")}
