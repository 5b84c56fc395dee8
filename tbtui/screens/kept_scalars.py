"""What comes back when the same logs are looked at again: filters, settings, pins, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tbtui.screens.kept_charts import axes_from, kept_axes, kept_settings, settings_from
from tbtui.screens.readings_state import ReadingsState
from tbtui.screens.run_grouping import DEFAULT_PATTERN, GROUPED_BY, RunGrouping
from tbtui.screens.runs_state import MOST_LISTED, RunOrder
from tbtui.screens.scalars_state import ScalarsState
from tbtui.screens.starting_charts import starting_axis, starting_layout, starting_settings
from tbtui.widgets.chart_scene import LayoutMode
from tbtui.widgets.reading_columns import BY_RUN, POINT_COLUMNS, RANGE_COLUMNS, SortOrder

if TYPE_CHECKING:
    from tbtui.config.settings import Config
    from tbtui.config.view_state import Section

LAYOUTS = (LayoutMode.FOCUS, LayoutMode.GRID)
READOUT_ORDERS = {
    "name": BY_RUN,
    "ascending": SortOrder("smoothed"),
    "descending": SortOrder("smoothed", descending=True),
    "nearest": SortOrder("nearest"),
}
POINT_ORDERS = (*(column.name for column in POINT_COLUMNS), "nearest")
RANGE_ORDERS = tuple(column.name for column in RANGE_COLUMNS)


def kept_view(state: ScalarsState, config: Config) -> dict[str, Any]:
    """Return what of a dashboard of charts is to be found again."""
    runs = state.runs
    return {
        "settings": kept_settings(state.settings, starting_settings(config)),
        "axes": kept_axes(state.axes, starting_axis(config)),
        "layout": state.layout.value,
        "chart": state.chosen,
        "folded": sorted(state.folded),
        "filters": {
            "runs": state.run_filter,
            "tags": state.tag_filter,
            "run_history": runs.run_history.saved(),
            "tag_history": runs.tag_history.saved(),
        },
        "pinned": state.pinned.saved(),
        "combined": state.combined.saved(),
        "groups": {
            "by": state.grouping.by,
            "pattern": state.grouping.pattern,
            "keys": state.grouping.keys,
        },
        "runs": {
            "order": runs.order.value,
            "limit": runs.limit,
            "emphasised": sorted(runs.emphasised),
            "target_step": runs.target_step,
            "folds_appended": runs.folds_appended,
        },
        "table": {
            "shown": state.readings.shown,
            "points": state.readings.point_order.column,
            "points_descending": state.readings.point_order.descending,
            "ranges": state.readings.range_order.column,
            "ranges_descending": state.readings.range_order.descending,
        },
    }


def state_from(saved: Section, config: Config) -> ScalarsState:
    """Return the state that was kept; that of the configuration for whatever was not."""
    start = starting_layout(config)
    filters = saved.section("filters")
    state = ScalarsState(
        layout=saved.choice("layout", LAYOUTS, start if start in LAYOUTS else LayoutMode.FOCUS),
        settings=settings_from(saved.section("settings"), starting_settings(config)),
        axes=axes_from(saved.section("axes"), starting_axis(config)),
        readings=_readings_from(saved.section("table"), config),
        grouping=_grouping_from(saved.section("groups")),
        folded=frozenset(saved.texts("folded")),
        run_filter=filters.text("runs"),
        tag_filter=filters.text("tags"),
    )
    state.chosen = saved.optional_text("chart")
    state.pinned.restore(saved.texts("pinned"))
    if "combined" in saved:
        state.combined.restore(saved.texts("combined"))
    _restore_runs(state, saved.section("runs"), filters)
    return state


def _readings_from(saved: Section, config: Config) -> ReadingsState:
    return ReadingsState(
        shown=saved.flag("shown"),
        most_rows=config.readout.rows,
        point_order=_order(saved, "points", POINT_ORDERS, READOUT_ORDERS[config.readout.order]),
        range_order=_order(saved, "ranges", RANGE_ORDERS, BY_RUN),
    )


def _order(saved: Section, name: str, columns: tuple[str, ...], start: SortOrder) -> SortOrder:
    """Return an order that was saved as the name of a column and whether it is descending."""
    column = saved.optional_text(name)
    if column is None or column not in columns:
        return start
    return SortOrder(column, saved.flag(f"{name}_descending"))


def _grouping_from(saved: Section) -> RunGrouping:
    return RunGrouping(
        by=saved.choice("by", GROUPED_BY, "none"),
        pattern=saved.text("pattern", DEFAULT_PATTERN),
        keys=saved.text("keys"),
    )


def _restore_runs(state: ScalarsState, saved: Section, filters: Section) -> None:
    runs = state.runs
    runs.order = saved.choice("order", tuple(RunOrder), RunOrder.NAME)
    runs.limit = saved.whole_number("limit", 0, -MOST_LISTED, MOST_LISTED)
    runs.emphasised = frozenset(saved.texts("emphasised"))
    runs.folds_appended = saved.flag("folds_appended", True)
    target = saved.optional_number("target_step")
    runs.target_step = None if target is None else round(target)
    runs.run_history.restore(filters.texts("run_history"))
    runs.tag_history.restore(filters.texts("tag_history"))
