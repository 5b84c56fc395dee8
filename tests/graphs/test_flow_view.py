"""Going through the picture of a flow: along arrows, into scopes and calls, and with the mouse."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from made_graphs import function, graph, node
from textual.app import App

from tbtui.analysis.graph.model import ROOT
from tbtui.plot.flow_boxes import Look
from tbtui.plot.theme import DARK
from tbtui.widgets.flow_view import FlowView

NETWORK = graph(
    ("x", "Placeholder"),
    ("conv/kernel", "VariableV2"),
    ("conv/product", "Conv2D", ["x", "conv/kernel"]),
    ("norm", "BatchNorm", ["conv/product"]),
    ("skip", "Identity", ["conv/product"]),
    ("sum", "AddV2", ["norm", "skip"]),
)
CHAIN = graph(*[(f"n{i}", "Op", [f"n{i - 1}"] if i else []) for i in range(200)])
CALL = graph(
    ("x", "Placeholder"),
    ("call", "twice", ["x"]),
    ("y", "Neg", ["call"]),
    functions=[function("twice", ["a"], [node("both", "AddV2", ["a", "a"])], {"z": "both:z:0"})],
)


class OneFlow(App):
    palette = DARK

    def __init__(self):
        super().__init__()
        self.flow = FlowView()
        self.selected, self.opened = [], []
        self.last_text = ""

    def compose(self):
        yield self.flow

    def on_flow_view_selected(self, event):
        self.selected.append(self.name_of(event.item))

    def on_flow_view_opened(self, event):
        self.opened.append(self.name_of(event.item))

    def name_of(self, item):
        return self.flow.graph.name(item)

    @property
    def text(self):
        if not self.is_running:
            return self.last_text
        return "\n".join(
            self.flow.render_line(row).text.rstrip() for row in range(self.flow.size.height)
        )

    @property
    def box(self):
        """Where the selected box is on the screen: left, top, width, height."""
        left, top, width, height = self.flow._picture.area(self.flow._box)
        window = self.flow._window
        return left - window.left, top - window.top + 1, width, height


def within(made, item, scenario, size=(80, 40)):
    """Run a scenario in an application that shows nothing but the flow around an item."""
    app = OneFlow()

    async def run():
        async with app.run_test(size=size) as pilot:
            app.flow.focus()
            await pilot.pause()
            app.flow.show(made, made.find(item) if item else ROOT)
            await pilot.pause()
            await scenario(app, pilot)
            app.last_text = app.text

    asyncio.run(run())
    return app


def after(made, item, *keys, size=(80, 40)):
    """Show the flow around an item and press keys."""

    async def scenario(app, pilot):
        await pilot.press(*keys)

    return within(made, item, scenario, size)


def test_down_and_up_lead_along_arrows():
    app = after(NETWORK, "x", "j", "j", "j", "k")
    assert app.selected[:1] == ["conv"]
    assert app.selected[1] in ("norm", "skip")
    assert app.selected[2:] == ["sum", app.selected[1]]


def test_left_and_right_lead_to_the_boxes_beside():
    app = after(NETWORK, "norm", "l", "h")
    assert sorted(app.selected) == ["norm", "skip"]


def test_inputs_and_outputs_are_visited_one_after_the_other():
    app = after(NETWORK, "sum", "i", "i", "i")
    assert sorted(app.selected[:2]) == ["norm", "skip"]
    assert app.selected[2] == app.selected[0]
    assert sorted(after(NETWORK, "conv", "o", "o").selected) == ["norm", "skip"]


def test_where_no_arrow_leads_on_the_selection_stays():
    app = after(NETWORK, "x", "k", "i")
    assert app.selected == []
    assert app.name_of(app.flow.item) == "x"


def test_without_a_selection_the_first_box_is_taken():
    assert after(NETWORK, "", "j").selected == ["x"]


def test_a_scope_is_entered_and_left():
    app = after(NETWORK, "conv", "enter")
    assert app.selected == ["conv/kernel"]
    assert app.name_of(app.flow.scope) == "conv"
    assert "‹ x ›" in app.text
    app = after(NETWORK, "conv", "enter", "u")
    assert app.selected == ["conv/kernel", "conv"]
    assert app.flow.scope == ROOT


def test_a_node_without_contents_is_told_about():
    app = after(NETWORK, "norm", "enter")
    assert app.opened == ["norm"]
    assert app.selected == []


def test_a_name_at_the_rim_leads_outside():
    app = after(NETWORK, "conv/product", "i", "enter")
    assert app.name_of(app.flow.item) in ("x", "conv/kernel")
    app = after(NETWORK, "conv/product", "j", "enter")
    assert app.selected[-1] in ("norm", "skip")
    assert app.flow.scope == ROOT


def test_a_call_leads_into_its_function_and_back():
    app = after(CALL, "call", "enter")
    assert CALL.labels[app.flow.scope] == "twice"
    app = after(CALL, "call", "enter", "u")
    assert app.selected[-1] == "call"
    assert app.flow.scope == ROOT


def test_of_a_long_chain_the_rest_comes_when_one_gets_to_the_rim():
    app = after(CHAIN, "n100")
    assert " n100" in app.text
    assert "n150" not in app.text
    ahead = max(box.node for box in app.flow._picture.flow.boxes if box.kind.value == "op")
    app = after(CHAIN, CHAIN.name(ahead), "j", "j", "j")
    assert app.selected == [CHAIN.name(ahead + step) for step in (1, 2, 3)]
    assert f" {app.selected[-1]} " in app.text


def test_what_is_left_out_is_said_and_can_be_gone_to():
    app = after(CHAIN, "n0")
    boxes = app.flow._picture.flow.boxes
    [rest] = [box for box in boxes if box.kind.value == "more" and box.node > 0][:1]
    assert int(rest.name) + len([box for box in boxes if box.kind.value == "op"]) <= 200

    async def scenario(app, pilot):
        app.flow._go_to(next(i for i, box in enumerate(boxes) if box is rest))
        await pilot.pause()

    # Numbers of boxes are the same in a picture of the same size.
    assert within(CHAIN, "n0", scenario).selected == [CHAIN.name(rest.node)]


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (30, 6)])
def test_the_selected_box_is_always_seen(size):
    async def scenario(app, pilot):
        for key in "jjjjjjjkkl":
            await pilot.press(key)
            left, top, width, height = app.box
            assert left >= 0
            assert left + width <= app.flow.size.width
            assert top >= 1
            assert top + height <= app.flow.size.height

    within(CHAIN, "n90", scenario, size)


def test_a_click_selects_and_a_second_one_opens():
    async def scenario(app, pilot):
        places = app.flow._picture
        [conv] = [i for i, b in enumerate(places.flow.boxes) if b.name == "conv"]
        area, window = places.area(conv), app.flow._window
        offset = (area.left - window.left + 1, area.top - window.top + 2)
        await pilot.click(FlowView, offset=offset)
        assert app.selected == ["conv"]
        await pilot.click(FlowView, offset=offset)
        assert app.selected == ["conv", "conv/kernel"]

    within(NETWORK, "x", scenario)


def test_a_click_beside_all_boxes_changes_nothing():
    async def scenario(app, pilot):
        await pilot.click(FlowView, offset=(1, 30))
        await pilot.click(FlowView, offset=(1, 0))
        assert app.selected == []
        assert app.name_of(app.flow.item) == "x"

    within(NETWORK, "x", scenario)


def test_the_wheel_and_the_keys_of_panning_move_the_window():
    async def scenario(app, pilot):
        before = app.flow._window
        await pilot.press("L")
        assert app.flow._window.left > before.left
        await pilot.press("H", "H", "c")
        assert app.flow._window == before
        assert app.selected == []

    within(CHAIN, "n0", scenario, (50, 30))


def test_inputs_can_be_at_the_bottom():
    def rows(app):
        lines = app.text.splitlines()
        return [next(i for i, line in enumerate(lines) if f" {n}" in line) for n in ("x", "sum")]

    top, bottom = rows(after(NETWORK, "x"))
    assert top < bottom
    app = after(NETWORK, "x", "v", "k")
    top, bottom = rows(app)
    assert top > bottom
    assert app.selected == ["conv"]


def test_boxes_of_one_row_in_a_low_window_or_when_asked_for():
    assert "╭" in after(NETWORK, "x", size=(80, 30)).text
    assert "( " in after(NETWORK, "x", size=(80, 12)).text
    assert "( " in after(NETWORK, "x", "z", size=(80, 30)).text
    assert "┏" in after(NETWORK, "x", "z", size=(80, 12)).text


def test_what_is_traced_has_the_marks_of_the_tree():
    async def scenario(app, pilot):
        made = app.flow.graph
        inputs, outputs = np.zeros((2, made.item_count), bool)
        inputs[made.find("x")] = outputs[made.find("sum")] = True
        app.flow.mark(lambda item: Look(), inputs, outputs)
        assert " x Placeholder ↑│" in app.text.replace("  ", " ")
        assert " sum AddV2 ↓│" in app.text.replace("  ", " ")

    within(NETWORK, "conv", scenario)


def test_looks_colour_and_mark_boxes():
    async def scenario(app, pilot):
        skip, colored = app.flow.graph.find("skip"), Look(ink=DARK.series[0], mark="■")
        app.flow.mark(lambda item: colored if item == skip else Look())
        assert "■ skip" in app.text
        assert app.text.count("■") == 1

    within(NETWORK, "x", scenario)


def test_only_rows_that_differ_are_drawn_again():
    async def scenario(app, pilot):
        refreshed = []
        original = app.flow.refresh
        app.flow.refresh = lambda *regions, **options: (
            refreshed.extend(regions),
            original(*regions, **options),
        )[1]
        await pilot.press("j")
        rows = {region.y for region in refreshed}
        assert 0 < len(rows) < 14

    within(NETWORK, "x", scenario)


def test_an_embedded_node_is_shown_beside_what_it_decorates():
    made = graph(("c", "Const"), ("a", "Abs", ["c"]), ("b", "Neg", ["a"]))
    app = after(made, "c")
    assert made.name(app.flow.item) == "a"
    assert "c▸" in app.text


def test_nothing_is_drawn_without_a_graph():
    app = OneFlow()

    async def run():
        async with app.run_test(size=(40, 10)) as pilot:
            app.flow.focus()
            await pilot.press("j", "k", "i", "enter", "u", "L", "c", "v", "z", "x")
            await pilot.click(FlowView, offset=(3, 3))
            assert app.text.strip() == ""

    asyncio.run(run())


def test_without_a_selection_the_first_box_is_seen():
    fan = graph(("x", "Placeholder"), *[(f"{c}{c}/leaf", "Op", ["x"]) for c in "abcdefgh"])
    assert " x Placeholder" in after(fan, "", size=(50, 20)).text
    pages = graph(*[(f"n{i}q", "Op", [f"n{i - 1}q"] if i else []) for i in range(50)])
    app = after(pages, "", size=(50, 20))
    assert app.flow._picture.width > 50
    assert app.flow._window.left == 0
    assert " n0q " in app.text
