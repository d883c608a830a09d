"""How sure a relation is: the share of relations like it that were right where somebody had marked what is right.

`ontology/confidence.json` holds weights that `benchmarks/calibrate.py` measured on marked documents and sentences: one
for all relations, one for each type of relation and for each pattern that was seen, one for each end that stands
without its name, and one for each further pattern that read the same. Their sum is the logarithm of the odds that the
relation is right (a logistic regression). A pattern that was never measured counts as its type does; a type that was
never measured, and every type of a vocabulary without that file, has what its patterns say themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

from kg.ontology import Ontology

FURTHER = 2
"""Patterns beyond the first that count: of many that read one sentence most are much alike."""


class Traits(NamedTuple):
    """What is weighed in a claim.

    It is the pattern, how many of the two ends are pronouns and the like, and how many further patterns found the edge.
    """

    pattern: str
    unnamed: int
    further: int


@dataclass(frozen=True)
class Confidence:
    """The weights of a vocabulary, in log odds; `relations` is empty where nothing was measured."""

    base: float = 0.0
    unnamed_end: float = 0.0
    further_pattern: float = 0.0
    relations: Mapping[str, float] = field(default_factory=dict)
    patterns: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, ontology: Ontology) -> "Confidence":
        """Those of the file; a vocabulary need not have it."""
        measured = ontology.confidence
        if not measured:
            return cls()
        single = {key: measured[key] for key in ("base", "unnamed_end", "further_pattern")}
        patterns = {name: entry["weight"] for name, entry in measured["patterns"].items()}
        return cls(**single, relations=measured["relations"], patterns=patterns)

    def __call__(self, relation: str, traits: Traits, *, guess: float) -> float:
        """From 0 to 1; `guess` where the type of relation was never measured."""
        if relation not in self.relations:
            return guess
        odds = self.base + self.relations[relation] + self.patterns.get(traits.pattern, 0.0)
        odds += self.unnamed_end * traits.unnamed + self.further_pattern * min(traits.further, FURTHER)
        return 1 / (1 + exp(-odds))
