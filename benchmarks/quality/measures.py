"""The figures that the page tells, as a table of small functions over those of `kg evaluate`."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.figures import Figures, Score


class Measure(NamedTuple):
    """A figure between 0 and 1, what it is called on the page, and in a narrow column."""

    key: str
    title: str
    short: str
    of: Callable[[Figures], float]


def score(table: Mapping[str, Score], group: str = "all") -> Score:
    return table.get(group, Score())


MEASURES = (
    Measure("mentions", "names (F1)", "names", lambda f: score(f.mentions).f1),
    Measure("policy", "names of policies only (F1)", "policies", lambda f: score(f.mentions, "POLICY").f1),
    Measure("entities", "entities of a document (F1)", "entities", lambda f: score(f.entities).f1),
    Measure("b3", "names joined (B³)", "B³", lambda f: f.resolution.f1),
    Measure("relations_p", "relations, precision", "relations P", lambda f: score(f.relations).precision),
    Measure("relations_r", "relations, recall", "R", lambda f: score(f.relations).recall),
    Measure("relations", "relations (F1)", "F1", lambda f: score(f.relations).f1),
    Measure(
        "quoted", "quoted statements attributed (F1)", "quoted",
        lambda f: score(f.statements_attributed, "quoted").f1,
    ),
    Measure(
        "indirect", "indirect statements attributed (F1)", "indirect",
        lambda f: score(f.statements_attributed, "indirect").f1,
    ),
)
