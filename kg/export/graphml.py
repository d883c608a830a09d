"""The graph -> GraphML for Gephi, Cytoscape and networkx: entities as nodes, relations and talk as edges.

Everything is flattened to text and numbers. An edge is a relationship (its weight: the passages it stands on) or says
that one entity spoke about another (its weight: the statements).
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export.counts import Counts, entity_counts
from kg.export.files import write_whole
from kg.export.tables import subtype_label
from kg.graph import claims, entities, statements
from kg.model import Entity, Relationship, digest
from kg.ontology import Ontology

SPOKE_ABOUT = "spoke about"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def write_graphml(graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology) -> None:
    """Writes the flattened graph; in its texts any run of white space, and of characters that XML forbids, is a space.

    The ids of attributes are their names: Gephi would take the `d3` and `d7` that networkx counts to for labels. So no
    name is both a node's and an edge's, and an edge's label is `edgelabel`, which Gephi knows too.
    """
    buffer = io.BytesIO()
    nx.write_graphml_xml(flattened(graph, ontology=ontology), buffer, named_key_ids=True)
    write_whole(Path(path), buffer.getvalue() + b"\n")


def flattened(graph: nx.MultiDiGraph, *, ontology: Ontology) -> nx.MultiDiGraph:
    """Entities and the edges between them, with text and numbers for attributes."""
    flat = nx.MultiDiGraph()
    counts = entity_counts(graph)
    for entity in entities(graph):
        flat.add_node(entity.id, **_clean(_node(entity, counts[entity.id], ontology)))
    for relationship in claims(graph):
        attributes = _clean(_edge(relationship, ontology))
        flat.add_edge(relationship.subject, relationship.object, key=relationship.id, **attributes)
    for speaker, about, count in _talk(graph):
        key = f"talk/{digest(speaker, about)}"
        flat.add_edge(speaker, about, key=key, edgelabel=SPOKE_ABOUT, relation=SPOKE_ABOUT, weight=count)
    return flat


def _node(entity: Entity, counts: Counts, ontology: Ontology) -> dict[str, Any]:
    return {
        "label": entity.name,
        "type": ontology.types[entity.type].label,
        "subtype": subtype_label(entity, ontology),
        "aliases": " | ".join(entity.aliases),
        "mentions": counts.mentions,
        "documents": counts.documents,
        "relationships": counts.relationships,
        "said": counts.said,
        "about": counts.about,
    }


def _edge(relationship: Relationship, ontology: Ontology) -> dict[str, Any]:
    relation = ontology.relations[relationship.type]
    return {
        "edgelabel": relation.label,
        "relation": relationship.type,
        "role": relationship.role,
        "status": relationship.status,
        "confidence": round(relationship.confidence, 4),
        "symmetric": relation.symmetric,
        "weight": len(relationship.evidence),
    }


def _talk(graph: nx.MultiDiGraph) -> Iterator[tuple[str, str, int]]:
    """(speaker, whom or what they spoke about, number of statements)."""
    pairs = Counter(
        (statement.speaker, about)
        for _, _, statement in statements(graph) if statement.speaker
        for about in set(statement.about)
    )
    for (speaker, about), count in sorted(pairs.items()):
        yield speaker, about, count


def _clean(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _line(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _line(text: str) -> str:
    return " ".join(_ILLEGAL.sub(" ", text).split())
