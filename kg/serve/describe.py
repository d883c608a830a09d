"""What a graph says of one thing, as triples: what its address gives to a program that asks for RDF."""

from collections.abc import Iterator, Set

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


def describe(store: ox.Store, iri: str, *, most: int, names: bool = True) -> tuple[list[ox.Triple], bool]:
    """The triples of a thing, of the relationships, statements and passages that belong to it, and names of the rest.

    Sorted; nothing where the graph does not know the IRI. There are `most` at most; the second value says whether some
    are left out.
    """
    found: set[ox.Triple] = set()
    for triple in _belonging(store, ox.NamedNode(iri), found, names=names):
        if len(found) == most and triple not in found:
            return sorted(found, key=str), True
        found.add(triple)
    return sorted(found, key=str), False


def _belonging(
    store: ox.Store, node: ox.NamedNode, found: Set[ox.Triple], *, names: bool,
) -> Iterator[ox.Triple]:
    """What is said of a thing, the nearest first; `found` is what the caller has kept of it."""
    yield from _of(store, node)
    for name in _BELONGS:
        for quad in store.quads_for_pattern(None, term(name), node, ox.DefaultGraph()):
            yield from _of(store, quad.subject)
    passages = {term(name) for name in _PASSAGES}
    for triple in [triple for triple in found if triple.predicate in passages]:
        yield from _of(store, triple.object)
    if names:
        yield from _names(store, {triple.object for triple in found if isinstance(triple.object, ox.NamedNode)})


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
