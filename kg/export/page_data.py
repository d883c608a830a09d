"""The graph -> what the page shows, as lists that refer to each other by number.

Numbers, because ids and names come from documents: as keys of objects in a script a name such as `__proto__` would be
more than a name. Entities come in the order of their weight, so that the first N are the N most central ones.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import networkx as nx

from kg import graph as kg_graph
from kg.export.implied import without_implied
from kg.export.network import SHAPES, START, STATUSES, network, relation_lines, said_lines, weights
from kg.export.page_terms import page_terms
from kg.export.passages import Places, copied, marks, spread
from kg.export.terms import DEFAULT_BASE_IRI
from kg.model import Document, Entity, Evidence, Relationship, Statement
from kg.ontology import Ontology


def page_data(graph: nx.MultiDiGraph, *, ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI) -> dict[str, Any]:
    """All that the page shows, as values that JSON can hold; equal graphs give equal values in equal order."""
    index = _Index(graph, ontology)
    lines = relation_lines(index.claims, index.numbers, ontology) | said_lines(index.said, index.numbers)
    return {
        "start": START,
        "types": [
            {"name": name, "label": index.type_label(name), "shape": SHAPES[number % len(SHAPES)]}
            for number, name in enumerate(index.types)
        ],
        "relations": [_relation_type(name, ontology) for name in index.relations],
        "statuses": index.statuses,
        "topics": [{"name": name, "label": index.topic_labels.get(name, name)} for name in index.topics],
        "documents": [_document(document, index) for document in index.documents],
        "entities": [_entity(entity, index) for entity in index.entities],
        "relationships": [_relationship(claim, index) for claim in index.claims],
        "statements": [_statement(document, made, index) for _, document, made in index.said],
        "lines": [_line(name, status, items, index) for (_, _, name, status), items in sorted(lines.items())],
        "terms": page_terms(graph, index, ontology=ontology, base_iri=base_iri),
        "network": network(graph, index.claims, index.entities, lines, types=index.types, ontology=ontology),
    }


@dataclass(frozen=True)
class _Index:
    """The lists of the page and the places of things in them."""

    graph: nx.MultiDiGraph
    ontology: Ontology

    @cached_property
    def claims(self) -> list[Relationship]:
        return list(_folded(list(kg_graph.claims(self.graph)), self.ontology))

    @cached_property
    def said(self) -> list[tuple[str, str, Statement]]:
        return list(kg_graph.statements(self.graph))

    @cached_property
    def documents(self) -> list[Document]:
        return list(kg_graph.documents(self.graph))

    @cached_property
    def entities(self) -> list[Entity]:
        heavy = weights(self.graph, self.claims)
        return sorted(kg_graph.entities(self.graph), key=lambda entity: (-heavy[entity.id], entity.id))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {entity.id: number for number, entity in enumerate(self.entities)}

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {document.id: number for number, document in enumerate(self.documents)}

    @cached_property
    def topic_labels(self) -> Mapping[str, str]:
        return {topic.id: topic.label for topic in self.ontology.topics}

    @cached_property
    def topics(self) -> list[str]:
        return sorted({topic for _, _, made in self.said for topic in made.topics})

    @cached_property
    def types(self) -> list[str]:
        return _names(self.ontology.types, (entity.type for entity in self.entities))

    @cached_property
    def relations(self) -> list[str]:
        return _names(self.ontology.relations, (claim.type for claim in self.claims))

    @cached_property
    def statuses(self) -> list[str]:
        return _names(STATUSES, (claim.status for claim in self.claims))

    def type_label(self, name: str) -> str:
        known = self.ontology.types.get(name)
        return known.label if known else name

    def subtype_label(self, entity: Entity) -> str:
        known = self.ontology.types.get(entity.type)
        labels = {sub.name: sub.label for sub in known.subtypes} if known else {}
        return labels.get(entity.subtype, entity.subtype)

    @cached_property
    def texts(self) -> Mapping[str, Places]:
        return {document.id: Places(document.text) for document in self.documents}


def _folded(claims: list[Relationship], ontology: Ontology) -> Iterator[Relationship]:
    """Each claim once: what a narrower relation implies lends that one the words of its role, and is not drawn."""
    kept = without_implied(claims, ontology)
    roles: dict[tuple[str, str, str], list[Relationship]] = {}
    for claim in sorted(set(claims) - set(kept)):
        roles.setdefault((claim.subject, claim.object, claim.status), []).append(claim)
    for claim in kept:
        found = [
            other.role for other in roles.get((claim.subject, claim.object, claim.status), ())
            if set(other.evidence) <= set(claim.evidence)
        ]
        words = {role.casefold(): role for role in (claim.role, *found) if role}
        yield replace(claim, role=", ".join(words.values()))


def _names(known: Iterable[str], found: Iterable[str]) -> list[str]:
    """The names that the vocabulary has, then those that only the graph has."""
    ordered = list(known)
    return ordered + sorted(set(found) - set(ordered))


def _relation_type(name: str, ontology: Ontology) -> dict[str, Any]:
    known = ontology.relations.get(name)
    if known is None:
        return {"name": name, "label": name, "inverse": name, "symmetric": False}
    return {"name": name, "label": known.label, "inverse": known.inverse_label, "symmetric": known.symmetric}


def _entity(entity: Entity, index: _Index) -> dict[str, Any]:
    found = [(node, data["count"]) for node, _, data in index.graph.in_edges(entity.id, data=True)
             if data["kind"] == "mentions"]
    return {
        "id": entity.id, "name": entity.name, "type": index.types.index(entity.type),
        "subtype": index.subtype_label(entity), "aliases": list(entity.aliases), "links": list(entity.links),
        "reasons": list(entity.reasons),
        "documents": sorted([index.places[index.graph.nodes[node]["document"].id], count] for node, count in found),
    }


def _document(document: Document, index: _Index) -> dict[str, Any]:
    """A document with its text, once; mentions and passages are places in it, counted as a script counts."""
    place = index.texts[document.id]
    clusters = index.graph.nodes[f"document/{document.id}"]["clusters"]
    return {
        "id": document.id, "title": document.title, "date": document.date, "address": document.address,
        "text": document.text,
        "mentions": [
            [index.numbers[entity], place(start), place(end)]
            for start, end, entity in sorted((m.start, m.end, c.id) for c in clusters for m in c.mentions)
        ],
    }


def _relationship(claim: Relationship, index: _Index) -> dict[str, Any]:
    return {
        "type": index.relations.index(claim.type),
        "from": index.numbers[claim.subject], "to": index.numbers[claim.object],
        "role": claim.role, "status": index.statuses.index(claim.status), "confidence": round(claim.confidence, 3),
        "passages": [_passage(found, index) for found in claim.evidence],
    }


def _passage(found: Evidence, index: _Index) -> dict[str, Any]:
    """Where a passage stands; `parts` are its words where the text does not hold them."""
    text = index.texts[found.document]
    held = text.hold(found.passage)
    shown = {"at": text.around(found.passage.start, found.passage.end)} if held else {"parts": copied(found.passage)}
    return {"document": index.places[found.document], **shown}


def _statement(document: str, made: Statement, index: _Index) -> dict[str, Any]:
    return {
        "speaker": index.numbers[made.speaker] if made.speaker else -1, "source": made.speaker_text,
        "about": [index.numbers[entity] for entity in made.about], "kind": made.kind, "cue": made.cue,
        "topics": [index.topics.index(topic) for topic in made.topics],
        "document": index.places[document], **_said(made, index.texts[document]),
    }


def _said(made: Statement, text: Places) -> dict[str, Any]:
    """Where a statement stands, and where in it what was said, the cue and the source; or the words, as above."""
    if not text.hold(made.evidence):
        return {"parts": copied(made.evidence, made.content)}
    return {
        "at": text.around(*spread(made)),
        "marks": [[kind, text(start), text(end)] for kind, start, end in marks(text.text, made)],
    }


def _line(name: str, status: str, items: list[int], index: _Index) -> dict[str, Any]:
    """One drawn line: `items` are numbers of relationships or, where `relation` is -1, of statements."""
    if not name:
        return {"relation": -1, "status": -1, "items": items}
    return {"relation": index.relations.index(name), "status": index.statuses.index(status), "items": items}
