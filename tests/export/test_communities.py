"""Who hangs together, the same for the same lines."""

import itertools

from kg.export.communities import FEWEST, communities


def clique(*nodes: int) -> list[tuple[tuple[int, int], float]]:
    return [(pair, 1.0) for pair in itertools.combinations(nodes, 2)]


def test_two_cliques_with_one_line_between_them_are_two_communities() -> None:
    lines = [*clique(5, 6, 7, 8, 9), *clique(0, 1, 2, 3), ((3, 5), 0.5)]
    assert communities(lines) == [[5, 6, 7, 8, 9], [0, 1, 2, 3]]


def test_the_order_and_direction_of_lines_do_not_matter() -> None:
    lines = [*clique(0, 1, 2, 3), *clique(4, 5, 6, 7), ((0, 4), 1.0)]
    turned = [((other, one), weight) for (one, other), weight in reversed(lines)]
    assert communities(turned) == communities(lines)


def test_few_and_none_are_no_community() -> None:
    assert FEWEST == 4
    assert communities(clique(0, 1, 2)) == []
    assert communities([]) == []
    assert communities([((1, 1), 1.0)]) == []
