"""Annotations with clusters of their own -> the same annotations with entities that they share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import networkx as nx

from kg.extract.lexicon import Lexicon
from kg.model import Annotation, Cluster, Entity, Relation, Statement
from kg.ontology import Ontology
from kg.resolve.blocking import blocks
from kg.resolve.features import is_same
from kg.resolve.naming import distinct, entity
from kg.resolve.profiles import Profile, profiles

LARGEST = 200
"""Profiles of one block that are compared pair by pair; in a larger block each is compared with the first of each group."""


def resolve(annotations: Iterable[Annotation], ontology: Ontology) -> tuple[list[Annotation], list[Entity]]:
    """Joins clusters of all documents to entities.

    Returns:
        The annotations with entity ids in place of cluster ids, ordered by document, and the entities, ordered by id.
    """
    lexicon = Lexicon(ontology)
    ordered = sorted(annotations, key=lambda annotation: annotation.document.id)
    found = list(profiles(ordered, lexicon))
    groups = groups_of(found, lexicon, people(ontology))
    named = distinct((entity(group, ontology), group) for group in groups)
    ids = {profile.key: one.id for one, group in named.items() for profile in group}
    return [_renamed(annotation, ids, ontology) for annotation in ordered], sorted(named)


def people(ontology: Ontology) -> frozenset[str]:
    """The types whose names end in a surname."""
    return frozenset(name for name, type_ in ontology.types.items() if type_.iri.endswith("#Person"))


def groups_of(found: Sequence[Profile], lexicon: Lexicon, surnamed: frozenset[str]) -> list[list[Profile]]:
    """Profiles that are one entity, block by block and then joined; every profile is in one group."""
    graph = nx.Graph()
    by_key = {profile.key: profile for profile in found}
    graph.add_nodes_from(by_key)
    for block in blocks(found, surnamed).values():
        graph.add_edges_from((one.key, other.key) for one, other in matches(block, lexicon))
    return [[by_key[key] for key in sorted(component)] for component in nx.connected_components(graph)]


def matches(block: Sequence[Profile], lexicon: Lexicon) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of a block that are one entity. Two clusters of one document stay two: the document tells them apart."""
    groups: list[list[Profile]] = []
    for profile in block:
        for group in groups:
            compared = group if len(block) <= LARGEST else group[:1]
            alike = [other for other in compared if is_same(profile, other, lexicon)]
            if alike and all(other.document != profile.document or is_same(profile, other, lexicon) for other in group):
                yield profile, alike[0]
                group.append(profile)
                break
        else:
            groups.append([profile])


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


def _relation(relation: Relation, id_of, ontology: Ontology) -> Relation:
    ends = id_of(relation.subject), id_of(relation.object)
    subject, object_ = sorted(ends) if ontology.relations[relation.type].symmetric else ends
    return replace(relation, subject=subject, object=object_)


def _statement(statement: Statement, id_of) -> Statement:
    speaker = id_of(statement.speaker)
    mentioned = dict.fromkeys(id_of(cluster) for cluster in statement.about)
    return replace(statement, speaker=speaker, about=tuple(id_ for id_ in mentioned if id_ != speaker))
