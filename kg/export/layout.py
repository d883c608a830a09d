"""Where each entity stands on the page: near what it is linked to or named together with, and never on top of it.

Up to a few hundred nodes are laid out by forces. More are split into communities, each laid out by itself,
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
FORCED = 70  # rounds of the forces
ROUNDS = 80  # of pushing apart what lies on each other
WIDE = np.array([1.2, 0.85])  # screens are wider than high

Link = tuple[int, int, float]


def positions(
    radii: Sequence[float], links: Iterable[Link], groups: Iterable[Sequence[int]] = (),
    communities: Iterable[Sequence[int]] = (),
) -> list[tuple[int, int]]:
    """Coordinates of the nodes 0, 1, ... in whole units of the canvas, centred on the origin.

    `links` are (node, node, weight); `groups` are nodes that are drawn together a little, as those of one document are;
    no node is in two of the `communities`, and with many nodes each of them gets a place of its own. The same arguments
    give the same coordinates.

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
    places = _place(graph, sizes, known=[sorted(group) for group in communities])
    return [(round(float(x)), round(float(y))) for x, y in (places[node] for node in range(len(radii)))]


def _place(
    graph: nx.Graph, radii: dict[int, float], *, filled: float = FILLED, known: Sequence[Sequence[int]] = (),
) -> dict[int, np.ndarray]:
    nodes = sorted(graph)
    if len(nodes) <= BLOCK:
        places = _arranged(graph, np.array([radii[node] for node in nodes]), filled=filled)
        return dict(zip(nodes, places, strict=True))
    others = graph.subgraph(set(graph).difference(*known)) if known else graph
    rest = (sorted(group) for group in nx.community.louvain_communities(others, seed=SEED)) if others else ()
    communities = sorted([*known, *rest])
    if len(communities) in {1, len(nodes)}:
        return _spiral(nodes, max(radii.values()))
    inner = [_place(graph.subgraph(group), radii) for group in communities]
    discs = {number: _reach(places, radii) for number, places in enumerate(inner)}
    centres = _place(_quotient(graph, communities), discs, filled=FILLED_DISCS)
    return {node: place + centres[number] for number, places in enumerate(inner) for node, place in places.items()}


def _arranged(graph: nx.Graph, radii: np.ndarray, *, filled: float) -> np.ndarray:
    if len(radii) < 2:
        return np.zeros((len(radii), 2))
    place = {node: index for index, node in enumerate(sorted(graph))}
    tied = [(place[first], place[second], weight) for first, second, weight in graph.edges(data="weight", default=1.0)]
    tied = sorted((min(ends), max(ends), weight) for *ends, weight in tied)
    tied += [(index, len(place), 0.05) for index in range(len(place))]  # without a centre, loose parts fly off
    places = _sprung(len(place) + 1, tied)[:-1]
    wanted = np.sqrt(((radii + GAP / 2) ** 2).sum() / filled)
    return _separated(_gathered(places - places.mean(axis=0), wanted) * WIDE, radii)


def _sprung(count: int, links: Sequence[Link]) -> np.ndarray:
    """Fruchterman and Reingold's forces, as `networkx.spring_layout` has them, in a third of its time.

    Only linked nodes attract each other, so that only the pushing apart goes over all pairs. Sums are numpy's own and
    never those of a BLAS, which may differ from one processor to the next.
    """
    places = np.random.RandomState(SEED).rand(2, count)
    first, second = (np.array(ends, dtype=int) for ends in zip(*(link[:2] for link in links), strict=True))
    strength = np.array([weight for _, _, weight in links])
    natural = np.sqrt(1 / count)
    heat = np.ptp(places, axis=1).max() * 0.1
    for step in range(FORCED):
        pull = places[:, first] - places[:, second]
        pull *= strength * np.maximum(np.hypot(*pull), 0.01) / natural
        moved = _pushed(places, natural)
        for axis in (0, 1):
            moved[axis] += np.bincount(second, pull[axis], count) - np.bincount(first, pull[axis], count)
        length = np.maximum(np.hypot(*moved), 0.01)
        places = places + moved * (heat * (1 - step / (FORCED + 1)) / length)
    return places.T


def _pushed(places: np.ndarray, natural: float) -> np.ndarray:
    across, down = (axis[:, None] - axis[None] for axis in places)
    force = across * across + down * down
    np.maximum(force, 1e-4, out=force)
    np.divide(natural * natural, force, out=force)
    across *= force
    down *= force
    return np.stack([across.sum(axis=1), down.sum(axis=1)])


def _gathered(places: np.ndarray, wanted: float) -> np.ndarray:
    """Nine in ten nodes within the distance `wanted`, and the others not far outside: forces throw loose ones away."""
    distance = np.maximum(np.hypot(places[:, 0], places[:, 1]), 1e-9)
    relative = distance / np.percentile(distance, 90)
    drawn_in = np.where(relative > 1, 1 + 0.3 * np.log(np.maximum(relative, 1)), relative)
    return places * (wanted * drawn_in / distance)[:, None]


def _separated(places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    wanted = np.triu((radii[:, None] + radii[None] + GAP) ** 2, 1)
    for _ in range(ROUNDS):
        across, down = (axis[:, None] - axis[None] for axis in places.T)
        first, second = np.nonzero(across * across + down * down < wanted)
        if not len(first):
            break
        apart = np.stack([across[first, second], down[first, second]])
        distance = np.maximum(np.hypot(*apart), 1e-6)
        apart *= 0.4 * (radii[first] + radii[second] + GAP - distance) / distance
        moved = [np.bincount(first, by, len(places)) - np.bincount(second, by, len(places)) for by in apart]
        places = places + np.stack(moved, axis=1)
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
