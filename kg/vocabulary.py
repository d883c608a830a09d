"""What a vocabulary holds, as frozen values: types, relations, topics, and the entries of registers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subtype:
    """A narrower class that the last words of a name tell (`"White Paper"` -> Publication)."""

    name: str
    iri: str
    label: str
    endings: tuple[str, ...]


@dataclass(frozen=True)
class EntityType:
    """A class of entities: `name` is the extraction's label (`"ORG"`), `prefix` the first part of their ids."""

    name: str
    iri: str
    prefix: str
    label: str
    comment: str
    subtypes: tuple[Subtype, ...] = ()

    def subtype(self, name: str) -> str:
        """The subtype that an entity's name tells, or an empty string.

        The longest ending wins, and a year after it does not count: a "Care Act 2014" is an Act.
        """
        words = name.casefold().rstrip(" 0123456789")
        pairs = ((end, sub.name) for sub in self.subtypes for end in sub.endings)
        found = [(len(end), name) for end, name in pairs if f" {words}".endswith(f" {end}")]
        return max(found)[1] if found else ""


@dataclass(frozen=True)
class RelationType:
    """A relation as `kg.ttl` declares it; `domain` and `range` hold names of entity types."""

    name: str
    iri: str
    label: str
    inverse_label: str
    comment: str
    example: str
    symmetric: bool
    parent: str
    domain: frozenset[str]
    range: frozenset[str]


@dataclass(frozen=True)
class Topic:
    """A theme of the field; `words` are the labels that show it, lower case."""

    id: str
    iri: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class RegisterEntry:
    """One row of `gazetteer/*.csv`: a name that a public register holds, as evidence and never a verdict.

    `replaced_by` are names of the rows that took over; `abroad` are names of countries where others bear the name.
    """

    name: str
    type: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    source: str
    replaced_by: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """A public register: addresses that begin with `address` are its own, and `property` says what they are to a thing.

    `type` is the one entity type that this holds for, or empty; `code_type` is the datatype of the rest of the address,
    or empty where that is no code. The labels are those of the register and of its codes ("ODS code").
    """

    address: str
    property: str
    type: str
    code_type: str
    label: str = ""
    code_label: str = ""
