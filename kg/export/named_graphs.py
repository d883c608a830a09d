"""Which triples belong to which document: one named graph a document, called by the document's IRI.

A document's graph holds what the document is and mentions, its passages, its statements, and each relationship that it
supports with those of its passages that are in this document. A relationship that several documents support is in the
graph of each. What belongs to no document (entities, roles, the graph itself) is in the default graph. All graphs
together hold exactly the triples that were given.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.export.terms import term
from kg.ontology import Ontology

Node = ox.NamedNode | ox.BlankNode
_DEFAULT = ox.DefaultGraph()


def quads(found: Iterable[ox.Triple], ontology: Ontology) -> Iterator[ox.Quad]:
    """The triples in their graphs; one that belongs to several comes once for each."""
    known = list(found)
    homes = _homes(known)
    edges = _edges(known, homes, ontology)
    for triple in known:
        for graph in sorted(_graphs(triple, homes, edges), key=str) or [_DEFAULT]:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _homes(found: list[ox.Triple]) -> dict[Node, set[Node]]:
    """The documents that a document, a passage, a statement or a relationship belongs to."""
    documents = {triple.subject for triple in found if _is(triple, "rdf:type", "kg:Document")}
    homes: dict[Node, set[Node]] = defaultdict(set, {document: {document} for document in documents})
    links = {term("oa:hasSource"), term("prov:wasQuotedFrom"), term("prov:wasDerivedFrom")}
    for triple in found:
        if triple.predicate in links and triple.object in documents:
            homes[triple.subject].add(triple.object)
    for triple in found:
        if _is(triple, "rdf:type", "kg:Graph"):  # it is derived from all of them and belongs to none
            homes.pop(triple.subject, None)
    return homes


def _edges(found: list[ox.Triple], homes: dict[Node, set[Node]], ontology: Ontology) -> dict[ox.Triple, set[Node]]:
    """The plain edges that each relationship stands for, and the documents that support them."""
    ends: dict[Node, dict[Node, Node]] = defaultdict(dict)
    for triple in found:
        if triple.predicate in (term("rdf:subject"), term("rdf:predicate"), term("rdf:object")):
            ends[triple.subject][triple.predicate] = triple.object
    names = {relation.iri: name for name, relation in ontology.relations.items()}
    edges: dict[ox.Triple, set[Node]] = defaultdict(set)
    for node, parts in ends.items():
        relation = parts.get(term("rdf:predicate"))
        if len(parts) == 3 and relation.value in names:
            subject, object_ = parts[term("rdf:subject")], parts[term("rdf:object")]
            for edge in plain_edges(subject, names[relation.value], object_, ontology):
                edges[edge] |= homes.get(node, set())
    return edges


def plain_edges(subject: Node, name: str, object_: Node, ontology: Ontology) -> Iterator[ox.Triple]:
    """The edges of a relation of this name: both ways if it is symmetric, and those of its parents.

    Raises:
        OntologyError: The vocabulary has no such relation.
    """
    while name:
        if name not in ontology.relations:
            raise OntologyError(f"no relation in kg.ttl has the notation {name!r}")
        relation = ontology.relations[name]
        yield ox.Triple(subject, ox.NamedNode(relation.iri), object_)
        if relation.symmetric:
            yield ox.Triple(object_, ox.NamedNode(relation.iri), subject)
        name = relation.parent


def _graphs(triple: ox.Triple, homes: dict[Node, set[Node]], edges: dict[ox.Triple, set[Node]]) -> set[Node]:
    own = homes.get(triple.subject, set())
    if triple.predicate == term("prov:wasDerivedFrom") and triple.object in own:
        return {triple.object}
    if triple.predicate == term("kg:passage"):
        return own & homes.get(triple.object, own)
    return own or edges.get(triple, set())


def _is(triple: ox.Triple, predicate: str, object_: str) -> bool:
    return triple.predicate == term(predicate) and triple.object == term(object_)
