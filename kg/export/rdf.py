"""The graph as RDF: its triples, and the files `graph.ttl`, `graph.nt` and so on.

Every node has an IRI: there are no blank nodes, and no time stamps, so that equal graphs are equal bytes. The terms are
those of `ontology/kg.ttl`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from kg import graph as graphs
from kg.errors import OntologyError
from kg.export.files import write_whole
from kg.export.formats import Format, serialise
from kg.export.links import link_triples
from kg.export.named_graphs import plain_edges
from kg.export.provenance import provenance_triples
from kg.export.terms import DEFAULT_BASE_IRI, ELLIPSIS, Ids, address, day, decimal, literal, term
from kg.model import Document, Entity, Passage, Relationship, Statement, digest
from kg.ontology import PREFIXES, Ontology, RelationType

if TYPE_CHECKING:
    import rdflib

LANGUAGE = "en"  # of labels; foaf:name holds the same name without a language, for simple questions


def triples(
    graph: nx.MultiDiGraph, ontology: Ontology, *, base_iri: str = DEFAULT_BASE_IRI, pipeline: str = "",
) -> Iterator[ox.Triple]:
    """Everything the graph holds; a triple that two things say (a shared passage) comes twice.

    With the fingerprint of the `pipeline` that made it, where the graph comes from too.

    Raises:
        UsageError: `base_iri` is not usable.
        OntologyError: The graph has a type, relation or topic that the vocabulary has not.
    """
    ids = Ids(base_iri)
    for entity in graphs.entities(graph):
        yield from _entity_triples(entity, ontology, ids)
    claims = list(graphs.claims(graph))
    roles = role_labels(claims)
    for relationship in claims:
        yield from _relation_triples(relationship, ontology, ids)
        yield from _relationship_triples(relationship, ontology, ids)
        yield from _membership_triples(relationship, roles, ids)
    for document in graphs.documents(graph):
        yield from _document_triples(document, ids)
        yield from _mention_triples(graph, document, ids)
    for node, document_id, statement in graphs.statements(graph):
        yield from _statement_triples(node, document_id, statement, ontology, ids)
    if pipeline:
        yield from provenance_triples(graphs.documents(graph), ontology, ids, pipeline)


def to_turtle(
    graph: nx.MultiDiGraph, *, ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI, pipeline: str = "",
    format: Format = Format.turtle,
) -> bytes:
    """Turtle in UTF-8, sorted by subject, its type first; or another format."""
    found = triples(graph, ontology, base_iri=base_iri, pipeline=pipeline)
    return serialise(found, format, ontology=ontology, prefixes=dict(PREFIXES) | id_prefixes(ontology, base_iri))


def write_turtle(
    graph: nx.MultiDiGraph, path: Path, *, ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI, pipeline: str = "",
) -> None:
    """Writes `to_turtle` to `path`, whole or not at all; `pipeline` is the build's fingerprint."""
    write_whole(path, to_turtle(graph, ontology=ontology, base_iri=base_iri, pipeline=pipeline))


def write_formats(
    graph: nx.MultiDiGraph, folder: Path, formats: Iterable[Format] = (), *,
    ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI, pipeline: str = "",
) -> None:
    """Writes `graph.ttl`, and in the same way `graph.nt` and so on in the formats asked for.

    A format that an earlier build left in the folder is written too, so that none tells of another graph.
    """
    for format in Format:
        path = folder / f"graph.{format}"
        if format is Format.turtle or format in formats or path.exists():
            made = to_turtle(graph, ontology=ontology, base_iri=base_iri, pipeline=pipeline, format=format)
            write_whole(path, made)


def as_rdflib(found: Iterable[ox.Triple]) -> "rdflib.Graph":
    """Triples in the store of rdflib itself, which is quicker than `to_rdflib` from node to node, as SHACL goes."""
    import rdflib  # a third of a second that a build can do without

    made = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    for triple in found:
        made.add(tuple(_as_rdflib_term(part, rdflib) for part in triple))
    return made


def _as_rdflib_term(part: ox.NamedNode | ox.BlankNode | ox.Literal, rdflib: "rdflib") -> "rdflib.term.Node":
    if isinstance(part, ox.NamedNode):
        return rdflib.URIRef(part.value)
    if isinstance(part, ox.BlankNode):
        return rdflib.BNode(part.value)
    datatype = None if part.language or part.datatype == term("xsd:string") else rdflib.URIRef(part.datatype.value)
    return rdflib.Literal(part.value, lang=part.language, datatype=datatype, normalize=False)


