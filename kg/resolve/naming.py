"""How an entity is called: its name, its other names and its id."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from slugify import slugify

from kg.extract.lexicon import Lexicon
from kg.model import Entity, digest
from kg.ontology import Ontology, RegisterEntry
from kg.resolve.profiles import Profile

LONGEST = 80
"""Characters of a slug; a longer name is cut and keeps its hash."""


def entity(group: Sequence[Profile], ontology: Ontology) -> Entity:
    """The entity that a group of profiles stands for; its id may still be another group's too.

    A register names a body even where no document allows the link, but no person and no acronym: those are many things.
    """
    type_, people = ontology.types[group[0].cluster.type], {Lexicon.of(ontology).kinds.person}
    row = row_of(group)
    is_linked = any(profile.is_linked for profile in group)
    is_short = row is None or row.type in people or all(profile.is_acronym for profile in group)
    is_named = row is not None and (is_linked or not is_short)
    name = row.name if is_named else best_name(group)
    texts = Counter(" ".join(m.text.split()) for profile in group for m in profile.cluster.mentions)
    aliases = tuple(sorted(text for text in texts if text != name))
    links = row.links if row is not None and is_linked else ()
    return Entity(f"{type_.prefix}/{slug(name)}", type_.name, name, aliases, type_.subtype(name), links)


def row_of(group: Iterable[Profile]) -> RegisterEntry | None:
    """The row of a register that all who have one agree on."""
    rows = {profile.row for profile in group if profile.row is not None}
    return next(iter(rows)) if len(rows) == 1 else None


def best_name(group: Iterable[Profile]) -> str:
    """The fullest name, of those the most common, of those the first by the alphabet; capitals alone come last.

    A title and a surname are less than a forename and a surname.
    """
    members = list(group)
    full = [profile for profile in members if not profile.is_surname] or members
    names = Counter(" ".join(profile.cluster.name.split()) for profile in full)
    return min(names, key=lambda name: (-len(name.split()), name.isupper(), -names[name], name))


def slug(name: str) -> str:
    """A name as the last part of an IRI: ASCII, lower case, hyphens.

    >>> slug("Barker & Sons’ Café")
    'barker-and-sons-cafe'
    >>> slug("…")
    'n-b4935894c8ce16bd'
    """
    plain = slugify(name.replace("&", " and ").replace("’", "'"), replacements=[["'", ""]])
    if not plain:
        return f"n-{digest(name)}"
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rstrip('-')}-{digest(name)[:8]}"


def distinct(found: Iterable[tuple[Entity, Sequence[Profile]]]) -> Mapping[Entity, Sequence[Profile]]:
    """Gives entities that share an id ids of their own: all but the first by document get a hash of their place."""
    result: dict[Entity, Sequence[Profile]] = {}
    taken: set[str] = set()
    for one, group in sorted(found, key=lambda item: (item[0].id, min(p.key for p in item[1]))):
        place = min(profile.key for profile in group)
        while one.id in taken:
            one = replace(one, id=f"{one.id}-{digest(*place)[:8]}")
        taken.add(one.id)
        result[one] = group
    return result


def with_successors(named: Mapping[Entity, Sequence[Profile]]) -> Mapping[Entity, Sequence[Profile]]:
    """Entities of which a register tells who took over, with the ids of those that are there too."""
    rows = {one: row for one, group in named.items() if (row := row_of(group)) is not None}
    ids = {(row.type, row.name): one.id for one, row in rows.items()}
    result = {}
    for one, group in named.items():
        names = rows[one].replaced_by if one in rows else ()
        later = tuple(sorted(ids[one.type, name] for name in names if (one.type, name) in ids))
        result[replace(one, replaced_by=later)] = group
    return result
