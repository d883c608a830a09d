"""How often an entity is named, linked, quoted and spoken about: the numbers that several exports show."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.graph import entities


@dataclass(frozen=True, order=True)
class Counts:
    """Of one entity: its mentions and their documents, relationships it is in, statements it `said` or is `about`."""

    mentions: int = 0
    documents: int = 0
    relationships: int = 0
    said: int = 0
    about: int = 0


def entity_counts(graph: nx.MultiDiGraph) -> dict[str, Counts]:
    """The counts of every entity of the graph, by id and in order of the ids."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for source, target, data in graph.edges(data=True):
        match data["kind"]:
            case "mentions":
                tallies[target].update(mentions=data["count"], documents=1)
            case "relation":
                for end in {source, target}:
                    tallies[end].update(relationships=1)
            case "said":
                tallies[source].update(said=1)
            case "about":
                tallies[target].update(about=1)
    return {entity.id: Counts(**tallies[entity.id]) for entity in entities(graph)}
