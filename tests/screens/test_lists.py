"""Lists draw only what is in view, however long they are."""

from __future__ import annotations

import asyncio

import pytest
from driving import drive
from fakes import FakeStore, small_run, training_runs
from textual.app import App
from textual.command import CommandList
from textual.strip import Strip

from tbtui.plot.theme import DARK
from tbtui.screens.command_palette import QuietPalette
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Words, folded
from tbtui.widgets.virtual_lines import VirtualLines


class Numbers(VirtualLines):
    """Lines that say their number and remember that they were drawn."""

    def __init__(self, count):
        super().__init__()
        self.count = count
        self.drawn = []

    def line_count(self):
        return self.count

    def draw_line(self, index, width):
        self.drawn.append(index)
        return Strip.blank(width)


class OneWidget(App):
    palette = DARK

    def __init__(self, widget):
        super().__init__()
        self.widget = widget

    def compose(self):
        yield self.widget


def within(widget, scenario, size=(40, 10)):
    async def run():
        app = OneWidget(widget)
        async with app.run_test(size=size) as pilot:
            widget.focus()
            await pilot.pause()
            await scenario(pilot)

    asyncio.run(run())


def test_a_scroll_bar_that_appears_knows_where_the_list_is():
    numbers = Numbers(5)

    async def scenario(pilot):
        numbers.lines_changed()
        await pilot.pause()
        numbers.count = 100
        numbers.lines_changed()
        numbers.cursor = 60
        await pilot.pause()
        assert numbers.scroll_offset.y == 51
        assert numbers.vertical_scrollbar.position == 51

    within(numbers, scenario)


def test_of_ten_thousand_lines_those_in_view_are_drawn():
    numbers = Numbers(10_000)

    async def scenario(pilot):
        numbers.lines_changed()
        await pilot.pause()
        assert set(numbers.drawn) <= set(range(10))
        numbers.drawn.clear()
        await pilot.press("G")
        assert numbers.cursor == 9_999
        assert set(numbers.drawn) <= {0, *range(9_990, 10_000)}

    within(numbers, scenario)


def test_moving_the_cursor_draws_two_lines():
    numbers = Numbers(10_000)

    async def scenario(pilot):
        numbers.lines_changed()
        await pilot.pause()
        numbers.drawn.clear()
        await pilot.press("j")
        assert set(numbers.drawn) == {0, 1}

    within(numbers, scenario)


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("j", 1),
        ("down down", 2),
        ("j j k", 1),
        ("up", 0),
        ("pagedown", 9),
        ("pagedown pageup", 0),
        ("end", 99),
        ("G k", 98),
        ("end home", 0),
        ("end g", 0),
        ("ctrl+d ctrl+u", 0),
    ],
)
def test_keys_move_the_cursor(keys, cursor):
    numbers = Numbers(100)

    async def scenario(pilot):
        numbers.lines_changed()
        await pilot.press(*keys.split())
        assert numbers.cursor == cursor

    within(numbers, scenario)


def test_the_cursor_stays_on_a_line_when_the_list_shrinks():
    numbers = Numbers(100)

    async def scenario(pilot):
        numbers.lines_changed()
        await pilot.press("end")
        numbers.count = 3
        numbers.lines_changed()
        assert numbers.cursor == 2
        numbers.count = 0
        numbers.lines_changed()
        assert numbers.cursor == 0

    within(numbers, scenario)


def tree_lines(tree):
    return [(row.depth, row.name, row.tag is not None, row.tag_count) for row in tree._rows]


def test_a_small_tree_starts_open_and_folds():
    tree = TagTree()

    async def scenario(pilot):
        tree.show(["a/x", "a/y", "b"], "a/y")
        assert tree_lines(tree) == [
            (0, "a", False, 2),
            (1, "x", True, 0),
            (1, "y", True, 0),
            (0, "b", True, 0),
        ]
        assert tree.current.tag == "a/y"
        await pilot.press("left", "left")
        assert tree_lines(tree) == [(0, "a", False, 2), (0, "b", True, 0)]
        await pilot.press("right", "right")
        assert tree.current.tag == "a/x"

    within(tree, scenario)


def test_a_large_tree_opens_only_the_scopes_of_the_focused_tag():
    tree = TagTree()
    tags = [f"layer_{layer}/weight_{weight}" for layer in range(100) for weight in range(100)]

    async def scenario(pilot):
        tree.show(tags, "layer_7/weight_3")
        assert tree.line_count() == 200
        assert tree.current.tag == "layer_7/weight_3"
        tree.show(tags, "layer_99/weight_99")
        assert tree.line_count() == 300
        assert tree.scroll_offset.y > 0

    within(tree, scenario)


def test_a_tag_may_be_a_scope_as_well():
    tree = TagTree()
    chosen = []
    tree.post_message = lambda message: chosen.append(message) or True

    tree._tags = ("loss", "loss/x")
    from tbtui.analysis.tag_names import tree as tag_tree

    tree._root = tag_tree(tree._tags)
    tree._flatten()
    assert tree_lines(tree) == [(0, "loss", True, 2)]


def test_deep_tags_do_not_exhaust_the_stack():
    tree = TagTree()

    async def scenario(pilot):
        tree.show(["/".join("a" * 3000)], None)
        assert tree.line_count() >= 32

    within(tree, scenario)


def test_five_hundred_runs_scroll_and_keep_their_cursor_while_filtering():
    names = tuple(f"run_{number}" for number in range(500))
    store = FakeStore([small_run(name, loss=[1.0]) for name in names])

    async def scenario(pilot):
        screen = pilot.app.screen
        runs = screen.run_list
        screen.set_focus(runs)
        await pilot.press("G")
        assert runs.current == "run_499"
        screen.state.run_filter = "9"
        screen.synchronise()
        assert runs.current == "run_499"

    drive(scenario, store)


def test_the_palette_is_quiet():
    async def scenario(pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuietPalette)
        assert not pilot.app.screen.query_one("CommandInput").cursor_blink

    drive(scenario, FakeStore(training_runs()))


def test_lines_that_are_too_long_go_on_below_their_last_words():
    line = [Words("  g Home    "), Words("Crosshair to the first point")]
    texts = ["".join(words.text for words in piece) for piece in folded([line], 30)]
    assert texts == ["  g Home    Crosshair to the", "            first point"]
    narrow = ["".join(words.text for words in piece) for piece in folded([line], 24)]
    assert narrow == ["  g Home    ", "    Crosshair to the", "    first point"]
    assert folded([line, []], 40) == [line, []]


def test_a_palette_that_is_closed_while_it_looks_for_commands_ends_nothing():
    async def scenario(pilot):
        await pilot.press("colon")
        palette = pilot.app.screen
        assert isinstance(palette, QuietPalette)
        await palette.query(CommandList).remove()
        palette._gather_commands("theme")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("escape")
        assert pilot.app.screen is not palette

    drive(scenario)
