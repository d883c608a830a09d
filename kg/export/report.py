"""The graph -> `report.md`: what was read and skipped, what was found, and where to look next.

Text from documents stands only in cells of tables, where `escaped` takes its Markdown and HTML away. There are no times
and no dates but the documents' own: equal builds give equal reports.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

import networkx as nx

from kg.export.counts import Counts, entity_counts
from kg.export.files import write_whole
from kg.export.implied import without_implied
from kg.graph import claims, documents, entities, statements
from kg.model import Relationship, Skipped
from kg.ontology import Ontology

Cell = str | int | float

TOP = 10  # rows of a ranking
WIDEST = 200  # characters of a passage

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")  # white space, controls, bidi
_MARKUP = re.compile(r"([\\`*_\[\]|~$]|(?<=:)/(?=/)|(?<=www)\.)", re.IGNORECASE)  # all that has a meaning inside a cell
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_report(
    graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology, skipped: Sequence[Skipped] = (),
) -> None:
    """Writes the report as Markdown with tables (GitHub's flavour)."""
    write_whole(Path(path), "\n".join(_lines(graph, ontology, sorted(skipped))) + "\n")


def escaped(text: str) -> str:
    r"""The text on one line, as words that no Markdown reader takes for markup.

    >>> print(escaped("<b>[a](http://example.org) | `b`"))
    &lt;b&gt;\[a\](http:\//example.org) \| \`b\`
    """
    return _MARKUP.sub(r"\\\1", _INVISIBLE.sub(" ", text).strip()).translate(_HTML)


def _lines(graph: nx.MultiDiGraph, ontology: Ontology, skipped: Sequence[Skipped]) -> Iterator[str]:
    yield from _summary(graph, ontology, skipped)
    yield from _skipped(skipped)
    yield from _types(graph, ontology)
    yield from _relations(graph, ontology)
    yield from _statements(graph)
    yield from _rankings(graph, ontology)
    yield from _topics(graph, ontology)
    yield from _next(graph, ontology)
    yield from _documents(graph)


def _summary(graph: nx.MultiDiGraph, ontology: Ontology, skipped: Sequence[Skipped]) -> Iterator[str]:
    found = list(claims(graph))
    number = sum(len(claim.evidence) for claim in found)
    passages = f"{number} {'passage' if number == 1 else 'passages'}"
    counts = (
        (sum(1 for _ in documents(graph)), "document", "documents"),
        (len(skipped), "file skipped", "files skipped"),
        (sum(1 for _ in entities(graph)), "entity", "entities"),
        (len(found), f"relationship on {passages}", f"relationships on {passages}"),
        (sum(1 for _ in statements(graph)), "statement", "statements"),
    )
    yield "# What was read and found"
    yield ""
    yield ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts) + "."
    implied = len(found) - len(without_implied(found, ontology))
    if implied:
        yield ""
        yield (
            f"{implied} of the relationships {'is' if implied == 1 else 'are'} implied by a narrower one of the same"
            " two and the same passages. The two tables of relationships below leave out what is implied; the rankings"
            " count it, as the graph and the other files do."
        )


def _skipped(skipped: Sequence[Skipped]) -> Iterator[str]:
    yield from _heading("Skipped", "Files that could not be read; everything else went on without them.")
    yield from _table(("file", "reason"), ((file.path, file.reason) for file in skipped))


