"""What the Scalars dashboard finds again at the next start."""

from __future__ import annotations

import json

import pytest

from tbtui.config.settings import ChartSettings, Config, ReadoutSettings
from tbtui.config.view_state import Section
from tbtui.plot.scale import LinearScale
from tbtui.screens.kept_scalars import kept_view, state_from
from tbtui.screens.runs_state import RunOrder
from tbtui.screens.scalars_state import ScalarsState
from tbtui.widgets.chart_scene import LayoutMode
from tbtui.widgets.reading_columns import SortOrder

CONFIG = Config()


def kept_and_found(state):
    """Go the way through a file."""
    return state_from(Section(json.loads(json.dumps(kept_view(state, CONFIG)))), CONFIG)


@pytest.fixture
def state():
    state = ScalarsState()
    state.set_groups([("train", ["train/acc", "train/loss"]), ("val", ["val/loss"])])
    return state


def test_what_the_user_has_set_comes_back(state):
    state.choose("val/loss")
    state.switch_layout()
    state.smooth(1)
    state.zoom(1, LinearScale((0.0, 100.0)))
    state.axes.toggle_scale("train/loss", "log")
    state.axes.zoom("val/loss", (0.0, 1.0))
    state.grouping.by = "regex"
    state.grouping.pattern = "(.*)-s"
    state.pinned.toggle("train/acc")
    state.combined.keep("loss")
    state.runs.order = RunOrder.HIGHEST
    state.runs.limit = -3
    state.runs.emphasise("baseline")
    state.runs.run_history.add("lr=0.1")
    state.readings.shown = True
    state.readings.point_order = SortOrder("value", descending=True)
    state.run_filter, state.tag_filter = "base", "loss"
    state.folded = frozenset({"val"})

    found = kept_and_found(state)

    assert found.layout is LayoutMode.GRID
    assert found.settings == state.settings
    assert found.axes == state.axes
    assert (found.grouping.by, found.grouping.pattern) == ("regex", "(.*)-s")
    assert found.pinned.names == ("train/acc",)
    assert found.combined.patterns == ("loss",)
    assert (found.runs.order, found.runs.limit) == (RunOrder.HIGHEST, -3)
    assert found.runs.emphasised == {"baseline"}
    assert found.runs.run_history.saved() == ["lr=0.1"]
    assert found.readings == state.readings
    assert (found.run_filter, found.tag_filter) == ("base", "loss")
    assert found.folded == {"val"}
    found.set_groups(state.groups)
    assert found.focused == "val/loss"


def test_crosshair_and_selection_are_of_the_moment(state):
    state.set_cursor(5.0)
    state.begin_selection()
    state.set_cursor(7.0)
    found = kept_and_found(state)
    assert (found.settings.cursor, found.settings.selection) == (None, None)
    assert found.readings.anchor is None


def test_without_anything_kept_the_configuration_decides():
    config = Config(
        charts=ChartSettings(layout="grid", smoothing=0.9, y_scale="log"),
        readout=ReadoutSettings(order="descending", rows=7),
    )
    state = state_from(Section(), config)
    assert state.layout is LayoutMode.GRID
    assert state.settings.smoothing == 0.9
    assert state.axes.of("anything").scale == "log"
    assert state.readings.point_order == SortOrder("smoothed", descending=True)
    assert state.readings.most_rows == 7


@pytest.mark.parametrize(
    "rubbish",
    [
        {"layout": "single", "folded": 3, "pinned": {"a": 1}, "combined": ["/(/", "  ", 5]},
        {
            "settings": [],
            "axes": "no",
            "groups": {"by": "moon"},
            "runs": {"order": 1, "limit": 1e99},
        },
        {"table": {"points": "nothing", "ranges": ["mean"]}, "filters": {"run_history": "x"}},
    ],
)
def test_what_makes_no_sense_is_taken_for_never_set(rubbish):
    found, start = state_from(Section(rubbish), CONFIG), state_from(Section(), CONFIG)
    assert kept_view(found, CONFIG) == kept_view(start, CONFIG)
