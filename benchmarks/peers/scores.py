"""Records -> the figures of `kg evaluate` as one Markdown table, a row for each peer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.evaluate import evaluate
from kg.export.annotations import Record
from kg.figures import Figures, Score
from kg.ontology import Ontology

NAMES, RELATIONS, QUOTED, INDIRECT = PARTS = ("names", "relations", "quoted", "indirect")

Records = Mapping[str, Record]


class Row(NamedTuple):
    """What one peer found; `parts` are those that it looks for at all, the others get a dash."""

    name: str
    records: Records
    parts: Collection[str] = PARTS
    failed: Sequence[str] = ()  # documents on which it raised an error


def to_table(gold: Records, rows: Iterable[Row], *, ontology: Ontology, parts: Collection[str] = PARTS) -> str:
    """Only the columns of `parts`; a row has a dash in those of parts that it does not look for."""
    types = sorted(ontology.types)
    heads = ["", *(head for part, head in _heads(types) if part in parts)]
    cells = [[row.name, *_cells(gold, row, types, ontology, parts)] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in (heads, ["---", *["---:"] * (len(heads) - 1)], *cells))


def _heads(types: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (NAMES, "names F1"), *((NAMES, type_) for type_ in types), (NAMES, "overlap F1"),
        (RELATIONS, "relations P / R / F1"), (RELATIONS, "any relation P / R / F1"),
        (QUOTED, "quoted found"), (QUOTED, "quoted attributed"), (INDIRECT, "indirect attributed"),
    ]


def untyped(records: Records, relation: str) -> dict[str, Record]:
    """The same records with every relation of the one given type: what is then compared is who is joined to whom."""
    return {
        name: {**record, "relations": [{**edge, "type": relation} for edge in record.get("relations", ())]}
        for name, record in records.items()
    }


def _cells(
    gold: Records, row: Row, types: Sequence[str], ontology: Ontology, parts: Collection[str],
) -> list[str]:
    figures = evaluate(gold, row.records, ontology=ontology)
    attributed, found = figures.statements_attributed, figures.statements_found
    groups = (
        (NAMES, [_f1(figures.mentions.get(type_)) for type_ in ("all", *types)]),
        (NAMES, [_f1(figures.mentions_lenient)]),
        (RELATIONS, [_all_three(figures), _all_three(_any_relation(gold, row.records, ontology))]),
        (QUOTED, [_f1(found.get(QUOTED)), _f1(attributed.get(QUOTED))]),
        (INDIRECT, [_f1(attributed.get(INDIRECT))]),
    )
    shown = ((part, cell) for part, cells in groups for cell in cells if part in parts)
    return [cell if part in row.parts else "–" for part, cell in shown]


def _any_relation(gold: Records, records: Records, ontology: Ontology) -> Figures:
    """A symmetric relation stands for all, so that direction does not count either."""
    symmetric = min(name for name, relation in ontology.relations.items() if relation.symmetric)
    return evaluate(untyped(gold, symmetric), untyped(records, symmetric), ontology=ontology)


def _f1(score: Score | None) -> str:
    return f"{(score or Score()).f1:.2f}"


def _all_three(figures: Figures) -> str:
    score = figures.relations.get("all", Score())
    return f"{score.precision:.2f} / {score.recall:.2f} / {score.f1:.2f}"
