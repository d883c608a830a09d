"""Figures -> the tables of the page, in Markdown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from adapters import PEERS
from intervals import intervals
from measure import documents, run
from measures import MEASURES, Measure, score
from scores import NAMES, Row, to_table
from sets import POOLS, ROOT, Measured, Records, Set, pooled, read_gold

from kg.evaluate import evaluate
from kg.figures import Band, Figures, Score
from kg.ontology import Ontology

EARLIER = ROOT / "docs" / "earlier.jsonl"
SURE = 0.9
MAIN = [one for one in MEASURES if one.key != "policy"]  # those of the short answer


def markdown(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(heads) - 1)]
    return "".join(f"| {' | '.join(line)} |\n" for line in (heads, rule, *lines))


def figure(value: float) -> str:
    return f"{value:.2f}"


def pools(found: Mapping[str, Measured]) -> list[Measured]:
    """The sets in three groups; one without its documents is left out."""
    there = ((title, [found[of.key] for of in parts if of.key in found]) for title, parts in POOLS.items())
    return [pooled(title, parts) for title, parts in there if parts]


def with_intervals(found: Sequence[Measured], ontology: Ontology, *, short: bool = False) -> str:
    """A line for each measure, a column for each set, and in it the figure and its interval."""
    measures = MAIN if short else MEASURES
    columns = [_column(of, measures, ontology) for of in found]
    lines = [[one.title, *cells] for one, *cells in zip(measures, *columns, strict=True)]
    return markdown(["", *(of.title for of in found)], lines)


def _column(of: Measured, measures: Sequence[Measure], ontology: Ontology) -> list[str]:
    figures = evaluate(of.gold, of.ours, ontology=ontology)
    ends = intervals(of, measures, ontology=ontology)
    return [
        f"{figure(one.of(figures))} ({figure(low)}–{figure(high)})"
        for one, (low, high) in zip(measures, ends, strict=True)
    ]


def answer(of: Measured, ontology: Ontology) -> str:
    """The short answer in words."""
    figures = evaluate(of.gold, of.ours, ontology=ontology)
    names, edges = score(figures.mentions), score(figures.relations)
    shown, right, found = (round(100 * share) for share in (names.precision, edges.precision, edges.recall))
    return (
        f"On documents of your own expect the first column: nobody who writes rules reads those {len(of.gold)}.\n"
        f"Of 100 names that are shown there, {shown} are right in words and type, and of 100 edges {right} are right.\n"
        f"Of 100 edges that a careful reader would draw, {found} are found, so an edge that is not there says next to "
        "nothing.\n"
    )


def sizes(found: Iterable[Set]) -> str:
    heads = ("", "documents", "words", "mentions", "of policies", "entities", "relations", "quoted", "indirect")
    return markdown(heads, [[of.title, *map(str, _size(of, read_gold(of)))] for of in found if not of.missing])


def _size(of: Set, gold: Records) -> list[int]:
    entities = [entity for record in gold.values() for entity in record.get("entities", ())]
    kinds = [one["kind"] for record in gold.values() for one in record.get("statements", ())]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in of.files() if path.stem in gold)
    return [
        len(gold), words, sum(len(one["mentions"]) for one in entities),
        sum(len(one["mentions"]) for one in entities if one["type"] == "POLICY"), len(entities),
        sum(len(record.get("relations", ())) for record in gold.values()),
        len(kinds) - kinds.count("indirect"), kinds.count("indirect"),
    ]


def by_type(found: Sequence[Measured], ontology: Ontology) -> str:
    """Precision, recall and F1 of each type of name and of relation."""
    figures = [evaluate(of.gold, of.ours, ontology=ontology) for of in found]
    groups = [(f"names: {name}", "mentions", name) for name in sorted(ontology.types)]
    groups += [(f"relations: {name}", "relations", name) for name in sorted(ontology.relations)]
    lines = [[title, *(_three(one, part, name) for one in figures)] for title, part, name in groups]
    return markdown(["P / R / F1", *(of.title for of in found)], lines)


def _three(figures: Figures, part: str, name: str) -> str:
    table: Mapping[str, Score] = getattr(figures, part)
    found = score(table, name)
    return f"{found.precision:.2f} / {found.recall:.2f} / {found.f1:.2f}"


def confidence(found: Sequence[Measured], ontology: Ontology) -> str:
    """How many relations of each band of confidence are right."""
    columns = [evaluate(of.gold, of.ours, ontology=ontology).bands for of in found]
    sure = ["**0.9 and more**", *(_right(*(band for band in bands if band.least >= SURE)) for bands in columns)]
    lines = [[str(bands[0]), *map(_right, bands)] for bands in zip(*columns, strict=True)]
    return markdown(["confidence", *(of.title for of in found)], [sure, *lines])


def _right(*bands: Band) -> str:
    right, relations = sum(band.right for band in bands), sum(band.relations for band in bands)
    return f"{right} of {relations} ({figure(right / relations)})" if relations else "–"


def stock(sets: Iterable[Set], found: Mapping[str, Measured], ontology: Ontology) -> str:
    """Names only: ours beside those of the stock models that are installed, the small one only where it is."""
    peers = [peer for peer in PEERS if tuple(peer.parts) == (NAMES,) and not peer.missing()]
    parts = []
    for of in sets:
        texts = documents(":".join(map(str, of.texts)), dict(found[of.key].gold))
        rows = [Row("this pipeline", found[of.key].ours), *(run(peer, texts) for peer in peers)]
        parts.append(f"{of.title}:\n\n{to_table(found[of.key].gold, rows, ontology=ontology, parts=(NAMES,))}")
    return "\n".join(parts)


def earlier(found: Mapping[str, Measured], ontology: Ontology, path: Path = EARLIER) -> str:
    """Versions from the oldest to today's, one table for each set."""
    versions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parts = []
    for key, of in found.items():
        lines = [[f"{one['title']} (`{one['commit']}`)", *_known(one["figures"].get(key, {}))] for one in versions]
        figures = evaluate(of.gold, of.ours, ontology=ontology)
        lines.append(["this version", *(figure(one.of(figures)) for one in MEASURES)])
        parts.append(f"{markdown([of.title, *(one.short for one in MEASURES)], lines)}")
    return "\n".join(parts)


def _known(figures: Mapping[str, float]) -> list[str]:
    return [figure(figures[one.key]) if one.key in figures else "–" for one in MEASURES]
