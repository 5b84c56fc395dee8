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
