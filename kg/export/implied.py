"""Relationships that only repeat what a narrower one says: who chairs a body holds the post of chair there.

The graph holds both, so that a question for posts finds all. A reader who counts wants each claim once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Relationship
from kg.ontology import Ontology


def without_implied(claims: Iterable[Relationship], ontology: Ontology) -> list[Relationship]:
    """The claims, in their order, without those that a narrower claim implies.

    A claim is implied if another of the same ends and status has a type below its own, stands on all of its passages,
    and is what its role says, if it has one; which words say so, the patterns of the narrower relation tell.
    """
    kept = list(claims)
    by_ends: dict[tuple[str, str, str], list[Relationship]] = defaultdict(list)
    for claim in kept:
        by_ends[claim.subject, claim.object, claim.status].append(claim)
    return [claim for claim in kept if not any(
        _implies(other, claim, ontology) for other in by_ends[claim.subject, claim.object, claim.status]
    )]


def _implies(narrow: Relationship, broad: Relationship, ontology: Ontology) -> bool:
    return (
        broad.type in _ancestors(narrow.type, ontology)
        and set(broad.evidence) <= set(narrow.evidence)
        and _says(narrow.type, broad.role, ontology)
    )


def _ancestors(name: str, ontology: Ontology) -> Iterator[str]:
    while name in ontology.relations and ontology.relations[name].parent:
        name = ontology.relations[name].parent
        yield name


def _says(name: str, role: str, ontology: Ontology) -> bool:
    patterns = ontology.patterns.get(name, {})
    words = set(role.casefold().replace("-", " ").split())
    return not words or bool(words & {*patterns.get("roles", ()), patterns.get("role", "")})
