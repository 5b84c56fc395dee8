"""Pinned charts come first; groups fold away."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import RUNS, FakeLoader, FakeStore, small_run, training_runs

STORE_TAGS = {"train__acc": [1, 2], "train__loss": [2, 1], "val__acc": [3, 4], "val__loss": [4, 3]}


def store(**tags):
    return FakeStore([small_run("a", **(tags or STORE_TAGS))])


def headings(app):
    lines = screen_text(app).splitlines()
    return [line.strip().split("│")[-1].strip() for line in lines if "▾ " in line or "▸ " in line]


def titles(app):
    """The titles of the charts in view, pinned ones with their mark."""
    lines = [line for line in screen_text(app).splitlines() if "╭─ " in line]
    return [part.partition(" ─")[0] for line in lines for part in line.split("╭─ ")[1:]]


def shown(*keys, size=(90, 48), **options):
    """Press keys with the sidebar folded away, and return the titles and headings in view."""
    found = {}

    async def scenario(pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        found["titles"], found["headings"] = titles(pilot.app), headings(pilot.app)
        found["state"] = pilot.app.screen.state
        found["toasts"] = toasts(pilot.app)

    drive(scenario, options.pop("store", None) or store(), size=size, **options)
    return found


def test_a_pinned_chart_comes_first_in_the_grid_with_a_mark():
    found = shown("v", "j", "P")
    assert found["headings"] == ["▾ pinned charts  1", "▾ train  2", "▾ val  1"]
    assert found["titles"] == ["▪ val/acc", "train/acc", "train/loss", "val/loss"]
    assert found["state"].focused == "val/acc"


def test_pins_keep_their_order_and_are_taken_back():

    state = shown("v", "P", "j", "j", "P")["state"]
    assert state.pinned.names == ("train/loss", "val/acc")
    assert state.charts == ("train/loss", "val/acc", "train/acc", "val/loss")
    assert shown("v", "P", "P")["state"].charts == (
        "train/acc",
        "train/loss",
        "val/acc",
        "val/loss",
    )


def test_pinned_charts_fill_the_row_below_the_large_chart_first():
    found = shown("j", "j", "P", "j", "j", size=(90, 30))
    assert found["state"].focused == "train/loss"
    assert found["titles"] == ["train/loss", "▪ val/loss", "val/acc"]


def test_a_pinned_chart_stays_while_a_filter_lets_others_through():
    async def scenario(pilot):
        await pilot.press("P", "/", *"acc", "enter")
        await pilot.pause()
        assert pilot.app.screen.state.charts == ("train/loss", "train/acc", "val/acc")
        assert "TAGS  2/4" in screen_text(pilot.app)

    drive(scenario, store())


def test_a_pin_of_a_tag_that_comes_and_goes_is_kept():
    loader = FakeLoader(store())

    async def scenario(pilot):
        state = pilot.app.screen.state
        await pilot.press("P")
        assert state.charts[0] == "train/loss"
        loader.publish([small_run("a", train__acc=[1, 2])])
        await pilot.pause(0.3)
        assert state.charts == ("train/acc",)
        loader.publish([small_run("a", **STORE_TAGS)])
        await pilot.pause(0.3)
        assert state.charts[0] == "train/loss"

    drive(scenario, loader=loader)


def test_a_pinned_chart_without_data_in_the_shown_runs_is_hidden():
    runs = FakeStore([small_run("a", only_a=[1, 2], both=[1, 2]), small_run("b", both=[3, 4])])

    async def scenario(pilot):
        screen = pilot.app.screen
        screen.state.choose("only_a")
        await pilot.press("P")
        assert screen.state.charts == ("only_a", "both")
        screen.session.selection.toggle("a")
        screen.synchronise()
        assert screen.state.charts == ("both",)

    drive(scenario, runs)


def test_a_folded_group_is_one_line_and_stepped_over():
    found = shown("v", "_")
    assert found["headings"] == ["▸ train  2", "▾ val  2"]
    assert found["titles"] == ["val/acc", "val/loss"]
    assert found["state"].focused == "train/loss"
    assert shown("v", "_", "j")["state"].focused == "val/acc"
    assert shown("v", "_", "j", "k", "k")["state"].focused == "val/acc"
    assert shown("v", "_", "_")["titles"][0] == "train/acc"


def test_groups_are_gone_through_even_where_they_are_folded():
    found = shown("v", "}", "_", "{", "_", "}")
    assert found["headings"] == ["▸ train  2", "▸ val  2"]
    assert found["state"].focused == "val/acc"
    assert shown("v", "}", "_", "{", "_", "}", "_")["titles"] == ["val/acc", "val/loss"]


def test_in_the_large_layout_nothing_is_folded():
    found = shown("_")
    assert found["state"].folded == frozenset()
    assert "v" in found["toasts"][0]
    # What was folded in the grid is still gone through here.
    assert shown("v", "_", "v", "j")["state"].focused == "val/acc"
    assert shown("v", "}", "_", "v", "k", "k", "j", "j", "j")["state"].focused == "val/loss"


def test_a_click_on_a_heading_folds_the_group():
    async def scenario(pilot):
        await pilot.press("v")
        await pilot.pause()
        charts = pilot.app.screen.charts
        await pilot.click(charts, offset=(5, 0))
        await pilot.pause()
        assert headings(pilot.app)[0] == "▸ train  2"
        await pilot.click(charts, offset=(5, 0))
        await pilot.pause()
        assert headings(pilot.app)[0] == "▾ train  2"

    drive(scenario, store(), size=(90, 48))


def test_a_tag_that_is_chosen_in_the_tree_unfolds_its_group():
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("v", "_")
        screen.on_tag_tree_chosen(type("Chosen", (), {"tag": "train/acc"}))
        assert screen.state.folded == frozenset()

    drive(scenario, store())


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
def test_the_heading_of_the_chart_in_focus_is_scrolled_to(size):
    tags = {f"{group}__{number:02}": [1, 2] for group in "abc" for number in range(20)}

    async def scenario(pilot):
        await pilot.press("v", "}", "}", "_")
        await pilot.pause()
        assert "▸ c  20" in screen_text(pilot.app)

    drive(scenario, store(**tags), size=size)


def test_how_pins_and_folds_look(snapshot):
    async def scenario(pilot):
        await pilot.press("P", "j", "j", "P", "v", "}", "}", "_")
        await pilot.pause()
        snapshot(pilot.app, svg=True)

    drive(scenario, FakeStore(training_runs(RUNS[:3])))
