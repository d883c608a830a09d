"""Annotations with clusters of their own -> the same annotations with entities that they share."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.lexicon import Lexicon
from kg.model import Annotation, Cluster, Entity, Relation, Statement
from kg.ontology import Ontology
from kg.resolve.blocking import blocks
from kg.resolve.features import compare, is_forbidden, is_same
from kg.resolve.naming import distinct, entity, with_successors
from kg.resolve.profiles import Profile, profiles


def resolve(annotations: Iterable[Annotation], ontology: Ontology) -> tuple[list[Annotation], list[Entity]]:
    """Joins clusters of all documents to entities.

    Returns:
        The annotations with entity ids in place of cluster ids, ordered by document, and the entities, ordered by id.
    """
    lexicon = Lexicon.of(ontology)
    ordered = sorted(annotations, key=lambda annotation: annotation.document.id)
    found = list(profiles(ordered, lexicon))
    groups = groups_of(found, lexicon)
    named = with_successors(distinct(
        (replace(entity(group.members, ontology), reasons=tuple(sorted(group.reasons))), group.members)
        for group in groups
    ))
    ids = {profile.key: one.id for one, group in named.items() for profile in group}
    return [_renamed(annotation, ids, ontology) for annotation in ordered], sorted(named)


@dataclass
class Group:
    """Profiles that are one entity so far, and why.

    `faces` holds one of those that look alike, as all of them compare alike.
    """

    members: list[Profile]
    documents: dict[str, list[Profile]]
    faces: dict[Hashable, Profile]
    reasons: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, profile: Profile) -> "Group":
        return cls([profile], {profile.document: [profile]}, {profile.face: profile})

    @property
    def key(self) -> tuple[str, str]:
        """That of the member that came first; it tells groups apart."""
        return self.members[0].key

    def alike(self, profile: Profile, lexicon: Lexicon) -> Profile | None:
        """A member that is the same as a profile, where no member is told apart from it."""
        found = next((face for face in self.faces.values() if is_same(profile, face, lexicon)), None)
        return found if found is not None and self.admits(profile, lexicon) else None

    def admits(self, profile: Profile, lexicon: Lexicon) -> bool:
        """Whether nothing speaks against a profile's being one of the group.

        Two clusters of one document stay two: the document tells them apart.
        """
        beside = self.documents.get(profile.document, ())
        if not all(is_same(profile, member, lexicon) for member in beside):
            return False
        return not any(is_forbidden(profile, face, lexicon) for face in self.faces.values())

    def join(self, other: "Group") -> None:
        """Takes over the members of another group."""
        self.members += other.members
        for document, members in other.documents.items():
            self.documents.setdefault(document, []).extend(members)
        self.faces |= other.faces
        self.reasons |= other.reasons


class Filed:
    """The groups of a block, filed so that a person is compared only with those whose forenames may be the same."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._filed: dict[str, dict[int, Group]] = defaultdict(dict)

    def all(self) -> Iterable[Group]:
        return self._filed[_ALL].values()

    def add(self, profile: Profile, group: Group) -> None:
        """Files a group under the name of a member."""
        for key in (_ALL, *self._keys(profile)):
            self._filed[key][id(group)] = group

    def sought(self, profile: Profile) -> Iterable[Group]:
        """The groups that a profile may be one with, each once."""
        if profile.cluster.type != self._lexicon.kinds.person:
            return self.all()
        forename = profile.forename
        if profile.is_surname:
            keys = {_ALL} if profile.titles & self._lexicon.words("people", "peerage") else set()
        else:
            others = self._lexicon.nicknames(forename) if len(forename) > 1 else (f"{forename}.",)
            keys = {forename, forename[:1], *others}
        keys |= {f"{_ALL}{profile.row.name}"} if profile.row is not None else set()
        return {place: group for key in sorted(keys) for place, group in self._filed[key].items()}.values()

    def _keys(self, profile: Profile) -> Iterator[str]:
        if profile.row is not None:
            yield f"{_ALL}{profile.row.name}"
        if not profile.is_surname:
            yield from (profile.forename, f"{profile.forename[:1]}.")


_ALL = "*"


