"""The graph -> three CSV files for a spreadsheet: entities, relations (a row for each passage) and statements.

RFC 4180 with a comma, CRLF and every text in quotation marks; UTF-8 with a byte order mark, without which Excel takes
it for another encoding (LibreOffice reads both; in Python open the files with `encoding="utf-8-sig"`).

Text from documents must not become a formula. A cell whose first visible character is `=`, `+`, `-` or `@`, in full
width or another compatible form too, or that begins with a tab or a line break, gets an apostrophe in front (OWASP,
"CSV Injection"): take it off to have the words back, or read `annotations.jsonl`, which holds them untouched. Control
characters are dropped, and a text longer than a cell of Excel holds is cut and ends in "…".
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import networkx as nx

from kg.export.counts import entity_counts
from kg.export.files import write_whole
from kg.export.terms import ELLIPSIS
from kg.graph import claims, documents, entities, statements
from kg.model import Document, Entity, Evidence, Relationship, Statement
from kg.ontology import Ontology

Row = dict[str, str | int | float]

LONGEST = 32_767  # characters in a cell of Excel, which counts UTF-16 units

_SEPARATOR = " | "  # between several names in one cell

_ENTITY_COLUMNS = (
    "id", "name", "type", "subtype", "aliases", "mentions", "documents", "relationships", "said", "about", "links",
)
_RELATION_COLUMNS = (
    "subject", "relation", "object", "role", "status", "confidence", "passage", "document", "title", "start", "end",
    "subject_id", "object_id", "relationship_id", "pattern",
)
_STATEMENT_COLUMNS = (
    "speaker", "kind", "cue", "content", "about", "topics", "passage", "document", "title", "start", "end",
    "speaker_words", "speaker_id", "about_ids", "statement_id",
)


def write_tables(graph: nx.MultiDiGraph, folder: str | Path, *, ontology: Ontology) -> None:
    """Writes `entities.csv`, `relations.csv` and `statements.csv` into the folder.

    `start` and `end` are code points of the document's text and frame the passage.
    """
    names = {entity.id: entity.name for entity in entities(graph)}
    titles = {document.id: document for document in documents(graph)}
    for name, columns, rows in (
        ("entities", _ENTITY_COLUMNS, _entity_rows(graph, ontology)),
        ("relations", _RELATION_COLUMNS, _relation_rows(graph, names, titles, ontology)),
        ("statements", _STATEMENT_COLUMNS, _statement_rows(graph, names, titles, ontology)),
    ):
        write_whole(Path(folder) / f"{name}.csv", to_csv(columns, rows))


def to_csv(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """The file's bytes; numbers stay bare, so that a spreadsheet can count with them."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(columns), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: defused(value) if isinstance(value, str) else value for name, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    r"""The text as a spreadsheet shows it and never computes it.

    >>> defused("=1+1"), defused("  ＠SUM(A1)"), defused("\tx"), defused("A-level")
    ("'=1+1", "'  ＠SUM(A1)", "'\tx", 'A-level')
    """
    kept = "".join(character for character in text if character in "\t\r\n" or not _is_control(character))
    marked = f"'{kept}" if _computes(kept) else kept
    return marked if _length(marked) <= LONGEST else _cut(marked)


def subtype_label(entity: Entity, ontology: Ontology) -> str:
    """What the vocabulary calls the entity's subtype; empty where it has none."""
    labels = {subtype.name: subtype.label for subtype in ontology.types[entity.type].subtypes}
    return labels.get(entity.subtype, entity.subtype)


def _computes(text: str) -> bool:
    if text.startswith(("\t", "\r", "\n")):
        return True
    visible = next((c for c in text if unicodedata.category(c)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", visible).startswith(("=", "+", "-", "@"))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    return text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"


def _entity_rows(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[Row]:
    counts = entity_counts(graph)
    for entity in entities(graph):
        own = counts[entity.id]
        yield {
            **_described(entity, ontology),
            "mentions": own.mentions, "documents": own.documents, "relationships": own.relationships,
            "said": own.said, "about": own.about,
        }


def _described(entity: Entity, ontology: Ontology) -> Row:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": ontology.types[entity.type].label,
        "subtype": subtype_label(entity, ontology),
        "aliases": _SEPARATOR.join(entity.aliases),
        "links": _SEPARATOR.join(entity.links),
    }


def _relation_rows(
    graph: nx.MultiDiGraph, names: Mapping[str, str], titles: Mapping[str, Document], ontology: Ontology,
) -> Iterator[Row]:
    for relationship in claims(graph):
        for evidence in relationship.evidence:
            claim = _claimed(relationship, names, ontology)
            yield {**claim, **_placed(evidence, titles), "pattern": evidence.pattern}


def _claimed(relationship: Relationship, names: Mapping[str, str], ontology: Ontology) -> Row:
    return {
        "subject": names[relationship.subject],
        "relation": ontology.relations[relationship.type].label,
        "object": names[relationship.object],
        "role": relationship.role,
        "status": relationship.status,
        "confidence": round(relationship.confidence, 4),
        "subject_id": relationship.subject,
        "object_id": relationship.object,
        "relationship_id": relationship.id,
    }


def _placed(evidence: Evidence, titles: Mapping[str, Document]) -> Row:
    return {
        "passage": evidence.passage.text,
        "document": evidence.document,
        "title": titles[evidence.document].title,
        "start": evidence.passage.start,
        "end": evidence.passage.end,
    }


def _statement_rows(
    graph: nx.MultiDiGraph, names: Mapping[str, str], titles: Mapping[str, Document], ontology: Ontology,
) -> Iterator[Row]:
    labels = {topic.id: topic.label for topic in ontology.topics}
    for node, document, statement in statements(graph):
        yield {
            **_reported(statement, names),
            **_placed(Evidence(document, statement.evidence), titles),
            "topics": _SEPARATOR.join(labels.get(topic, topic) for topic in statement.topics),
            "statement_id": node,
        }


def _reported(statement: Statement, names: Mapping[str, str]) -> Row:
    """`speaker` is the entity's name or, where none spoke, the document's words; `speaker_words` are always those."""
    span = statement.speaker_span
    return {
        "speaker": names[statement.speaker] if statement.speaker else statement.speaker_text,
        "kind": statement.kind,
        "cue": statement.cue,
        "content": ELLIPSIS.join(part.text for part in statement.content),
        "about": _SEPARATOR.join(names[entity] for entity in statement.about),
        "speaker_words": span.text if span else statement.speaker_text,
        "speaker_id": statement.speaker,
        "about_ids": _SEPARATOR.join(statement.about),
    }
