"""Annotations and entities -> the graph, a `networkx.MultiDiGraph` that every export is written from.

Nodes are keyed by id and hold one value under the name of their kind:

    "org/nhs-england"    kind="entity",    entity=Entity
    "statement/1f0c…"    kind="statement", statement=Statement, document="press-release"
    "document/reports/a" kind="document",  document=Document, clusters=(Cluster, ...)

Edges, with what their key says:

    entity    -> entity     key=Relationship.id, kind="relation", relationship=Relationship
    entity    -> statement  key="said",     kind="said"
    statement -> entity     key="about",    kind="about"
    document  -> entity     key="mentions", kind="mentions", count=number of mentions
    document  -> statement  key="reports",  kind="reports"

A symmetric relation is one edge here; what is written both ways is the export's business. Ids in the values are entity
ids: the annotations are resolved ones. Nodes and edges are added in sorted order, so that equal input iterates equally.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import networkx as nx

from kg.model import Annotation, Document, Entity, Evidence, Relation, Relationship, Statement, digest


def build_graph(annotations: Iterable[Annotation], entities: Iterable[Entity]) -> nx.MultiDiGraph:
    """The graph of resolved annotations; every id in them must be one of `entities`."""
    graph = nx.MultiDiGraph()
    for entity in sorted(entities):
        graph.add_node(entity.id, kind="entity", entity=entity)
    ordered = sorted(annotations, key=lambda annotation: annotation.document.id)
    for annotation in ordered:
        _add_document(graph, annotation)
    for relationship in relationships(ordered):
        graph.add_edge(
            relationship.subject, relationship.object, key=relationship.id, kind="relation", relationship=relationship,
        )
    return graph


def entities(graph: nx.MultiDiGraph) -> Iterator[Entity]:
    """The entities of a graph, in order of their ids."""
    for _, entity in sorted(graph.nodes(data="entity")):
        if entity is not None:
            yield entity


def documents(graph: nx.MultiDiGraph) -> Iterator[Document]:
    """The documents of a graph, in order of their ids."""
    for _, document in sorted(graph.nodes(data="document"), key=lambda item: item[0]):
        if isinstance(document, Document):
            yield document


def claims(graph: nx.MultiDiGraph) -> Iterator[Relationship]:
    """The relationships of a graph, in order of type, subject and object."""
    yield from sorted(edge for _, _, edge in graph.edges(data="relationship") if edge is not None)


def statements(graph: nx.MultiDiGraph) -> Iterator[tuple[str, str, Statement]]:
    """(node, document id, statement) in order of document and place."""
    nodes = ((node, data) for node, data in graph.nodes(data=True) if data["kind"] == "statement")
    found = ((node, data["document"], data["statement"]) for node, data in nodes)
    yield from sorted(found, key=lambda item: (item[1], item[2].content[0].start, item[0]))


def relationships(annotations: Iterable[Annotation]) -> Iterator[Relationship]:
    """One relationship for each claim, with the passages of all documents that make it."""
    passages: dict[tuple[str, str, str, str], list[tuple[Evidence, Relation]]] = defaultdict(list)
    for annotation in annotations:
        for relation in annotation.relations:
            evidence = Evidence(annotation.document.id, relation.evidence, relation.pattern)
            key = (relation.type, relation.subject, relation.object, relation.role.casefold())
            passages[key].append((evidence, relation))
    for (type_, subject, object_, _), found in sorted(passages.items()):
        yield Relationship(
            type=type_, subject=subject, object=object_,
            role=min(relation.role for _, relation in found),
            status=_most_common(relation.status for _, relation in found),
            confidence=max(relation.confidence for _, relation in found),
            evidence=tuple(sorted({evidence for evidence, _ in found})),
        )


def _add_document(graph: nx.MultiDiGraph, annotation: Annotation) -> None:
    node = f"document/{annotation.document.id}"
    graph.add_node(node, kind="document", document=annotation.document, clusters=annotation.clusters)
    for cluster in annotation.clusters:
        graph.add_edge(node, cluster.id, key="mentions", kind="mentions", count=len(cluster.mentions))
    for statement in annotation.statements:
        _add_statement(graph, node, annotation.document.id, statement)


def _add_statement(graph: nx.MultiDiGraph, document_node: str, document: str, statement: Statement) -> None:
    first = statement.content[0]
    node = f"statement/{digest(document, str(first.start), str(first.end), first.text)}"
    graph.add_node(node, kind="statement", statement=statement, document=document)
    graph.add_edge(document_node, node, key="reports", kind="reports")
    if statement.speaker:
        graph.add_edge(statement.speaker, node, key="said", kind="said")
    for entity in statement.about:
        graph.add_edge(node, entity, key="about", kind="about")


def _most_common(statuses: Iterable[str]) -> str:
    counts = Counter(statuses)
    return min(counts, key=lambda status: (-counts[status], status))
