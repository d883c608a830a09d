"""Which entities hang together: groups with more lines among themselves than to others."""

from collections.abc import Iterable

import networkx as nx

SEED = 7
FEWEST = 4  # entities of a community: fewer are seen to hang together without being told

Ends = tuple[int, int]


def communities(lines: Iterable[tuple[Ends, float]]) -> list[list[int]]:
    """The communities in a graph of `lines` ((node, node), weight), the largest first, each in the order of its nodes.

    Found by the method of Louvain (Blondel et al. 2008) with a fixed seed: the same lines give the same communities.

    >>> ring = [((0, 1), 1.0), ((1, 2), 1.0), ((2, 3), 1.0), ((3, 0), 1.0)]
    >>> communities([*ring, ((8, 9), 1.0)])
    [[0, 1, 2, 3]]
    """
    graph = nx.Graph()
    for (first, second), weight in sorted(lines):
        if first != second:
            known = graph.get_edge_data(first, second, {"weight": 0.0})["weight"]
            graph.add_edge(first, second, weight=known + weight)
    if not graph:
        return []
    found = (sorted(group) for group in nx.community.louvain_communities(graph, seed=SEED))
    return sorted((group for group in found if len(group) >= FEWEST), key=lambda group: (-len(group), group))
