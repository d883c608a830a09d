"""Places are the same each time, near what belongs together, and nobody stands on anybody."""

import itertools
import math
import random

import pytest

from kg.export.layout import BLOCK, positions


def distance(first: tuple[int, int], second: tuple[int, int]) -> float:
    return math.dist(first, second)


def ring(count: int) -> list[tuple[int, int, float]]:
    return [(number, (number + 1) % count, 1.0) for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_node_has_a_place(count: int) -> None:
    assert len(positions([10.0] * count, ring(count))) == count


def test_a_line_to_itself_moves_nothing() -> None:
    assert positions([5.0, 5.0], [(0, 0, 1.0)]) == positions([5.0, 5.0], [])


@pytest.mark.parametrize("count", [30, 200, BLOCK + 150])
def test_nodes_do_not_overlap(count: int) -> None:
    places = positions([12.0] * count, ring(count))
    pairs = list(itertools.combinations(places, 2))
    assert len(pairs) == count * (count - 1) // 2
    overlapping = sum(distance(first, second) < 24 for first, second in pairs)
    assert overlapping <= count // 100


def test_nodes_of_one_community_stand_together() -> None:
    both = [(a + shift, b + shift, 1.0) for shift in (0, 6) for a, b in itertools.combinations(range(6), 2)]
    places = positions([8.0] * 12, [*both, (0, 6, 1.0)])
    inside = max(distance(places[a], places[b]) for a, b in itertools.combinations(range(1, 6), 2))
    across = min(distance(places[a], places[b]) for a in range(1, 6) for b in range(7, 12))
    assert inside < across


def test_a_group_draws_its_members_together() -> None:
    groups = [list(range(10)), list(range(10, 20))]
    places = positions([6.0] * 20, [], groups)
    mean = [tuple(sum(axis) / 10 for axis in zip(*(places[node] for node in group), strict=True)) for group in groups]
    assert sum(distance(places[node], mean[0]) < distance(places[node], mean[1]) for node in groups[0]) == 10


@pytest.mark.parametrize("count", [40, BLOCK + 200])
def test_the_same_graph_gets_the_same_places(count: int) -> None:
    links = ring(count)
    shuffled = random.Random(3).sample(links, len(links))
    assert positions([9.0] * count, links) == positions([9.0] * count, links)
    assert len(set(positions([9.0] * count, shuffled))) == count


def test_many_nodes_that_nothing_tells_apart() -> None:
    assert len(set(positions([6.0] * 2000, []))) == 2000