def _types(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    counts = entity_counts(graph)
    number, mentions = Counter(entity.type for entity in entities(graph)), Counter[str]()
    for entity in entities(graph):
        mentions[entity.type] += counts[entity.id].mentions
    yield from _heading("Entities by type", "Mentions are the places where documents name them.")
    rows = ((ontology.types[name].label, number[name], mentions[name]) for name in sorted(number))
    yield from _table(("type", "entities", "mentions"), rows)


def _relations(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    found = without_implied(claims(graph), ontology)
    statuses = sorted({relationship.status for relationship in found})
    number = Counter((relationship.type, relationship.status) for relationship in found)
    passages = Counter[str]()
    for relationship in found:
        passages[relationship.type] += len(relationship.evidence)
    yield from _heading(
        "Relations by type and status", "The status is what most passages of a relationship say, not today's news.",
    )
    yield from _table(("relation", *statuses, "passages"), (
        (ontology.relations[name].label, *(number[name, status] for status in statuses), passages[name])
        for name in sorted(passages)
    ))


def _statements(graph: nx.MultiDiGraph) -> Iterator[str]:
    kinds, named = Counter[str](), Counter[str]()
    for _, _, statement in statements(graph):
        kinds[statement.kind] += 1
        named[statement.kind] += bool(statement.speaker)
    yield from _heading("Statements by kind", "The rest have a source without a name, kept in the document's words.")
    rows = ((kind, kinds[kind], named[kind]) for kind in sorted(kinds))
    yield from _table(("kind", "statements", "of a named source"), rows)


def _rankings(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    for title, comment, column, count in (
        ("Most connected", "By the relationships that they are an end of.", "relationships", "relationships"),
        ("Most quoted", "By the statements that documents report of them, word for word or not.", "statements", "said"),
        ("Most spoken about", "By the statements, of anybody, that name them.", "statements", "about"),
    ):
        yield from _heading(title, comment)
        yield from _ranking(graph, ontology, column, attrgetter(count))


def _ranking(
    graph: nx.MultiDiGraph, ontology: Ontology, column: str, measure: Callable[[Counts], int],
) -> Iterator[str]:
    counts = entity_counts(graph)
    top = sorted(
        (entity for entity in entities(graph) if measure(counts[entity.id])),
        key=lambda entity: (-measure(counts[entity.id]), entity.id),
    )
    yield from _table(("name", "type", column, "documents naming it"), (
        (entity.name, ontology.types[entity.type].label, measure(counts[entity.id]), counts[entity.id].documents)
        for entity in top[:TOP]
    ))


def _topics(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    number = Counter(topic for _, _, statement in statements(graph) for topic in statement.topics)
    labels = {topic.id: topic.label for topic in ontology.topics}
    yield from _heading("Statements by topic", "A statement can have several topics or none.")
    ranked = sorted(number, key=lambda topic: (-number[topic], topic))[:TOP]
    yield from _table(("topic", "statements"), ((labels.get(topic, topic), number[topic]) for topic in ranked))


def _next(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    yield from _heading("Where to look next", "What a reader's eye can mend or add soonest.")
    yield from _doubtful(graph, ontology)
    yield from _unlinked(graph, ontology)
    yield from _unnamed(graph)
    yield from _silent(graph)


def _doubtful(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    names = {entity.id: entity.name for entity in entities(graph)}
    found = without_implied(claims(graph), ontology)
    doubtful = sorted((claim for claim in found if claim.confidence < 1), key=lambda claim: claim.confidence)
    yield from _heading(
        "Least certain relationships", "The confidence is that of their best passage; the first is shown.", level=3,
    )
    yield from _table(("subject", "relation", "object", "confidence", "passage", "document"), (
        (
            names[claim.subject], ontology.relations[claim.type].label, names[claim.object],
            round(claim.confidence, 2), *_first_passage(claim),
        )
        for claim in doubtful[:TOP]
    ))


def _first_passage(claim: Relationship) -> tuple[str, str]:
    first = claim.evidence[0]
    text = first.passage.text
    return text if len(text) <= WIDEST else f"{text[:WIDEST - 1]}…", first.document


def _unlinked(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    yield from _heading("Named most without a relationship", "Perhaps their relations are said in a new way.", level=3)
    yield from _ranking(
        graph, ontology, "mentions", lambda counts: 0 if counts.relationships else counts.mentions,
    )


def _unnamed(graph: nx.MultiDiGraph) -> Iterator[str]:
    number = Counter(
        statement.speaker_text.casefold() for _, _, statement in statements(graph)
        if not statement.speaker and statement.speaker_text
    )
    yield from _heading("Sources without a name", "Some may be somebody whom the document names nearby.", level=3)
    ranked = sorted(number, key=lambda words: (-number[words], words))[:TOP]
    yield from _table(("source", "statements"), ((words, number[words]) for words in ranked))


def _silent(graph: nx.MultiDiGraph) -> Iterator[str]:
    speaking = {document for _, document, _ in statements(graph)} | set(_claims_by_document(graph))
    silent = [document for document in documents(graph) if document.id not in speaking]
    yield from _heading(
        "Documents without relations or statements", f"{len(silent)} in all; the first {TOP} are listed.", level=3,
    )
    yield from _table(("document", "title"), ((document.id, document.title) for document in silent[:TOP]))


def _documents(graph: nx.MultiDiGraph) -> Iterator[str]:
    relations, said = _claims_by_document(graph), Counter(document for _, document, _ in statements(graph))
    yield from _heading("Documents", "All that were read, with what each gave.")
    yield from _table(("document", "title", "date", "entities", "relationships", "statements"), (
        (
            document.id, document.title, document.date, len(graph.nodes[f"document/{document.id}"]["clusters"]),
            relations[document.id], said[document.id],
        )
        for document in documents(graph)
    ))


def _claims_by_document(graph: nx.MultiDiGraph) -> Counter[str]:
    return Counter(name for claim in claims(graph) for name in sorted({found.document for found in claim.evidence}))


def _heading(title: str, comment: str, *, level: int = 2) -> Iterator[str]:
    yield from ("", f"{'#' * level} {title}", "", comment)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A table whose numbers stand to the right; "None." where there are no rows."""
    cells = list(rows)
    yield ""
    if not cells:
        yield "None."
        return
    yield _row(columns)
    yield _row(["---" if isinstance(cell, str) else "---:" for cell in cells[0]], raw=True)
    yield from map(_row, cells)


def _row(cells: Iterable[Cell], *, raw: bool = False) -> str:
    return f"| {' | '.join(escaped(cell) if isinstance(cell, str) and not raw else str(cell) for cell in cells)} |"
