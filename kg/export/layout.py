"""Where each entity stands on the page: near what it is linked to or named together with, and never on top of it.

Up to a few hundred nodes are laid out by forces (networkx). More are split into communities, each laid out by itself,
and the communities are then laid out like nodes: that takes seconds for thousands where forces between all pairs would
take minutes, and needs no scipy.
"""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

SEED = 7
BLOCK = 450  # forces between all pairs: time and memory grow with the square
GAP = 22.0  # units of the canvas that stay free between two nodes
FILLED = 0.3  # share of the area that nodes and gaps take: less looks lost, more looks crowded
FILLED_DISCS = 0.8  # the same for discs of nodes, which bring free space of their own
ROUNDS = 80
WIDE = np.array([1.2, 0.85])  # screens are wider than high

Link = tuple[int, int, float]


def positions(
    radii: Sequence[float], links: Iterable[Link], groups: Iterable[Sequence[int]] = (),
) -> list[tuple[int, int]]:
    """Coordinates of the nodes 0, 1, ... in whole units of the canvas, centred on the origin.

    `links` are (node, node, weight); `groups` are nodes that are drawn together a little, as those of one document are.
    The same arguments give the same coordinates.

    >>> positions([10.0], [])
    [(0, 0)]
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(len(radii)))
    sizes = dict(enumerate(radii))
    for first, second, weight in links:
        if first != second:
            known = graph.get_edge_data(first, second, {"weight": 0.0})["weight"]
            graph.add_edge(first, second, weight=known + weight)
    for hub, members in enumerate(groups, start=len(radii)):
        graph.add_weighted_edges_from((hub, member, 0.3) for member in members)
        sizes[hub] = 0.0
    places = _place(graph, sizes)
    return [(round(float(x)), round(float(y))) for x, y in (places[node] for node in range(len(radii)))]


def _place(graph: nx.Graph, radii: dict[int, float], *, filled: float = FILLED) -> dict[int, np.ndarray]:
    nodes = sorted(graph)
    if len(nodes) <= BLOCK:
        places = _arranged(graph, np.array([radii[node] for node in nodes]), filled=filled)
        return dict(zip(nodes, places, strict=True))
    communities = sorted(sorted(group) for group in nx.community.louvain_communities(graph, seed=SEED))
    if len(communities) in {1, len(nodes)}:
        return _spiral(nodes, max(radii.values()))
    inner = [_place(graph.subgraph(group), radii) for group in communities]
    discs = {number: _reach(places, radii) for number, places in enumerate(inner)}
    centres = _place(_quotient(graph, communities), discs, filled=FILLED_DISCS)
    return {node: place + centres[number] for number, places in enumerate(inner) for node, place in places.items()}


def _arranged(graph: nx.Graph, radii: np.ndarray, *, filled: float) -> np.ndarray:
    if len(radii) < 2:
        return np.zeros((len(radii), 2))
    tied = nx.Graph()
    tied.add_nodes_from(sorted(graph))
    tied.add_weighted_edges_from(sorted(graph.edges(data="weight", default=1.0)))
    tied.add_weighted_edges_from((-1, node, 0.05) for node in sorted(graph))  # without a centre, loose parts fly off
    found = nx.spring_layout(tied, seed=SEED, iterations=70)
    places = np.array([found[node] for node in sorted(graph)])
    wanted = np.sqrt(((radii + GAP / 2) ** 2).sum() / filled)
    return _separated(_gathered(places - places.mean(axis=0), wanted) * WIDE, radii)


def _gathered(places: np.ndarray, wanted: float) -> np.ndarray:
    """Nine in ten nodes within the distance `wanted`, and the others not far outside: forces throw loose ones away."""
    distance = np.maximum(np.hypot(places[:, 0], places[:, 1]), 1e-9)
    relative = distance / np.percentile(distance, 90)
    drawn_in = np.where(relative > 1, 1 + 0.3 * np.log(np.maximum(relative, 1)), relative)
    return places * (wanted * drawn_in / distance)[:, None]


def _separated(places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    wanted = radii[:, None] + radii[None] + GAP
    np.fill_diagonal(wanted, 0.0)
    for _ in range(ROUNDS):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-6)
        overlap = np.maximum(wanted - distance, 0.0)
        if not overlap.any():
            break
        places = places + 0.4 * (apart / distance[..., None] * overlap[..., None]).sum(axis=1)
    return places - places.mean(axis=0)


def _reach(places: dict[int, np.ndarray], radii: dict[int, float]) -> float:
    return max(float(np.hypot(*place)) + radii[node] for node, place in places.items())


def _quotient(graph: nx.Graph, communities: Sequence[Sequence[int]]) -> nx.Graph:
    of = {node: number for number, group in enumerate(communities) for node in group}
    whole = nx.Graph()
    whole.add_nodes_from(range(len(communities)))
    for first, second, weight in graph.edges(data="weight", default=1.0):
        ends = of[first], of[second]
        if ends[0] != ends[1]:
            known = whole.get_edge_data(*ends, {"weight": 0.0})["weight"]
            whole.add_edge(*ends, weight=known + weight)
    return whole


def _spiral(nodes: Sequence[int], radius: float) -> dict[int, np.ndarray]:
    """The seeds of a sunflower: even, and quick for any number of nodes that nothing tells apart."""
    index = np.arange(len(nodes))
    turn = index * np.pi * (3 - np.sqrt(5))
    away = (radius * 2 + GAP) * np.sqrt(index)
    return dict(zip(nodes, np.stack([away * np.cos(turn), away * np.sin(turn)], axis=1), strict=True))
