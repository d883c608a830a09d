"""What speaks for and against two clusters of different documents being one entity.

`FEATURES` is a table of functions; each gives a score and the reason in words, or nothing. `SAME` is the sum that two
clusters need; a feature of -1 is a veto.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon
from kg.resolve.profiles import Profile

SAME = 0.5


@dataclass(frozen=True)
class Feature:
    """A score from -1 to 1 and why."""

    score: float
    reason: str


def same_row(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One row of a public register holds both names; two different rows tell them apart."""
    if one.row is None or other.row is None:
        return None
    if one.row == other.row:
        return Feature(0.9, f"both are {one.row.name} in {one.row.source}")
    return Feature(-1.0, f"{one.row.name} and {other.row.name} are two rows of the registers")


def same_name(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """The fullest names are equal; for one word alone that says less, and for a surname alone nothing."""
    if one.name != other.name:
        return None
    return Feature(0.8 if " " in one.name else 0.6, f"both are called {one.cluster.name}")


def same_acronym(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One document spells out the acronym that the other leaves unexplained."""
    shared = one.acronyms & other.acronyms
    if not shared or one.is_acronym == other.is_acronym:
        return None
    return Feature(0.6, f"{min(shared)} is explained in one of the documents")


def full_and_short(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """Two people share a surname, and the forenames are one name and its short form or initial."""
    first, second = one.name.split(), other.name.split()
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1] or first == second:
        return None
    a, b = first[0], second[0]
    initial = len(min(a, b, key=len)) == 1 and a[0] == b[0]
    if a == b or lexicon.same_forename(a, b):
        return Feature(0.7, f"{one.cluster.name} and {other.cluster.name} are forms of one name")
    return Feature(0.5, f"{one.cluster.name} and {other.cluster.name} agree in the initial") if initial else None


FEATURES: tuple[Callable[[Profile, Profile, Lexicon], Feature | None], ...] = (
    same_row, same_name, same_acronym, full_and_short,
)


def compare(one: Profile, other: Profile, lexicon: Lexicon) -> Iterator[Feature]:
    """All that the table has to say about a pair."""
    for look in FEATURES:
        feature = look(one, other, lexicon)
        if feature is not None:
            yield feature


def is_same(one: Profile, other: Profile, lexicon: Lexicon) -> bool:
    """Whether a pair is one entity: enough speaks for it and nothing forbids it."""
    found = list(compare(one, other, lexicon))
    return sum(feature.score for feature in found) >= SAME and all(feature.score > -1 for feature in found)
