"""What speaks for and against two clusters of different documents being one entity.

`FEATURES` is a table of functions; each gives a score and the reason in words, or nothing. `SAME` is the sum that two
clusters need; a feature of -1 is a veto.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon
from kg.resolve.profiles import Profile

SAME = 0.5
VETO = -1.0


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
    return Feature(VETO, f"{one.row.name} and {other.row.name} are two rows of the registers")


def same_name(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """The fullest names are equal; for one word alone that says less, and for a surname alone nothing."""
    if one.name != other.name or _is_surname_alone(one, lexicon):
        return None
    return Feature(0.8 if " " in one.name else 0.6, f"both are called {one.cluster.name}")


def same_acronym(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One document spells out the acronym that the other leaves unexplained; two that differ in it tell them apart."""
    shared = one.acronyms & other.acronyms
    if not shared or (one.is_acronym and other.is_acronym):
        return None
    short, long = (one, other) if one.is_acronym else (other, one)
    if short.is_acronym and short.row is not None and short.row != long.row:
        return Feature(VETO, f"{short.cluster.name} is {short.row.name} in a register")
    if short.is_acronym:
        return Feature(0.6, f"{min(shared)} is explained in one of the documents")
    if _core(one, lexicon) != _core(other, lexicon):
        return Feature(VETO, f"{min(shared)} is {one.cluster.name} here and {other.cluster.name} there")
    return Feature(0.5, f"{min(shared)} is explained alike in both")


def full_and_short(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """Two people share a surname, and the forenames are one name and its short form or initial."""
    first, second = one.name.split(), other.name.split()
    if not _are_people(one, other, lexicon) or min(len(first), len(second)) < 2 or first == second:
        return None
    if first[-1] != second[-1]:
        return None
    a, b = first[0], second[0]
    initial = len(min(a, b, key=len)) == 1 and a[0] == b[0]
    if a == b or lexicon.same_forename(a, b):
        return Feature(0.7, f"{one.cluster.name} and {other.cluster.name} are forms of one name")
    return Feature(0.5, f"{one.cluster.name} and {other.cluster.name} agree in the initial") if initial else None


def different_middle(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """Two people have middle names that differ: "Jane A. Roe", "Jane B. Roe"."""
    first, second = one.name.split()[1:-1], other.name.split()[1:-1]
    if not first or not second or first[0][0] == second[0][0] or not _are_people(one, other, lexicon):
        return None
    return Feature(VETO, f"{one.cluster.name} and {other.cluster.name} differ in the middle name")


def different_titles(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One is always Mr and the other always Ms."""
    if not _are_people(one, other, lexicon):
        return None
    titles = [{form.split()[0] for form in profile.forms} for profile in (one, other)]
    he, she = lexicon.titles_he, lexicon.titles_she
    for first, second in (titles, titles[::-1]):
        if first & he and second & she and not (first & she or second & he):
            return Feature(VETO, f"{one.cluster.name} is a man's name in one document, a woman's in the other")
    return None


FEATURES: tuple[Callable[[Profile, Profile, Lexicon], Feature | None], ...] = (
    same_row, same_name, same_acronym, full_and_short, different_middle, different_titles,
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
    return sum(feature.score for feature in found) >= SAME and all(feature.score > VETO for feature in found)


def is_forbidden(one: Profile, other: Profile, lexicon: Lexicon) -> bool:
    """Whether something says that a pair is two."""
    return any(feature.score <= VETO for feature in compare(one, other, lexicon))


def _are_people(one: Profile, other: Profile, lexicon: Lexicon) -> bool:
    return one.cluster.type == other.cluster.type == lexicon.kinds.person


def _is_surname_alone(profile: Profile, lexicon: Lexicon) -> bool:
    """Whether a person has no forename in the document: "Dr Roe"."""
    if profile.cluster.type != lexicon.kinds.person:
        return False
    return len([word for word in profile.name.split() if word not in lexicon.titles]) < 2


def _core(profile: Profile, lexicon: Lexicon) -> frozenset[str]:
    """The words of a body's name that tell it from others."""
    return frozenset(profile.name.split()) - lexicon.words("organisations", "generic") - {"and", "of", "for"}
