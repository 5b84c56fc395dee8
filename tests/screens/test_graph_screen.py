"""The Graph tab: tree, node panel, search, traces, costs, two graphs in one."""

from __future__ import annotations

import numpy as np
import pytest
from driving import toasts
from graph_page import on_graph
from made_graphs import graph, run_of, write_run
from transformer_runs import load_store, write_graphs

from tbtui.analysis.graph.comparison import Status
from tbtui.analysis.graph.costs import Costs
from tbtui.analysis.graph.facts import GraphFacts, Order
from tbtui.plot.symbols import ASCII, use_symbols
from tbtui.screens.graph_state import ColorBy, Trace
from tbtui.screens.node_text import NodeText
from tbtui.widgets.graph_columns import bar_of


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return write_graphs(tmp_path_factory.mktemp("graphs"))


# What it looks like


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15), (40, 10)])
def test_look(store, size, snapshot):
    async def look(page):
        await page.press("j", "j", "j", "l", "l", "l")
        snapshot(page.app, svg=size == (160, 48))

    on_graph(store, look, size=size)


def test_one_pane_at_a_time_on_a_narrow_screen(store, snapshot):
    async def look(page):
        await page.press("j", "j", "j", "l", "w")
        assert page.screen.focused is page.screen.flow
        snapshot(page.app)
        await page.press("w")
        assert page.screen.focused is page.screen.panel
        assert page.lines_with("name")[0].split() == ["▌name", "layers"]
        await page.press("h")
        assert page.screen.focused is page.screen.outline_tree

    on_graph(store, look, size=(80, 24))


def test_look_of_a_comparison_with_costs(store, snapshot):
    async def look(page):
        await page.press("m", "enter")
        await page.press("D", "enter")
        await page.press("V", "l", "l", "asterisk")
        snapshot(page.app, svg=True)

    on_graph(store, look)


def test_a_long_name_goes_on_where_the_columns_beside_it_are_empty(tmp_path):
    scope = "a_scope_with_quite_a_long_name_of_its_own"
    run_of(tmp_path / "run", (f"{scope}/x", "Op"), ("a_node_with_" + "as_long_a_name" * 3, "Op"))

    async def look(page):
        [line] = page.lines_with(f"▸ {scope}  ")
        assert line.split()[-1] == "1"
        [line] = [line for line in page.text.splitlines() if line.endswith("Op")]
        assert "…" in line

    on_graph(load_store(tmp_path), look, size=(80, 24), view={"graph": {"beside": "tree alone"}})


def test_without_graphs_it_says_which_calls_write_them(tmp_path):
    (tmp_path / "run").mkdir()
    write_run(tmp_path / "run" / "events.out.tfevents.1.host", tensors=[("t", "text", b"hello")])

    async def look(page):
        text = page.text
        assert "1 run holds no graphs" in text
        assert "text          1 series" in text
        for call in ("add_graph(model, example_batch)", "trace_export", "log_graph=True"):
            assert call in text

    on_graph(load_store(tmp_path), look)


# The tree


def test_keys_lead_through_the_tree_and_breadcrumbs_say_where_one_is(store):
    async def walk(page):
        for keys, name in (
            ("jjj", "layers"),
            ("llll", "layers/0/attention"),
            ("u", "layers/0"),
            ("h", "layers/0"),
            ("h", "layers"),
            ("h", "layers"),
        ):
            await page.press(*keys)
            assert page.current == name
        assert page.rows == 7
        await page.press("asterisk", "j", "j")
        assert page.lines_with("layers › 0 › attention")

    on_graph(store, walk)


def test_depth_is_said_and_everything_closes_again(store):
    async def walk(page):
        await page.press("plus", "plus")
        assert "depth 2" in page.text
        deep = page.rows
        await page.press("plus")
        assert page.rows > deep
        await page.press("minus")
        assert page.rows == deep
        await page.press("Z")
        assert page.rows == 7

    on_graph(store, walk)


def test_a_subtree_is_shown_alone_and_escape_brings_the_rest_back(store):
    async def walk(page):
        await page.press("j", "j", "j", "f")
        assert page.current == "layers/0"
        assert "only layers" in page.text
        await page.press("escape")
        assert page.screen.outline_tree.outline.top == 0
        assert page.current == "layers/0"

    on_graph(store, walk)


def test_series_unfold_and_fold_in_their_place(store):
    async def walk(page):
        await page.select("layers/0/attention/head_0")
        for key, label in (("u", "head_[0-7]"), ("b", "head_0"), ("b", "head_[0-7]")):
            await page.press(key)
            tree, graph = page.screen.outline_tree, page.screen.graph
            assert graph.labels[tree.current[0]] == label

    on_graph(store, walk)


def test_siblings_are_sorted_by_every_column_both_ways(store):
    async def walk(page):
        await page.press("s", "s", "s", "s", "g")
        assert page.screen.outline_tree.order is Order.NODES
        assert "nodes ↓" in page.text
        assert page.current == "layers"
        await page.press("R", "g")
        assert page.current == "tokens"
        assert "nodes ↑" in page.text
        await page.press("S", "S", "S", "S", "g")
        assert page.current == "tokens"

    on_graph(store, walk)


# The panel


def test_a_link_of_the_panel_jumps_and_two_keys_lead_back_and_forth(store):
    async def walk(page):
        screen = page.screen
        await page.select("tokens")
        await page.press("enter")
        assert screen.focused is screen.panel
        facts = [line.fact for line in screen.panel._lines]
        screen.panel.cursor = next(i for i, one in enumerate(facts) if one and one.item is not None)
        for key, name in (
            ("enter", "embedding/lookup"),
            ("<", "tokens"),
            (">", "embedding/lookup"),
        ):
            await page.press(key)
            assert screen.graph.name(screen.state.item) == name

    on_graph(store, walk)


