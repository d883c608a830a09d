"""The drawing: which nodes and lines there are, where they stand and how they look, as a pyvis network."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg import graph as kg_graph
from kg.export.communities import communities
from kg.export.layout import positions
from kg.model import Entity, Relationship, Statement
from kg.ontology import Ontology

START = 300  # entities drawn at first
SHAPES = ("square", "dot", "triangle", "diamond", "hexagon", "star", "triangleDown")
DASHES: Mapping[str, bool | list[int]] = {"current": False, "former": [2, 4], "planned": [9, 5]}
STATUSES = tuple(DASHES)
SAID = [1, 4]  # the dashes of "spoke about"

Lines = dict[tuple[int, int, str, str], list[int]]  # (from, to, relation or "", status) -> what stands behind the line


def weights(graph: nx.MultiDiGraph, claims: Iterable[Relationship]) -> dict[str, float]:
    """How much each entity stands out: its `claims` and statements, and the root of how often it is named."""
    found = Counter(end for claim in claims for end in (claim.subject, claim.object))
    named: Counter[str] = Counter()
    for first, second, data in graph.edges(data=True):
        if data["kind"] == "mentions":
            named[second] += data["count"]
        elif data["kind"] in {"said", "about"}:
            found.update((first, second))
    return {entity.id: found[entity.id] + sqrt(named[entity.id]) for entity in kg_graph.entities(graph)}


def relation_lines(claims: Iterable[Relationship], numbers: Mapping[str, int], ontology: Ontology) -> Lines:
    """Roles of one relation between the same two, of the same status, share a line."""
    lines: Lines = defaultdict(list)
    for number, claim in enumerate(claims):
        ends = numbers[claim.subject], numbers[claim.object]
        known = ontology.relations.get(claim.type)
        first, second = sorted(ends) if known and known.symmetric else ends
        lines[first, second, claim.type, claim.status].append(number)
    return dict(lines)


def said_lines(said: Iterable[tuple[str, str, Statement]], numbers: Mapping[str, int]) -> Lines:
    """From a speaker to what the statements are about; nobody gets a line to themselves."""
    lines: Lines = defaultdict(list)
    for number, (_, _, made) in enumerate(said):
        for entity in made.about:
            if made.speaker and made.speaker != entity:
                lines[numbers[made.speaker], numbers[entity], "", ""].append(number)
    return dict(lines)


def network(
    graph: nx.MultiDiGraph, claims: Iterable[Relationship], entities: Sequence[Entity], lines: Lines, *,
    types: Sequence[str], ontology: Ontology,
) -> dict[str, Any]:
    """Nodes, edges and options for vis-network; node and edge ids are places in `entities` and in the sorted `lines`.

    `first` holds the coordinates of the first `START` nodes for the view of them alone. Nodes without a line have none:
    the page sets them in rows beside the others. `communities` are lists of nodes, the most central of each first.
    """
    heavy = weights(graph, claims)
    sizes = [round(min(6 + 2.4 * sqrt(heavy[entity.id]), 40), 1) for entity in entities]
    groups = _groups(graph, {entity.id: number for number, entity in enumerate(entities)})
    together = communities(((one, other), _tie(name)) for one, other, name, _ in lines)
    everywhere = _positions(sizes, lines, groups, together)
    drawing = Network(directed=True)
    # `add_node` looks each id up in a list, which takes minutes for ten thousand nodes; these are what it fills.
    drawing.nodes = [
        {"id": number, "shape": SHAPES[types.index(entity.type) % len(SHAPES)], "size": sizes[number],
         **(dict(zip("xy", place, strict=True)) if place else {})}
        for number, (entity, place) in enumerate(zip(entities, everywhere, strict=True))
    ]
    drawing.node_ids = list(range(len(entities)))
    drawing.node_map = dict(enumerate(drawing.nodes))
    drawing.edges = list(_edges(lines, ontology))
    drawing.options = _options(large=len(entities) + len(lines) > 2000)
    nodes, edges, _, _, _, options = drawing.get_network_data()
    first = everywhere if len(entities) <= START else _positions(sizes[:START], lines, groups)
    return {
        "nodes": nodes, "edges": edges, "options": json.loads(options), "first": first,
        "communities": together,
    }


def _tie(relation: str) -> float:
    """How much a line draws its ends together; to have spoken about someone is less than a relation."""
    return 1.0 if relation else 0.5


def _groups(graph: nx.MultiDiGraph, numbers: Mapping[str, int]) -> list[list[int]]:
    """The entities of each document: they belong together a little, even where no relation is stated."""
    found = []
    for document in kg_graph.documents(graph):
        named = graph.out_edges(f"document/{document.id}", data="kind")
        found.append(sorted(numbers[node] for _, node, kind in named if kind == "mentions"))
    return found


def _positions(
    sizes: Sequence[float], lines: Lines, groups: Iterable[Sequence[int]], whole: Iterable[Sequence[int]] = (),
) -> list[tuple[int, int] | None]:
    inside = [line for line in sorted(lines) if max(line[:2]) < len(sizes)]
    linked = sorted({end for line in inside for end in line[:2]})
    place = {number: index for index, number in enumerate(linked)}
    links = [(place[first], place[second], _tie(name)) for first, second, name, _ in inside]
    together = [[place[number] for number in group if number in place] for group in groups]
    apart = [[place[number] for number in community] for community in whole]
    found = positions([sizes[number] for number in linked], links, together, apart)
    return [found[place[number]] if number in place else None for number in range(len(sizes))]


def _edges(lines: Lines, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """Lines between the same two fan out, so that each can be seen and clicked."""
    between = Counter(frozenset(key[:2]) for key in lines)
    drawn: Counter[frozenset[int]] = Counter()
    for number, (first, second, name, status) in enumerate(sorted(lines)):
        pair = frozenset((first, second))
        offset = drawn[pair] - (between[pair] - 1) / 2
        drawn[pair] += 1
        known = ontology.relations.get(name)
        yield {
            "id": number, "from": first, "to": second, "dashes": DASHES.get(status, SAID),
            "arrows": "" if known and known.symmetric else "to", "smooth": _curve(offset, forwards=first < second),
        }


def _curve(offset: float, *, forwards: bool) -> bool | dict[str, Any]:
    if not offset:
        return False
    kind = "curvedCW" if (offset > 0) == forwards else "curvedCCW"
    return {"enabled": True, "type": kind, "roundness": round(min(abs(offset) * 0.24, 0.9), 2)}


def _options(*, large: bool) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "hideEdgesOnDrag": large,
            "hideEdgesOnZoom": False, "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {"borderWidth": 0 if large else 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
        "edges": {
            "width": 1.5, "selectionWidth": 1.2, "hoverWidth": 1.0, "arrowStrikethrough": False,
            "arrows": {"to": {"scaleFactor": 0.45}},
        },
    }