def _entity_triples(entity: Entity, ontology: Ontology, ids: Ids) -> Iterator[ox.Triple]:
    node = ids.iri(entity.id)
    for class_ in _classes(entity, ontology):
        yield ox.Triple(node, term("rdf:type"), ox.NamedNode(class_))
    yield ox.Triple(node, term("foaf:name"), literal(entity.name))
    yield ox.Triple(node, term("skos:prefLabel"), literal(entity.name, LANGUAGE))
    for alias in entity.aliases:
        if alias != entity.name:
            yield ox.Triple(node, term("skos:altLabel"), literal(alias, LANGUAGE))
    for reason in entity.reasons:
        yield ox.Triple(node, term("kg:joinedBecause"), literal(reason))
    yield from link_triples(node, entity, ontology)
    for later in map(ids.iri, entity.replaced_by):
        yield ox.Triple(node, term("dcterms:isReplacedBy"), later)
        yield ox.Triple(later, term("dcterms:replaces"), node)


def _classes(entity: Entity, ontology: Ontology) -> Iterator[str]:
    if entity.type not in ontology.types:
        raise OntologyError(f"{entity.id}: no entity type in kg.ttl has the notation {entity.type!r}")
    type_ = ontology.types[entity.type]
    subtypes = {subtype.name: subtype.iri for subtype in type_.subtypes}
    if entity.subtype and entity.subtype not in subtypes:
        raise OntologyError(f"{entity.id}: kg.ttl has no subtype {entity.subtype!r} of {entity.type}")
    yield type_.iri
    if entity.subtype:
        yield subtypes[entity.subtype]


def _relation_triples(relationship: Relationship, ontology: Ontology, ids: Ids) -> Iterator[ox.Triple]:
    """The plain edge: both ways if the relation is symmetric, and those of its parents."""
    subject, object_ = ids.iri(relationship.subject), ids.iri(relationship.object)
    yield from plain_edges(subject, relationship.type, object_, ontology)


def _relation(name: str, ontology: Ontology) -> RelationType:
    if name not in ontology.relations:
        raise OntologyError(f"no relation in kg.ttl has the notation {name!r}")
    return ontology.relations[name]


def _relationship_triples(relationship: Relationship, ontology: Ontology, ids: Ids) -> Iterator[ox.Triple]:
    node = ids.iri(relationship.id)
    yield ox.Triple(node, term("rdf:type"), term("kg:Relationship"))
    yield ox.Triple(node, term("rdf:subject"), ids.iri(relationship.subject))
    yield ox.Triple(node, term("rdf:predicate"), ox.NamedNode(_relation(relationship.type, ontology).iri))
    yield ox.Triple(node, term("rdf:object"), ids.iri(relationship.object))
    yield ox.Triple(node, term("kg:status"), literal(relationship.status))
    yield ox.Triple(node, term("kg:confidence"), decimal(relationship.confidence))
    for evidence in relationship.evidence:
        yield ox.Triple(node, term("prov:wasDerivedFrom"), ids.iri(f"document/{evidence.document}"))
        yield from _passage_triples(node, "kg:passage", evidence.document, evidence.passage, ids)


def role_labels(claims: Iterable[Relationship]) -> dict[str, str]:
    """One label for each role, whatever the case of its letters."""
    labels: dict[str, str] = {}
    for role in sorted({claim.role for claim in claims if claim.role}):
        labels.setdefault(role.casefold(), role)
    return labels


def _membership_triples(relationship: Relationship, roles: dict[str, str], ids: Ids) -> Iterator[ox.Triple]:
    if not relationship.role:
        return
    node, key = ids.iri(relationship.id), relationship.role.casefold()
    role = ids.iri(f"role/{digest(key)}")
    yield ox.Triple(node, term("rdf:type"), term("org:Membership"))
    yield ox.Triple(node, term("org:member"), ids.iri(relationship.subject))
    yield ox.Triple(node, term("org:organization"), ids.iri(relationship.object))
    yield ox.Triple(node, term("org:role"), role)
    yield ox.Triple(node, term("kg:role"), literal(relationship.role))
    yield ox.Triple(role, term("rdf:type"), term("org:Role"))
    yield ox.Triple(role, term("skos:prefLabel"), literal(roles[key], LANGUAGE))


