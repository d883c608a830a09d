"""What the page needs to write its visible part as Turtle: terms and ids of `graph.ttl`, beside the page's own lists.

Terms stand as Turtle writes them (`kg:chairs`, or an IRI in angle brackets), so that the script only joins them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import networkx as nx

from kg import graph as kg_graph
from kg.export.implied import without_implied
from kg.export.passages import CONTENT, SPEAKER, Places, marks, spread
from kg.export.rdf import id_prefixes, role_labels
from kg.export.terms import DEFAULT_BASE_IRI
from kg.model import Relationship, Statement, digest
from kg.ontology import PREFIXES, Ontology

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")  # names that Turtle takes as they are


class Lists(Protocol):
    """The lists of the page that these stand beside."""

    types: Sequence[str]
    relations: Sequence[str]
    topics: Sequence[str]
    numbers: Mapping[str, int]


def page_terms(
    graph: nx.MultiDiGraph, lists: Lists, *, ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI,
) -> dict[str, Any]:
    """Lists beside those of the page: the term of each type, relation and topic, the id of each relationship and so on.

    `roles` holds words, id and label of each role, and `role` the place of a relationship's role there, or -1.
    """
    found = list(kg_graph.claims(graph))
    kept = without_implied(found, ontology)
    labels = role_labels(found)
    roles = sorted({claim.role for claim in found if claim.role})
    said = list(kg_graph.statements(graph))
    texts = {one.id: Places(one.text) for one in kg_graph.documents(graph)}
    return {
        "base": base_iri,
        "prefixes": [list(pair) for pair in sorted({**PREFIXES, **id_prefixes(ontology, base_iri)}.items())],
        "types": [_type(name, ontology) for name in lists.types],
        "relations": [_chain(name, ontology) for name in lists.relations],
        "topics": _topics(lists.topics, ontology),
        "registers": [
            {"address": one.address, "type": lists.types.index(one.type) if one.type else -1,
             "property": short(one.property), "code": short(one.code_type) if one.code_type else "",
             "label": one.code_label or one.label, "name": one.label}
            for one in ontology.registers
        ],
        "relationships": [_tail(claim.id) for claim in kept],
        "roles": [[words, digest(words.casefold()), labels[words.casefold()]] for words in roles],
        "role": [roles.index(claim.role) if claim.role else -1 for claim in kept],
        "implied": [
            {"by": number, "id": _tail(claim.id), "type": lists.relations.index(claim.type),
             "role": roles.index(claim.role) if claim.role else -1, "confidence": round(claim.confidence, 3),
             "passages": places}
            for claim, number, places in _implied(found, kept)
        ],
        "statements": [_tail(node) for node, _, _ in said],
        "spans": [_spans(made, texts[document]) for _, document, made in said],
        "documents": [[one.sha256, one.author] for one in kg_graph.documents(graph)],
        "successors": [
            [lists.numbers[one.id], lists.numbers[later]]
            for one in kg_graph.entities(graph) for later in one.replaced_by if later in lists.numbers
        ],
    }


def short(iri: str) -> str:
    """The IRI as Turtle writes it.

    >>> short("http://xmlns.com/foaf/0.1/name"), short("https://elsewhere.example/a.b")
    ('foaf:name', '<https://elsewhere.example/a.b>')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace):]):
            return f"{prefix}:{iri[len(namespace):]}"
    return f"<{iri}>"


def _type(name: str, ontology: Ontology) -> dict[str, Any]:
    """The class of a type and those of its subtypes, by the label that the page shows."""
    known = ontology.types.get(name)
    if known is None:
        return {"term": "", "subtypes": []}
    return {"term": short(known.iri), "subtypes": [[sub.label, short(sub.iri)] for sub in known.subtypes]}


def _chain(name: str, ontology: Ontology) -> list[str]:
    """The relation's term and those of the relations above it."""
    terms = []
    while name in ontology.relations:
        terms.append(short(ontology.relations[name].iri))
        name = ontology.relations[name].parent
    return terms


def _topics(names: Iterable[str], ontology: Ontology) -> list[str]:
    known = {topic.id: short(topic.iri) for topic in ontology.topics}
    return [known.get(name, "") for name in names]


def _implied(
    found: Iterable[Relationship], kept: Sequence[Relationship],
) -> Iterator[tuple[Relationship, int, list[int]]]:
    """The claims that the page leaves out, each with the number of one that implies it and of its passages there."""
    by_ends: dict[tuple[str, str, str], list[int]] = {}
    for number, claim in enumerate(kept):
        by_ends.setdefault((claim.subject, claim.object, claim.status), []).append(number)
    for claim in sorted(set(found) - set(kept)):
        for number in by_ends.get((claim.subject, claim.object, claim.status), ()):
            places = _places(claim, kept[number])
            if places:
                yield claim, number, places
                break


def _places(claim: Relationship, other: Relationship) -> list[int]:
    if not set(claim.evidence) <= set(other.evidence):
        return []
    return [other.evidence.index(evidence) for evidence in claim.evidence]


def _spans(made: Statement, text: Places) -> list[list[int]]:
    """Where the passage, the speaker's words (or nothing) and what was said stand; empty if the marks tell that."""
    inside = list(marks(text.text, made))
    marked = [(start, end) for kind, start, end in inside if kind == CONTENT]
    told = (
        (made.evidence.start, made.evidence.end) == spread(made)
        and marked == [(one.start, one.end) for one in made.content]
        and (made.speaker_span is None or any(kind == SPEAKER for kind, _, _ in inside))
    )
    return [] if told else [
        [text(one.start), text(one.end)] if one else [] for one in (made.evidence, made.speaker_span, *made.content)
    ]


def _tail(id_: str) -> str:
    return id_.partition("/")[2]
