"""Blocks: clusters that share a key and so may be one entity.

The result for a block depends on that block alone, so blocks may be resolved anywhere and in any order. Keys are the
type with the register row, with the normalised name or title, for people with the surname, and for bodies with the
words that tell them from others; a cluster may be in several blocks, and the groups found in them are joined where they
share a cluster.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.resolve.profiles import Profile


def blocks(found: Iterable[Profile], people: frozenset[str]) -> Mapping[str, list[Profile]]:
    """Block key -> profiles, both sorted; `people` are the types whose last word is a surname."""
    result: dict[str, list[Profile]] = defaultdict(list)
    for profile in found:
        for key in set(keys(profile, people)):
            result[key].append(profile)
    return {key: sorted(result[key], key=lambda p: p.key) for key in sorted(result)}


def keys(profile: Profile, people: frozenset[str]) -> Iterator[str]:
    """The blocks that a profile belongs to."""
    type_ = profile.cluster.type
    if profile.row is not None:
        yield f"{type_}|row|{profile.row.name}"
    if type_ in people:
        yield f"{type_}|surname|{profile.name.split()[-1]}"
        return
    yield f"{type_}|name|{profile.name}"
    if profile.title:
        yield f"{type_}|name|{profile.title}"
    for acronym in profile.acronyms:
        yield f"{type_}|acronym|{acronym.casefold()}"
    if profile.core:
        yield f"{type_}|core|{' '.join(profile.core)}"
    for short in profile.initials - {profile.name}:
        yield f"{type_}|name|{short}"
