"""Which nodes are pulled out of a flow, and which scopes are built alike."""

import numpy as np

from tbtui.analysis.flow.extraction import Link, Side, extract
from tbtui.analysis.flow.neighbourhood import choose_neighbourhood
from tbtui.analysis.flow.templates import find_templates


def chain(count):
    return [Link(node, node + 1, True) for node in range(count - 1)]


def test_a_small_scope_keeps_nodes_with_many_neighbours():
    links = [Link(0, node, True) for node in range(1, 14)]
    assert set(extract(14, links, [False] * 14).sides) == {Side.FLOW}


def test_in_a_larger_one_they_stand_aside():
    links = [*chain(15), *(Link(15, node, True) for node in range(6))]
    parts = extract(16, links, [False] * 16)
    assert [node for node, side in enumerate(parts.sides) if side is not Side.FLOW] == [15]
    assert parts.sides[15] is Side.OUTPUTS
    assert parts.is_drawn == [True] * 14 + [False] * 6
    kept = extract(16, links, [False] * 16, by_degree=False)
    assert all(kept.is_drawn)


def test_what_only_gathers_control_edges_stands_aside_in_any_scope():
    parts = extract(3, [Link(0, 1, True), Link(1, 2, False)], [False, False, True])
    assert parts.sides == [Side.FLOW, Side.FLOW, Side.OUTPUTS]
    assert parts.is_drawn == [True, False]


def test_five_control_edges_of_a_node_are_too_many_to_draw():
    links = [Link(0, node, False) for node in range(1, 6)] + [Link(0, 6, True)]
    parts = extract(7, links, [False] * 7)
    assert parts.is_drawn == [False] * 5 + [True]
    assert parts.sides == [Side.FLOW, *[Side.OUTPUTS] * 5, Side.FLOW]
    assert all(extract(5, links[:4], [False] * 5).is_drawn)


def test_of_many_nodes_the_nearest_are_drawn_and_the_rest_is_counted():
    near = choose_neighbourhood(range(100), chain(100), 50, 5)
    assert sorted(near.nodes) == [48, 49, 50, 51, 52]
    assert [(rim.node, rim.hidden, rim.is_input) for rim in near.rims] == [
        (48, (47,), True),
        (52, (53,), False),
    ]
    assert len(near.elsewhere) == 93


SCOPES = np.array([-1, 0, 0, 0, 1, 1, 2, 2, 3, 3], np.int32)
"""Three scopes of two nodes each in the root."""


def test_scopes_with_equal_nodes_and_edges_have_one_template():
    operation = np.array([-1, -1, -1, -1, 0, 1, 0, 1, 0, 2], np.int32)
    edges = np.array([[4, 5], [6, 7], [8, 9]], np.int32)
    assert find_templates(SCOPES, operation, edges)[1:4].tolist() == [0, 0, -1]


def test_the_direction_of_edges_matters():
    operation = np.array([-1, -1, -1, -1, 0, 1, 0, 1, 0, 1], np.int32)
    edges = np.array([[4, 5], [7, 6], [8, 9]], np.int32)
    assert find_templates(SCOPES, operation, edges)[1:4].tolist() == [0, -1, 0]


def test_equal_counts_do_not_make_equal_scopes():
    # A path of four nodes and a star of four: as many nodes, edges and operations.
    parent = np.array([-1, 0, 0, *[1] * 4, *[2] * 4], np.int32)
    operation = np.array([-1, -1, -1, *[0] * 8], np.int32)
    edges = np.array([[3, 4], [4, 5], [5, 6], [7, 8], [7, 9], [7, 10]], np.int32)
    assert find_templates(parent, operation, edges).tolist() == [-1] * 11


def rings(*lengths):
    """A scope in which rings of equal nodes stand beside one another, from node 0 on."""
    edges, first = [], 0
    for length in lengths:
        edges += [[first + i, first + (i + 1) % length] for i in range(length)]
        first += length
    return np.array(edges, np.int32)


def zigzag(order):
    """Sources and sinks in one ring: each source leads to two sinks. Any order of the names."""
    half = len(order) // 2
    ring = [[i, half + i] for i in range(half)] + [[i, half + (i + 1) % half] for i in range(half)]
    return np.array(order, np.int32)[np.array(ring)]


def templates_of(count, *edges_of_scopes):
    """Templates of scopes with the same number of equal nodes and these edges."""
    scopes = len(edges_of_scopes)
    parent = np.array([-1, *[0] * scopes, *np.repeat(np.arange(scopes) + 1, count)], np.int32)
    operation = np.array([-1] * (scopes + 1) + [0] * scopes * count, np.int32)
    edges = [edges + 1 + scopes + count * i for i, edges in enumerate(edges_of_scopes)]
    found = find_templates(parent, operation, np.concatenate(edges).astype(np.int32))
    return found[1 : scopes + 1].tolist()


def test_two_rings_of_three_are_not_one_of_six():
    # Every node has one neighbour before and one behind it, which has the same, and so on.
    assert templates_of(6, rings(6), rings(3, 3), rings(6)) == [0, -1, 0]
    assert templates_of(6, rings(6), rings(3, 3), rings(6), rings(3, 3)) == [0, 1, 0, 1]


def test_the_order_of_names_does_not_matter():
    shuffled = [3, 0, 2, 1, 5, 7, 6, 4]
    whole, other = zigzag(range(8)), zigzag(shuffled)
    two = np.concatenate([zigzag([0, 1, 4, 5]), zigzag([2, 3, 6, 7])])
    assert templates_of(8, whole, other, two) == [0, 0, -1]


def test_what_holds_unlike_scopes_is_unlike():
    # Scopes 1 and 2 hold 3 and 4, a ring of six and two rings of three.
    parent = np.array([-1, 0, 0, 1, 2, *[3] * 6, *[4] * 6], np.int32)
    operation = np.array([-1] * 5 + [0] * 12, np.int32)
    unlike = np.concatenate([rings(6) + 5, rings(3, 3) + 11])
    assert find_templates(parent, operation, unlike).tolist() == [-1] * 17
    alike = np.concatenate([rings(6) + 5, rings(6) + 11])
    assert find_templates(parent, operation, alike)[:5].tolist() == [-1, 0, 0, 1, 1]
