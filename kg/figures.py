"""The values that an evaluation gives: counts, the fractions that they make, and what was wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

LIMITS = (0.95, 0.9, 0.8, 0.7, 0.0)
"""Where bands of confidence begin."""


@dataclass(frozen=True)
class Score:
    """Counts behind precision and recall; `recalled` are the hits as the gold side counts them."""

    hit: int = 0
    recalled: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.hit + other.hit, self.recalled + other.recalled,
            self.predicted + other.predicted, self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return _harmonic(self.precision, self.recall)

    def to_dict(self) -> dict[str, float]:
        return {**_rounded(self), "hit": self.hit, "predicted": self.predicted, "gold": self.gold}


@dataclass(frozen=True)
class Resolution:
    """B-cubed over `mentions` pairs of a gold and a predicted mention."""

    precision: float
    recall: float
    mentions: int

    @property
    def f1(self) -> float:
        return _harmonic(self.precision, self.recall)

    def to_dict(self) -> dict[str, float]:
        return {**_rounded(self), "mentions": self.mentions}


@dataclass(frozen=True)
class Band:
    """Relations whose confidence is from `least` to under `below`; `stated` is their mean confidence."""

    least: float
    below: float
    relations: int
    right: int
    stated: float

    @property
    def share(self) -> float:
        """How many of them are right, from 0 to 1."""
        return self.right / self.relations if self.relations else 0.0

    def __str__(self) -> str:
        return f"{self.least:g} and more" if self.below > 1 else f"{self.least:g} to under {self.below:g}"

    def to_dict(self) -> dict[str, float]:
        return {
            "least": self.least, "relations": self.relations, "right": self.right,
            "share": round(self.share, 4), "stated": round(self.stated, 4),
        }


@dataclass(frozen=True, order=True)
class Error:
    """One disagreement: `verdict` is "missed", "spurious" or "misattributed"."""

    document: str
    part: str
    verdict: str
    what: str

    def __str__(self) -> str:
        return f"{self.document}: {self.verdict} {self.part} {self.what}"


@dataclass(frozen=True)
class Figures:
    """All figures; mappings go from a type or kind, and from `"all"`, to its score."""

    mentions: Mapping[str, Score]
    mentions_lenient: Score
    entities: Mapping[str, Score]
    resolution: Resolution
    relations: Mapping[str, Score]
    statements_found: Mapping[str, Score]
    statements_attributed: Mapping[str, Score]
    errors: tuple[Error, ...] = ()
    bands: tuple[Band, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON, fractions rounded to four places; without errors and bands."""
        return {
            "mentions": _to_dicts(self.mentions),
            "mentions_lenient": self.mentions_lenient.to_dict(),
            "entities": _to_dicts(self.entities),
            "resolution_b3": self.resolution.to_dict(),
            "relations": _to_dicts(self.relations),
            "statements_found": _to_dicts(self.statements_found),
            "statements_attributed": _to_dicts(self.statements_attributed),
        }


Rows = Iterator[tuple[str, Score]]  # what each thing adds to the score of its group


def table(parts: Iterable[Rows]) -> dict[str, Score]:
    """Sums the rows of all documents by group, and all of them under `"all"`."""
    totals: dict[str, Score] = defaultdict(Score)
    for rows in parts:
        for group, score in rows:
            totals[group] += score
            totals["all"] += score
    return dict(sorted(totals.items()))


def bands(judged: Iterable[tuple[float, bool]], *, limits: Sequence[float] = LIMITS) -> tuple[Band, ...]:
    """From (confidence, right) of each relation; the band of the surest comes first.

    >>> [(str(band), band.relations, band.right) for band in bands([(0.9, True), (0.2, False), (1.0, True)])]
    [('0.95 and more', 1, 1), ('0.9 to under 0.95', 1, 1), ('0.8 to under 0.9', 0, 0), ('0.7 to under 0.8', 0, 0),
     ('0 to under 0.7', 1, 0)]
    """
    pairs, above, found = list(judged), inf, []
    for least in limits:
        inside = [(stated, right) for stated, right in pairs if least <= stated < above]
        total = sum(stated for stated, _ in inside)
        mean = total / len(inside) if inside else 0.0
        found.append(Band(least, above, len(inside), sum(right for _, right in inside), mean))
        above = least
    return tuple(found)


def b_cubed(matches: Sequence[tuple[str, str]]) -> Resolution:
    """From (gold entity, predicted entity) of each mention that both sides have."""
    if not matches:
        return Resolution(0.0, 0.0, 0)
    both, of_gold, of_predicted = Counter(matches), Counter(g for g, _ in matches), Counter(p for _, p in matches)
    precision = sum(both[match] / of_predicted[match[1]] for match in matches) / len(matches)
    recall = sum(both[match] / of_gold[match[0]] for match in matches) / len(matches)
    return Resolution(precision, recall, len(matches))


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _rounded(score: Score | Resolution) -> dict[str, float]:
    return {"p": round(score.precision, 4), "r": round(score.recall, 4), "f1": round(score.f1, 4)}


def _to_dicts(table: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    return {group: score.to_dict() for group, score in table.items()}
