"""What a graph says of one thing, as triples: what its address gives to a program that asks for RDF."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.terms import term
from kg.ontology import PREFIXES

FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}
"""The media types that a thing can be had in."""

# Who points at a thing by one of these belongs to what is said of it: relationships, statements, a document's passages.
_BELONGS = (
    "rdf:subject", "rdf:object", "kg:speaker", "kg:about", "prov:wasQuotedFrom", "prov:wasDerivedFrom", "oa:hasSource",
)
_PASSAGES = ("kg:passage", "kg:contentPassage", "kg:speakerPassage")
_LABELS = ("foaf:name", "skos:prefLabel", "dcterms:title")


def describe(store: ox.Store, iri: str) -> list[ox.Triple]:
    """The triples of a thing, of the relationships, statements and passages that belong to it, and names of the rest.

    Sorted; nothing where the graph does not know the IRI.
    """
    node = ox.NamedNode(iri)
    found = set(_of(store, node))
    for name in _BELONGS:
        for quad in store.quads_for_pattern(None, term(name), node, ox.DefaultGraph()):
            found.update(_of(store, quad.subject))
    for triple in [triple for triple in found if triple.predicate in map(term, _PASSAGES)]:
        found.update(_of(store, triple.object))
    found.update(_names(store, {triple.object for triple in found if isinstance(triple.object, ox.NamedNode)}))
    return sorted(found, key=str)


def serialize(triples: list[ox.Triple], media_type: str) -> bytes:
    """The triples in one of `FORMATS`, with the prefixes of the vocabulary where the format has such."""
    format_ = FORMATS[media_type]
    return ox.serialize(triples, format=format_, prefixes=None if format_ == ox.RdfFormat.N_TRIPLES else dict(PREFIXES))


def _of(store: ox.Store, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Triple]:
    for quad in store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
        yield quad.triple


def _names(store: ox.Store, nodes: set[ox.NamedNode]) -> Iterator[ox.Triple]:
    for node in nodes:
        for name in _LABELS:
            for quad in store.quads_for_pattern(node, term(name), None, ox.DefaultGraph()):
                yield quad.triple