def groups_of(found: Sequence[Profile], lexicon: Lexicon) -> list[Group]:
    """Groups of profiles that are one entity, block by block and then joined; every profile is in one group.

    What two blocks say is joined where no member of the one side is forbidden to be one with a member of the other.
    """
    groups = {profile.key: Group.of(profile) for profile in found}
    for block in blocks(found, frozenset({lexicon.kinds.person})).values():
        for one, other in matches(block, lexicon):
            pair = groups[one.key], groups[other.key]
            small, large = sorted(pair, key=lambda group: (len(group.members), group.key))
            if small is not large and all(large.admits(member, lexicon) for member in small.members):
                large.join(small)
                large.reasons |= {feature.reason for feature in compare(one, other, lexicon)}
                groups |= {member.key: large for member in small.members}
    unique = list({id(group): group for group in groups.values()}.values())
    for group in unique:
        group.members.sort(key=lambda profile: profile.key)
    return sorted(unique, key=lambda group: group.key)


def matches(block: Sequence[Profile], lexicon: Lexicon) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of a block that are one entity. Full names come first; a short one that fits two of them joins neither."""
    groups = Filed(lexicon)
    known: dict[Hashable, Group] = {}  # what looks like an earlier profile goes where that went
    for profile in sorted(block, key=_fullest_first):
        group = known.get(profile.face)
        if group is not None and profile.document not in group.documents and is_same(profile, profile, lexicon):
            yield profile, group.faces[profile.face]
            group.join(Group.of(profile))
            continue
        fitting = list(_fitting(profile, groups, lexicon))
        group = fitting[0][0] if len(fitting) == 1 else Group.of(profile)
        if len(fitting) == 1:
            yield profile, fitting[0][1]
            group.join(Group.of(profile))
        groups.add(profile, group)
        known[profile.face] = group


def _fitting(profile: Profile, groups: Filed, lexicon: Lexicon) -> Iterator[tuple[Group, Profile]]:
    """Groups that a profile may join, each with the member that is like it."""
    found = [(group, like) for group in groups.sought(profile) if (like := group.alike(profile, lexicon)) is not None]
    if len(found) > 1:
        found = [(group, like) for group, like in found if group.members[0].name == profile.name]
    if profile.is_surname and found and sum(_may_be(profile, group, lexicon) for group in groups.all()) > 1:
        return
    yield from found


def _fullest_first(profile: Profile) -> tuple[bool, bool, int, tuple[str, str]]:
    """Surnames come after initials, and shorter names after longer ones, whose short forms they may be."""
    return (profile.is_short, profile.is_surname, -len(profile.name.split()), profile.key)


def _may_be(profile: Profile, group: Group, lexicon: Lexicon) -> bool:
    """Whether a surname alone may be somebody of a full name, as far as anything tells."""
    return not group.members[0].is_surname and not any(
        is_forbidden(profile, face, lexicon) for face in group.faces.values()
    )


def _renamed(annotation: Annotation, ids: Mapping[tuple[str, str], str], ontology: Ontology) -> Annotation:
    """An annotation with entity ids; clusters that turned out to be one are joined."""
    def id_of(cluster: str) -> str:
        return ids[annotation.document.id, cluster] if cluster else ""

    merged: dict[str, Cluster] = {}
    for cluster in annotation.clusters:
        known = merged.get(id_of(cluster.id))
        mentions = cluster.mentions if known is None else tuple(sorted({*known.mentions, *cluster.mentions}))
        name = cluster.name if known is None else max(known.name, cluster.name, key=len)
        merged[id_of(cluster.id)] = Cluster(id_of(cluster.id), cluster.type, name, mentions)
    relations = {_relation(relation, id_of, ontology) for relation in annotation.relations}
    return replace(
        annotation,
        clusters=tuple(sorted(merged.values(), key=lambda cluster: cluster.mentions[0])),
        relations=tuple(sorted(r for r in relations if r.subject != r.object)),
        statements=tuple(_statement(statement, id_of) for statement in annotation.statements),
    )


def _relation(relation: Relation, id_of: Callable[[str], str], ontology: Ontology) -> Relation:
    ends = id_of(relation.subject), id_of(relation.object)
    subject, object_ = sorted(ends) if ontology.relations[relation.type].symmetric else ends
    return replace(relation, subject=subject, object=object_)


def _statement(statement: Statement, id_of: Callable[[str], str]) -> Statement:
    speaker = id_of(statement.speaker)
    mentioned = dict.fromkeys(id_of(cluster) for cluster in statement.about)
    return replace(statement, speaker=speaker, about=tuple(id_ for id_ in mentioned if id_ != speaker))