def test_a_constant_is_told_about_beside_the_node_that_it_decorates(store):
    async def walk(page):
        screen = page.screen
        constant = screen.graph.tree_size
        screen.select(constant)
        await page.press()
        assert screen.outline_tree.current[0] == screen.graph.hosts_of(constant)[0]
        assert screen.state.item == constant
        assert "decorates (1)" in page.text

    on_graph(store, walk)


def test_long_texts_are_shown_on_demand_and_names_are_escaped(tmp_path):
    run_of(tmp_path / "run", ("a\x1b[31m/b" + "n" * 200, "Op\x07"))

    async def walk(page):
        await page.press("l", "enter", "enter")
        assert isinstance(page.screen, NodeText)
        assert page.text.count("n" * 60) >= 2
        assert "a\\x1b[31m" in page.text
        assert "\x1b" not in page.text

    on_graph(load_store(tmp_path), walk)


def test_all_of_the_panel_is_copied(store, copied_path):
    async def walk(page):
        await page.press("y")
        assert "Placeholder" in copied_path.read_text()

    on_graph(store, walk)


# Search


def test_a_search_opens_what_hits_lie_in_counts_them_and_goes_round(store):
    async def walk(page):
        await page.press("/", "(")
        assert "no regular expression" in page.text
        await page.press("escape", *"op:softmax", "enter")
        screen = page.screen
        first = page.current
        assert "softmax" in screen.graph.op_name(screen.state.item).lower()
        assert "1 of" in page.text
        await page.press("N")
        last = page.current
        await page.press("n")
        assert page.current == first
        assert (last == first) == (len(screen._found) == 1)
        await page.press("escape")
        assert not screen.pattern
        assert "/op" not in page.text

    on_graph(store, walk)


# Traces, colours, costs


def test_a_trace_goes_from_inputs_to_outputs_to_both(store):
    async def walk(page):
        await page.press("j", "j", "T")
        screen = page.screen
        tokens, loss = (screen.graph.find(name) for name in ("tokens", "loss"))
        assert "traced inputs of embedding" in page.text
        assert screen.scene.inputs[tokens]
        assert not screen.scene.inputs[loss]
        assert page.lines_with("tokens")[0].split()[:2] == ["↑", "tokens"]
        await page.press("T")
        assert screen.scene.inputs is None
        assert screen.scene.outputs[loss]
        await page.press("T", "escape")
        assert screen.state.trace is Trace.NOTHING

    on_graph(store, walk)


def test_costs_bring_columns_bars_and_colours_and_take_them_away(store):
    async def walk(page):
        await page.press("m", "enter")
        assert page.screen.state.color_by is ColorBy.TIME
        [line] = page.lines_with("▸ █ layers")
        assert " MB ━━━━━" in line
        assert " ms ━━━━━" in line
        await page.press("m", "k", "enter")
        assert page.screen.facts.costs is None
        assert page.screen.state.color_by is ColorBy.STRUCTURE
        await page.press("C", "C")
        assert page.screen.state.color_by is ColorBy.NOTHING
        assert "■" not in page.text

    on_graph(store, walk)


@pytest.mark.parametrize(
    ("share", "bar", "ascii_bar"),
    [(0.04, "", ""), (0.06, "╸", "-"), (0.2, "━", "="), (0.3, "━╸", "=-"), (1, "━━━━━", "=====")],
)
def test_a_bar_is_as_long_as_the_share(share, bar, ascii_bar):
    made = graph(("part", "Op"), ("whole", "Op"))
    memory = np.zeros(made.item_count, np.int64)
    part, whole = made.find("part"), made.find("whole")
    memory[[part, whole]] = round(1_000 * share), 1_000
    facts = GraphFacts(made, memory, Costs(memory, memory, {}, 2, 0))
    assert bar_of(facts, Order.MEMORY, part) == bar
    assert bar_of(facts, Order.TIME, whole) == "━" * 5
    use_symbols(ASCII)
    assert bar_of(facts, Order.MEMORY, part) == ascii_bar


def test_what_is_sorted_by_is_said_where_its_column_has_no_room(store):
    async def walk(page):
        await page.press("s", "s", "s")
        assert page.screen.outline_tree.order is Order.SHAPE
        assert "sorted by output size" in page.text
        await page.press("s")
        assert page.screen.outline_tree.order is Order.NODES
        assert "sorted by" not in page.text

    on_graph(store, walk, size=(100, 24))


# Two graphs


def test_two_graphs_are_one_tree_with_what_was_added_removed_and_changed(store):
    async def walk(page):
        await page.press("D", "enter")
        screen = page.screen
        assert "compared with dropout0.2  +0 -24 ~12" in page.text
        removed, changed, same = (
            screen.graph.find(f"layers/0/attention/{name}") for name in ("dropout", "add", "join")
        )
        status = screen.scene.status
        assert [status[item] for item in (removed, changed, same)] == [
            Status.REMOVED,
            Status.CHANGED,
            Status.SAME,
        ]
        await page.press("V", "plus", "plus", "plus", "plus")
        assert page.lines_with("dropout  1 const")
        assert not page.lines_with("tokens  ")
        await page.select("tokens")
        assert not screen.state.only_differences
        assert page.current == "tokens"
        await page.press("escape")
        assert screen.comparison is None
        assert screen.graph.find("layers/0/attention/dropout") is None

    on_graph(store, walk)


def test_graphs_that_do_not_differ_are_told_to_be_the_same(tmp_path):
    for name in ("a", "b"):
        run_of(tmp_path / name, ("x", "X"))

    async def walk(page):
        await page.press("D", "enter")
        await page.press("V")
        assert "The two graphs are the same" in toasts(page.app)

    on_graph(load_store(tmp_path), walk)
