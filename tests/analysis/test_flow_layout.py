"""The layout of flows: whatever the graph, boxes stand apart and every line leads to its end."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tbtui.analysis.flow.layering import find_back_edges, layers_of
from tbtui.analysis.flow.layout import Layout, Place, Point, Size
from tbtui.analysis.flow.ordering import count_crossings, order_layers
from tbtui.analysis.flow.packing import connected_pieces, lay_out


def size_of(width, height=3):
    """The size of a box of an odd width, which edges may meet anywhere on its border."""
    half = width // 2
    return Size(half, half, height, half - 1, half - 1)


@st.composite
def graphs(draw):
    """Any graph of a few nodes: with cycles, with pieces, with edges of three kinds."""
    count = draw(st.integers(1, 14))
    nodes = st.integers(0, count - 1)
    triples = draw(st.lists(st.tuples(nodes, nodes, st.integers(0, 2)), max_size=30, unique=True))
    sizes = [
        size_of(2 * draw(st.integers(3, 12)) + 1, draw(st.integers(1, 4))) for _ in range(count)
    ]
    return sizes, [edge[:2] for edge in triples], [edge[2] for edge in triples]


# More lines meet the narrow boxes than there are cells two apart.
CROWDED = ([size_of(7, 1)] * 3, [(1, 0), (2, 0), (0, 1), (0, 2), (1, 0)], [0, 1, 0, 0, 1])


def cells_of_box(place, size):
    return {
        (x, y)
        for x in range(place.port - size.left, place.port + size.right + 1)
        for y in range(place.top, place.top + size.height)
    }


def cells_of_path(path):
    cells = []
    for start, end in pairwise([*path, path[-1]]):
        assert start.x == end.x or start.y == end.y
        steps = max(abs(end.x - start.x), abs(end.y - start.y))
        for step in range(steps + 1):
            share = step / steps if steps else 0
            cells.append(
                (
                    start.x + round((end.x - start.x) * share),
                    start.y + round((end.y - start.y) * share),
                )
            )
    return cells


@pytest.mark.parametrize("height", [1_000, 12], ids=["as it is", "in columns"])
@settings(max_examples=70, deadline=None)
@given(graph=graphs())
def test_boxes_and_lines_keep_apart(height, graph):
    sizes, edges, kinds = graph
    layout = lay_out(sizes, edges, kinds, width=90, height=height)
    boxes = [cells_of_box(*pair) for pair in zip(layout.places, sizes, strict=True)]
    for one, other in combinations(boxes, 2):
        assert not one & other
    everything = set().union(*boxes)
    assert min(x for x, _ in everything) >= 0
    assert max(x for x, _ in everything) < layout.width
    assert max(y for _, y in everything) < layout.height
    for path in layout.paths:
        if path:
            assert not everything & set(cells_of_path(path))
            assert all(0 <= x < layout.width and 0 <= y < layout.height for x, y in path)


@pytest.mark.parametrize("height", [1_000, 12], ids=["as it is", "in columns"])
@pytest.mark.parametrize("upwards", [False, True], ids=["downwards", "upwards"])
@settings(max_examples=40, deadline=None)
@given(graph=graphs())
@example(graph=CROWDED)
def test_every_edge_leads_from_its_source_to_its_target(height, upwards, graph):
    sizes, edges, kinds = graph
    layout = lay_out(sizes, edges, kinds, width=90, height=height)
    if upwards:
        layout = layout.upside_down(sizes)
    for (source, target), path, is_turned in zip(edges, layout.paths, layout.turned, strict=True):
        if source == target:
            assert path == ()
            continue
        upper, lower = (target, source) if is_turned else (source, target)
        below, above = path[0], path[-1]
        step = -1 if upwards else 1
        assert (below.x, below.y - step) in cells_of_box(layout.places[upper], sizes[upper])
        assert (above.x, above.y + step) in cells_of_box(layout.places[lower], sizes[lower])


@settings(max_examples=70, deadline=None)
@given(graph=graphs())
def test_lines_that_have_nothing_in_common_only_cross(graph):
    sizes, edges, kinds = graph
    layout = lay_out(sizes, edges, kinds, width=90, height=1_000)
    sides = {}
    for index, path in enumerate(layout.paths):
        cells = cells_of_path(path) if path else []
        for one, other in pairwise(cells):
            sides.setdefault(frozenset((one, other)), []).append(index)
    linked = {frozenset(edge) for edge in edges}
    for along in sides.values():
        for one, other in combinations(along, 2):
            is_bus = all(
                frozenset((a, b)) in linked
                for a, b in zip(edges[one], reversed(edges[other]), strict=True)
            )
            assert set(edges[one]) & set(edges[other]) or is_bus


@settings(max_examples=40, deadline=None)
@given(graph=graphs())
def test_the_same_graph_gets_the_same_layout(graph):
    sizes, edges, kinds = graph
    assert lay_out(sizes, edges, kinds) == lay_out(sizes, edges, kinds)


@settings(max_examples=40, deadline=None)
@given(graph=graphs())
def test_turned_edges_leave_no_cycle(graph):
    sizes, edges, _ = graph
    back = find_back_edges(len(sizes), edges)
    ahead = [edge[::-1] if turned else edge for edge, turned in zip(edges, back, strict=True)]
    between = [edge for edge in ahead if edge[0] != edge[1]]
    layer = layers_of(len(sizes), between)
    assert all(layer[source] < layer[target] for source, target in between)


def test_a_graph_without_cycles_turns_nothing():
    assert find_back_edges(4, [(3, 2), (2, 1), (1, 0), (3, 0)]) == [False] * 4


def test_the_edge_that_closes_a_loop_is_turned():
    assert find_back_edges(4, [(0, 1), (1, 2), (2, 1), (2, 3)]) == [False, False, True, False]


def test_nothing_is_nested_in_a_very_long_chain():
    count = 20_000
    chain = [(node, node + 1) for node in range(count - 1)]
    assert find_back_edges(count, [*chain, (count - 1, 0)])[-1]
    assert layers_of(count, chain) == list(range(count))


def test_a_weight_stands_right_above_what_it_feeds():
    # 0 -> 1 -> 2 is the flow, 3 feeds the last node only.
    assert layers_of(4, [(0, 1), (1, 2), (3, 2)]) == [0, 1, 2, 1]


def test_crossings_are_removed_where_they_can_be():
    below = [[5], [4], [3], [], [], []]
    above = [[], [], [], [2], [1], [0]]
    layers = [[0, 1, 2], [3, 4, 5]]
    assert count_crossings(layers, below) == 3
    assert count_crossings(order_layers(layers, above, below), below) == 0


def test_pieces_are_found_the_largest_first():
    assert connected_pieces(5, [(0, 3), (3, 4)]) == [[0, 3, 4], [1], [2]]


def test_a_chain_is_one_straight_line():
    layout = lay_out([size_of(7), size_of(21), size_of(9)], [(0, 1), (1, 2)], [0, 0])
    assert {place.port for place in layout.places} == {10}
    assert [len(set(path)) for path in layout.paths] == [1, 1]


def test_the_stem_stays_straight_beside_a_skipped_part():
    # 0 -> 1 -> 2 -> 3, and 0 -> 3 beside it.
    sizes = [size_of(9)] * 4
    layout = lay_out(sizes, [(0, 1), (1, 2), (2, 3), (0, 3)], [0] * 4)
    assert len({place.port for place in layout.places}) == 1


def test_many_inputs_of_one_node_share_a_bus():
    sizes = [size_of(9)] * 6
    layout = lay_out(sizes, [(source, 5) for source in range(5)], [0] * 5)
    ends = {path[-1] for path in layout.paths}
    rows = {point.y for path in layout.paths for point in path[1:-1]}
    assert len(ends) == 1
    assert len(rows) == 1


def test_edges_of_two_kinds_have_ends_of_their_own():
    layout = lay_out([size_of(9)] * 2, [(0, 1), (0, 1)], [0, 1])
    assert layout.paths[0][-1] != layout.paths[1][-1]


def test_a_long_chain_goes_on_in_the_next_column():
    sizes = [size_of(9)] * 6
    layout = lay_out(sizes, [(node, node + 1) for node in range(5)], [0] * 5, width=60, height=13)
    assert [place.top for place in layout.places] == [0, 4, 8, 2, 6, 10]
    assert [place.port for place in layout.places] == [4, 4, 4, 18, 18, 18]
    assert layout.paths[2] == (
        Point(4, 11),
        Point(11, 11),
        Point(11, 0),
        Point(18, 0),
        Point(18, 1),
    )


def test_no_room_leaves_a_chain_as_it_is():
    sizes = [size_of(21)] * 6
    layout = lay_out(sizes, [(node, node + 1) for node in range(5)], [0] * 5, width=30, height=12)
    assert len({place.port for place in layout.places}) == 1


def test_nodes_without_edges_stand_in_rows():
    layout = lay_out([size_of(9)] * 4, [], [], width=30)
    assert [place.top for place in layout.places] == [0, 0, 4, 4]


def test_nothing_has_no_size():
    assert lay_out([], [], []) == Layout([], [], [], 0, 0)


def test_upside_down_outputs_are_at_the_top():
    sizes = [size_of(9), size_of(9)]
    layout = lay_out(sizes, [(0, 1)], [0]).upside_down(sizes)
    assert layout.places == [Place(4, 4, 0), Place(4, 0, 1)]
    assert layout.paths == [(Point(4, 3),)]
