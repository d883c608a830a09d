"""A part of the graph, rebuilt from a store in the form that the exports take, to draw an answer.

The part holds the entities that an answer names, the relationships among them with their passages, the statements it
names, and those that one of its entities makes about another. The texts of documents are not in RDF: what a page shows
are the passages themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import networkx as nx
import pyoxigraph as ox

from kg.errors import FormatError, QueryError
from kg.export.terms import DEFAULT_BASE_IRI, Ids, term
from kg.model import Document, Entity, Evidence, Passage, Relationship, Statement
from kg.ontology import PREFIXES, Ontology
from kg.query.store import base_iri

_DEFAULT_GRAPH = ox.DefaultGraph()


def subgraph(store: ox.Store, iris: Iterable[str], ontology: Ontology) -> nx.MultiDiGraph:
    """The graph of what the IRIs name; those that name nothing in the store are passed over.

    Raises:
        QueryError: No entity, statement or relationship is among them.
        FormatError: The graph lacks what one of kg build says; the message names the node.
    """
    reader = _Reader(store, ontology)
    nodes = {ox.NamedNode(iri) for iri in iris if reader.is_known(iri)}
    named = [node for node in nodes if reader.is_a(node, "kg:Statement")]
    ends = [end for node in nodes for end in reader.ends(node)]
    members = {node for node in (*nodes, *ends) if reader.is_entity(node)}
    if not members:
        raise QueryError("there is nothing to draw: the answer holds no IRI of an entity, select one beside its name")
    statements = {*named, *reader.statements_among(members)}
    graph = nx.MultiDiGraph()
    for entity in sorted(map(reader.entity, members)):
        graph.add_node(entity.id, kind="entity", entity=entity)
    for relationship in sorted(map(reader.relationship, reader.relationships_among(members))):
        graph.add_edge(
            relationship.subject, relationship.object, key=relationship.id, kind="relation", relationship=relationship,
        )
    _add_statements(graph, statements, reader)
    _add_documents(graph, reader)
    return graph


def _add_statements(graph: nx.MultiDiGraph, nodes: Iterable[ox.NamedNode], reader: "_Reader") -> None:
    for node in sorted(nodes, key=lambda node: node.value):
        id_, whole = reader.id(node), reader.statement(node)
        statement = replace(whole, about=tuple(entity for entity in whole.about if entity in graph))
        document = reader.document(reader.required(node, "prov:wasQuotedFrom"))
        graph.add_node(id_, kind="statement", statement=statement, document=document.id)
        if statement.speaker in graph:
            graph.add_edge(statement.speaker, id_, key="said", kind="said")
        for entity in statement.about:
            graph.add_edge(id_, entity, key="about", kind="about")


def _add_documents(graph: nx.MultiDiGraph, reader: "_Reader") -> None:
    """The documents that what is drawn stands on, with the drawn entities that they mention."""
    said = [(node, data["document"]) for node, data in graph.nodes(data=True) if data["kind"] == "statement"]
    for iri, document in sorted(reader.documents.items()):
        node = f"document/{document.id}"
        graph.add_node(node, kind="document", document=document, clusters=())
        for mentioned in map(reader.id, reader.all(ox.NamedNode(iri), "kg:mentions")):
            if mentioned in graph:
                graph.add_edge(node, mentioned, key="mentions", kind="mentions", count=1)
        for statement, of in said:
            if of == document.id:
                graph.add_edge(node, statement, key="reports", kind="reports")


class _Reader:
    """Values of the model, read from the triples of a store."""

    def __init__(self, store: ox.Store, ontology: Ontology) -> None:
        self._store = store
        self._ontology = ontology
        self._types = {type_.iri: type_.name for type_ in ontology.types.values()}
        self._subtypes = {sub.iri: sub.name for type_ in ontology.types.values() for sub in type_.subtypes}
        self._relations = {relation.iri: relation.name for relation in ontology.relations.values()}
        self._topics = {topic.iri: topic.id for topic in ontology.topics}
        self._links = sorted({register.property for register in ontology.registers})
        self.documents: dict[str, Document] = {}

    @cached_property
    def _ids(self) -> Ids:
        return Ids(base_iri(self._store) or DEFAULT_BASE_IRI)

    def id(self, node: ox.NamedNode) -> str:
        """The id that an IRI was made of; one of somebody else is its own id."""
        return self._ids.id_of(node.value)

    def all(self, node: ox.NamedNode, name: str) -> list[ox.NamedNode | ox.Literal]:
        """The objects of a property, by its prefixed name or IRI, sorted."""
        property_ = term(name) if name.partition(":")[0] in PREFIXES else ox.NamedNode(name)
        found = self._store.quads_for_pattern(node, property_, None, _DEFAULT_GRAPH)
        return sorted((quad.object for quad in found), key=str)

    def one(self, node: ox.NamedNode, name: str) -> ox.NamedNode | ox.Literal | None:
        """The first of `all`, or None."""
        return next(iter(self.all(node, name)), None)

    def required(self, node: ox.NamedNode, name: str) -> ox.NamedNode | ox.Literal:
        """The first of `all`.

        Raises:
            FormatError: There is none, as in a graph that kg build did not write.
        """
        found = self.one(node, name)
        if found is None:
            raise FormatError(f"{node.value} has no {name}, so it cannot be drawn: is this a graph of kg build?")
        return found

    def text(self, node: ox.NamedNode, name: str) -> str:
        """The words of the first of `all`, or nothing."""
        found = self.one(node, name)
        return found.value if found is not None else ""

    def is_known(self, iri: str) -> bool:
        """Whether the words are an IRI that the graph says something of."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        return any(True for _ in self._store.quads_for_pattern(node, None, None, _DEFAULT_GRAPH))

    def is_a(self, node: ox.NamedNode, name: str) -> bool:
        """Whether a node has a type."""
        return ox.Quad(node, term("rdf:type"), term(name)) in self._store

    def is_entity(self, node: ox.NamedNode) -> bool:
        """Whether a node has one of the vocabulary's entity types."""
        return any(type_.value in self._types for type_ in self.all(node, "rdf:type"))

    def ends(self, node: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """What a relationship joins, or whom and what a statement is by and about."""
        for name in ("rdf:subject", "rdf:object", "kg:speaker", "kg:about"):
            yield from self.all(node, name)

    def relationships_among(self, members: set[ox.NamedNode]) -> Iterator[ox.NamedNode]:
        """Relationships with both ends in a set."""
        for member in members:
            for quad in self._store.quads_for_pattern(None, term("rdf:subject"), member, _DEFAULT_GRAPH):
                if self.one(quad.subject, "rdf:object") in members:
                    yield quad.subject

    def statements_among(self, members: set[ox.NamedNode]) -> Iterator[ox.NamedNode]:
        """Statements that one of a set makes about another."""
        for member in members:
            for quad in self._store.quads_for_pattern(None, term("kg:about"), member, _DEFAULT_GRAPH):
                if self.one(quad.subject, "kg:speaker") in members:
                    yield quad.subject

    def entity(self, node: ox.NamedNode) -> Entity:
        """The entity of a node."""
        classes = [type_.value for type_ in self.all(node, "rdf:type")]
        links = [link.value for name in self._links for link in self.all(node, name)]
        return Entity(
            self.id(node), next(self._types[iri] for iri in classes if iri in self._types),
            self.text(node, "foaf:name"), tuple(alias.value for alias in self.all(node, "skos:altLabel")),
            next((self._subtypes[iri] for iri in classes if iri in self._subtypes), ""), tuple(sorted(set(links))),
            reasons=tuple(reason.value for reason in self.all(node, "kg:joinedBecause")),
        )

    def relationship(self, node: ox.NamedNode) -> Relationship:
        """The relationship of a node, with its passages."""
        predicate = self.text(node, "rdf:predicate")
        if predicate not in self._relations:
            told = f"{predicate or 'nothing'} is no relation of the vocabulary"
            raise FormatError(f"{node.value} cannot be drawn: {told}")
        return Relationship(
            type=self._relations[predicate], subject=self.id(self.one(node, "rdf:subject")),
            object=self.id(self.one(node, "rdf:object")), role=self.text(node, "kg:role"),
            status=self.text(node, "kg:status"), confidence=float(self.text(node, "kg:confidence") or 1),
            evidence=tuple(sorted(map(self.evidence, self.all(node, "kg:passage")))),
        )

    def statement(self, node: ox.NamedNode) -> Statement:
        """The statement of a node."""
        spans = [self.passage(place) for place in self.all(node, "kg:speakerPassage")]
        speaker = self.one(node, "kg:speaker")
        self.required(node, "kg:contentPassage")
        about = (entity for entity in self.all(node, "kg:about") if self.is_entity(entity))
        return Statement(
            self.text(node, "kg:kind"), tuple(sorted(map(self.passage, self.all(node, "kg:contentPassage")))),
            self.passage(self.required(node, "kg:passage")), self.text(node, "kg:cue"),
            self.id(speaker) if speaker is not None else "", self.text(node, "kg:speakerText"),
            spans[0] if spans else None, tuple(map(self.id, about)),
            tuple(self._topics[topic.value] for topic in self.all(node, "kg:topic") if topic.value in self._topics),
        )

    def evidence(self, place: ox.NamedNode) -> Evidence:
        """A passage with the document it stands in."""
        return Evidence(self.document(self.required(place, "oa:hasSource")).id, self.passage(place))

    def passage(self, place: ox.NamedNode) -> Passage:
        """The passage of a node."""
        start, end = self.required(place, "kg:start").value, self.required(place, "kg:end").value
        if not (start.isdecimal() and end.isdecimal()):
            raise FormatError(f"{place.value} cannot be drawn: expected numbers, got {start!r} to {end!r}")
        return Passage(int(start), int(end), self.text(place, "oa:exact"))

    def document(self, node: ox.NamedNode) -> Document:
        """The document of a node, without its text; it is remembered in `documents`."""
        if node.value not in self.documents:
            self.documents[node.value] = Document(
                self.text(node, "dcterms:identifier"), "", title=self.text(node, "dcterms:title"),
                date=self.text(node, "dcterms:date"), author=self.text(node, "kg:author"),
                address=self.text(node, "dcterms:source"),
            )
        return self.documents[node.value]
