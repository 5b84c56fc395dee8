"""What the Scalars dashboard remembers."""

from __future__ import annotations

import pytest

from tbtui.plot.scale import LinearScale
from tbtui.screens.catalogue import NO_SCOPE, join_single_tags
from tbtui.screens.scalars_state import ScalarsState, likely_x, most_telling, next_smoothing
from tbtui.widgets.chart_scene import LayoutMode


@pytest.fixture
def state():
    state = ScalarsState()
    state.set_groups([("train", ["train/acc", "train/loss"]), ("val", ["val/loss"])])
    return state


def test_smoothing_goes_in_twentieths_and_then_close_to_one():
    stops = [0.0]
    while (higher := next_smoothing(stops[-1], 1)) != stops[-1]:
        stops.append(higher)
    assert stops[:4] == [0.0, 0.05, 0.1, 0.15]
    assert stops[-4:] == [0.9, 0.95, 0.99, 0.999]
    back = [stops[-1]]
    while (lower := next_smoothing(back[-1], -1)) != back[-1]:
        back.append(lower)
    assert back == stops[::-1]


def test_a_loss_is_shown_first():
    assert most_telling(["acc", "val/Loss", "train/loss"]) == "val/Loss"
    assert most_telling(["entropy_loss", "train/loss"]) == "train/loss"
    assert most_telling(["acc", "entropy_loss"]) == "entropy_loss"
    assert most_telling(["loss/scale", "lr"]) == "loss/scale"
    assert most_telling([]) is None


def test_the_focus_starts_at_a_loss_and_stops_at_the_ends(state):
    assert state.focused == "train/loss"
    state.move_focus(5)
    assert state.focused == "val/loss"
    state.move_focus(-9)
    assert state.focused == "train/acc"


def test_a_filter_that_hides_the_chosen_tag_gives_it_back_afterwards(state):
    state.choose("val/loss")
    state.set_groups([("train", ["train/acc"])])
    assert state.focused == "train/acc"
    state.set_groups([("train", ["train/acc", "train/loss"]), ("val", ["val/loss"])])
    assert state.focused == "val/loss"


def test_no_tags_no_focus(state):
    state.set_groups([])
    assert state.focused is None
    state.move_focus(1)


def test_leaving_the_maximised_chart_goes_back_to_where_it_came_from(state):
    state.switch_layout()
    state.maximised = True
    assert state.shown_layout is LayoutMode.SINGLE
    state.switch_layout()
    assert state.shown_layout is LayoutMode.GRID
    state.switch_layout()
    assert state.shown_layout is LayoutMode.FOCUS


def test_zoom_keeps_the_crosshair_in_place(state):
    state.set_cursor(25.0)
    state.zoom(1, LinearScale((0.0, 100.0)))
    assert state.settings.x_range == (12.5, 62.5)
    state.zoom(-1, LinearScale((12.5, 62.5)))
    assert state.settings.x_range == (0.0, 100.0)


def test_zoom_without_a_crosshair_keeps_the_middle(state):
    state.zoom(1, LinearScale((0.0, 100.0)))
    assert state.settings.x_range == (25.0, 75.0)
    state.show_range(None)
    assert state.settings.x_range is None


def test_zoom_stops_before_the_axis_has_no_width_left(state):
    domain = (1e9, 1e9 + 1)
    for _ in range(200):
        state.zoom(1, LinearScale(domain))
        domain = state.settings.x_range or domain
    assert domain[0] < domain[1]


def test_a_zoomed_view_follows_the_crosshair(state):
    state.zoom(1, LinearScale((0.0, 100.0)))
    state.pan_to(80.0, LinearScale((25.0, 75.0)))
    assert state.settings.x_range == pytest.approx((55.0, 105.0))
    state.pan_to(60.0, LinearScale((55.0, 105.0)))
    assert state.settings.x_range == pytest.approx((55.0, 105.0))


def test_a_range_begins_at_the_crosshair_and_follows_it_until_it_is_kept(state):
    state.set_cursor(5.0)
    state.begin_selection()
    state.set_cursor(9.0)
    assert state.settings.selection == (5.0, 9.0)
    state.readings.anchor = None
    state.set_cursor(20.0)
    assert state.settings.selection == (5.0, 9.0)
    state.clear_selection()
    assert state.settings.selection is None


def test_a_range_whose_end_was_not_chosen_goes_with_the_crosshair(state):
    state.set_cursor(5.0)
    state.begin_selection()
    state.set_cursor(None)
    assert (state.settings.selection, state.readings.anchor) == (None, None)


def test_the_next_x_axis_starts_without_range_and_crosshair(state):
    state.set_cursor(5.0)
    state.zoom(1, LinearScale((0.0, 100.0)))
    seen = []
    for _ in range(3):
        state.cycle_horizontal()
        seen.append(state.settings.horizontal)
    assert seen == ["relative", "wall", "step"]
    assert state.settings.x_range is None
    assert state.settings.cursor is None


def test_log_scale_is_that_of_a_chart_or_of_all(state):
    def scales():
        return [axes.of(chart).scale for chart in ("train/acc", "train/loss")]

    axes = state.axes
    axes.toggle_scale("train/loss", "log")
    assert scales() == ["linear", "log"]
    axes.toggle_scale_of_all("train/loss", "log")
    assert scales() == ["linear", "linear"]
    axes.toggle_scale_of_all("train/loss", "log")
    assert scales() == ["log", "log"]


def test_neighbouring_tags_without_a_scope_share_a_group():
    groups = [("acc", ["acc"]), ("loss", ["loss"]), ("val", ["val/a"]), ("z", ["z"])]
    assert join_single_tags(groups) == (
        (NO_SCOPE, ("acc", "loss")),
        ("val", ("val/a",)),
        (NO_SCOPE, ("z",)),
    )


def test_as_x_a_measure_of_progress_is_meant_and_never_the_chart_itself():
    assert likely_x(["acc", "train/loss", "train/tokens"], "acc") == "train/tokens"
    assert likely_x(["epoch", "train/tokens"], "train/tokens") == "epoch"
    assert likely_x(["acc", "loss"], "acc") == "loss"
    assert likely_x(["loss"], "loss") == "loss"