def _document_triples(document: Document, ids: Ids) -> Iterator[ox.Triple]:
    node = ids.iri(f"document/{document.id}")
    yield ox.Triple(node, term("rdf:type"), term("kg:Document"))
    yield ox.Triple(node, term("dcterms:identifier"), literal(document.id))
    yield ox.Triple(node, term("kg:sha256"), literal(document.sha256))
    if document.title:
        yield ox.Triple(node, term("dcterms:title"), literal(document.title))
    if document.author:
        yield ox.Triple(node, term("kg:author"), literal(document.author))
    if document.date:
        yield ox.Triple(node, term("dcterms:date"), day(document.date))
    if document.address:
        yield ox.Triple(node, term("dcterms:source"), address(document.address))


def _mention_triples(graph: nx.MultiDiGraph, document: Document, ids: Ids) -> Iterator[ox.Triple]:
    node = f"document/{document.id}"
    for _, entity, kind in graph.out_edges(node, data="kind"):
        if kind == "mentions":
            yield ox.Triple(ids.iri(node), term("kg:mentions"), ids.iri(entity))


def _statement_triples(
    id_: str, document: str, statement: Statement, ontology: Ontology, ids: Ids,
) -> Iterator[ox.Triple]:
    node = ids.iri(id_)
    yield ox.Triple(node, term("rdf:type"), term("kg:Statement"))
    yield ox.Triple(node, term("prov:wasQuotedFrom"), ids.iri(f"document/{document}"))
    yield ox.Triple(node, term("kg:kind"), literal(statement.kind))
    yield ox.Triple(node, term("kg:content"), literal(ELLIPSIS.join(part.text for part in statement.content)))
    if statement.cue:
        yield ox.Triple(node, term("kg:cue"), literal(statement.cue))
    yield from _speaker_triples(node, statement, ids)
    for entity in statement.about:
        yield ox.Triple(node, term("kg:about"), ids.iri(entity))
    for topic in statement.topics:
        yield ox.Triple(node, term("kg:topic"), _topic(topic, ontology))
    yield from _passage_triples(node, "kg:passage", document, statement.evidence, ids)
    for part in statement.content:
        yield from _passage_triples(node, "kg:contentPassage", document, part, ids)
    if statement.speaker_span:
        yield from _passage_triples(node, "kg:speakerPassage", document, statement.speaker_span, ids)


def _speaker_triples(node: ox.NamedNode, statement: Statement, ids: Ids) -> Iterator[ox.Triple]:
    if statement.speaker:
        yield ox.Triple(node, term("kg:speaker"), ids.iri(statement.speaker))
    elif statement.speaker_text:
        yield ox.Triple(node, term("kg:speakerText"), literal(statement.speaker_text))


def _topic(name: str, ontology: Ontology) -> ox.NamedNode:
    for topic in ontology.topics:
        if topic.id == name:
            return ox.NamedNode(topic.iri)
    raise OntologyError(f"topics.ttl has no topic {name!r}")


def _passage_triples(
    node: ox.NamedNode, link: str, document: str, passage: Passage, ids: Ids,
) -> Iterator[ox.Triple]:
    place = ids.passage(document, passage)
    yield ox.Triple(node, term(link), place)
    yield ox.Triple(place, term("rdf:type"), term("kg:Passage"))
    yield ox.Triple(place, term("oa:hasSource"), ids.iri(f"document/{document}"))
    yield ox.Triple(place, term("oa:exact"), literal(passage.text))
    yield ox.Triple(place, term("kg:start"), ox.Literal(passage.start))
    yield ox.Triple(place, term("kg:end"), ox.Literal(passage.end))


def id_prefixes(ontology: Ontology, base_iri: str) -> dict[str, str]:
    """`person:anna-marsh` for people read the file; a name that a vocabulary has already gets "-id"."""
    kinds = [*(type_.prefix for type_ in ontology.types.values()), "relationship", "role", "statement"]
    return {f"{kind}-id" if kind in PREFIXES else kind: f"{base_iri}{kind}/" for kind in sorted(kinds)}
