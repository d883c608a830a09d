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
    """One row of a public register holds both names; two different rows tell them apart.

    Of people that says nothing where no document shows that the register's is meant.
    """
    if one.row is None or other.row is None:
        return None
    if one.row == other.row and _are_people(one, other, lexicon) and not (one.is_linked or other.is_linked):
        return None
    if one.row == other.row:
        return Feature(0.9, f"both are {one.row.name} in {one.row.source}")
    return Feature(VETO, f"{one.row.name} and {other.row.name} are two rows of the registers")


def same_name(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """The fullest names are equal; for one word alone that says less, and for a surname alone nothing."""
    if one.name != other.name or one.is_surname:
        return None
    return Feature(0.8 if " " in one.name else 0.6, f"both are called {one.cluster.name}")


def same_title(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One is the title of the other without its subtitle; one word alone may be another work's title, too."""
    if not one.title or one.title != other.title or one.name == other.name or " " not in one.title:
        return None
    first, second = sorted((one.cluster.name, other.cluster.name))
    if one.title not in {one.name, other.name}:
        return Feature(VETO, f"{first} and {second} have different subtitles")
    return Feature(0.7, f"{first} and {second} have one title")


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
    if set(one.core) != set(other.core):
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
    he, she = lexicon.titles_he, lexicon.titles_she
    for first, second in ((one.titles, other.titles), (other.titles, one.titles)):
        if first & he and second & she and not (first & she or second & he):
            return Feature(VETO, f"{one.cluster.name} is a man's name in one document, a woman's in the other")
    return None


def knight_and_peer(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """Somebody with an honour and a full name is a peer by the surname elsewhere: "Sir Mark Tarn", "Lord Tarn"."""
    if one.is_surname == other.is_surname or not _are_people(one, other, lexicon):
        return None
    short, full = (one, other) if one.is_surname else (other, one)
    peerage, honours = lexicon.words("people", "peerage"), lexicon.words("people", "honours")
    if short.name.split()[-1] != full.name.split()[-1] or not short.titles & peerage:
        return None
    if not full.titles & (peerage | honours):
        return None
    return Feature(0.6, f"{full.cluster.name} bears an honour, and {short.cluster.name} is the same surname")


def different_generation(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """Father and son: "Jane Roe Sr", "Jane Roe Jr"."""
    if not one.generation or not other.generation or one.generation == other.generation:
        return None
    return Feature(VETO, f"{one.cluster.name} and {other.cluster.name} differ in what follows the name")


def common_name(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """A name that many bear, in documents that share no body: other posts, or one in a register, make it two people."""
    if not one.is_common or one.name != other.name or one.company & other.company:
        return None
    if one.posts and other.posts:
        return Feature(VETO, f"{one.cluster.name} is a common name, and the posts are at other bodies")
    if one.is_linked != other.is_linked:
        return Feature(VETO, f"{one.cluster.name} is a common name, and only one of them is the register's")
    return None


def same_words(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One name is the other without words that any body may have; two that differ in such words are two bodies."""
    if one.cluster.type != lexicon.kinds.body or one.name == other.name or one.core != other.core or not one.core:
        return None
    short, long = sorted((one.name.split(), other.name.split()), key=len)
    if len(short) < 2:
        return None
    rest = iter(long)
    if short[-1] == long[-1] and all(word in rest for word in short):
        return Feature(0.5, f"{one.cluster.name} and {other.cluster.name} differ in words that any body may have")
    return Feature(VETO, f"{one.cluster.name} and {other.cluster.name} are two kinds of body")


def initials_of_areas(one: Profile, other: Profile, lexicon: Lexicon) -> Feature | None:
    """One gives its areas by their initials: "TVD ICB", "Tarn, Vale and Dale Integrated Care Board"."""
    if one.name == other.name or not one.initials & other.initials:
        return None
    if one.name not in other.initials and other.name not in one.initials:
        return None
    return Feature(0.6, f"{one.cluster.name} and {other.cluster.name} have the same initials and the same kind")


FEATURES: tuple[Callable[[Profile, Profile, Lexicon], Feature | None], ...] = (
    same_row, same_name, same_title, same_acronym, full_and_short, different_middle, different_titles, knight_and_peer,
    different_generation, common_name, same_words, initials_of_areas,
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
