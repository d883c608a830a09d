"""How much a figure would differ on other documents of the same kind: the bootstrap over documents (Efron 1979)."""

import random
from collections.abc import Sequence

from measures import Measure
from sets import Measured, Records

from kg.evaluate import evaluate
from kg.ontology import Ontology

RUNS = 500
SEED = 1979

Interval = tuple[float, float]


def intervals(of: Measured, measures: Sequence[Measure], *, ontology: Ontology, runs: int = RUNS) -> list[Interval]:
    """The middle 95 % of each measure over `runs` sets of as many documents, drawn with replacement.

    The seed is fixed: the same annotations give the same intervals.
    """
    draw, names = random.Random(SEED), sorted(of.gold)
    drawn = [draw.choices(names, k=len(names)) for _ in range(runs)]
    figures = [evaluate(_copies(of.gold, some), _copies(of.ours, some), ontology=ontology) for some in drawn]
    return [_middle(sorted(measure.of(one) for one in figures)) for measure in measures]


def _copies(records: Records, names: Sequence[str]) -> Records:
    """A document that was drawn twice counts as two, each under a name of its own."""
    return {f"{place}": records[name] for place, name in enumerate(names) if name in records}


def _middle(values: Sequence[float]) -> Interval:
    out = len(values) * 25 // 1000
    return values[out], values[-1 - out]
