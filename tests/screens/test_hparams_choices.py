"""What the HParams tab lets through: columns, values, statuses, expressions and brushes."""

from __future__ import annotations

import numpy as np
import pytest
from driving import screen_text, toasts
from trial_logs import store_of, write_run
from trial_tab import LOSS, act, column_of, names, open_tab, type_text

from tbtui.plot.trial_axis import AxisScale
from tbtui.screens.hparams_state import Aggregation, TrialView
from tbtui.widgets.parallel_plot import ParallelPlot
from tbtui.widgets.scatter_plot import ScatterPlot
from tbtui.widgets.trial_columns import TrialColumnsList


def test_the_trial_in_front_is_the_same_in_all_views(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        assert screen.state.selected == "trial-02"
        await pilot.press("v")
        await pilot.pause()
        assert "● trial-02" in screen_text(pilot.app)
        await pilot.press("j", "V")
        await pilot.pause()
        assert screen.state.view is TrialView.TABLE
        assert screen.state.selected != "trial-02"
        assert names(pilot)[screen.table.rows.current_row] == screen.state.selected

    open_tab(scenario, sweep, "j", "j")


def test_a_hidden_column_is_hidden_in_all_views(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        assert "hp:batch" in screen.visible_keys
        await act(pilot, "hp:batch", "space")
        assert "hp:batch" not in screen.visible_keys
        shown = [column.key for column in screen.table.rows.contents.columns]
        assert shown == [axis.key for axis in screen.scene.axes] == list(screen.visible_keys)
        await act(pilot, "hp:batch", "space")
        assert screen.visible_keys[-1] == "hp:batch"

    open_tab(scenario, sweep)


def test_values_are_ticked_off_and_come_back(sweep):
    async def scenario(pilot):
        await act(pilot, "hp:optimizer", "space", value="sgd", kind="value")
        assert names(pilot) == [f"trial-{number:02d}" for number in range(0, 12, 2)]
        assert "6 of 12 trials" in screen_text(pilot.app)
        await act(pilot, "hp:optimizer", "x")
        assert len(names(pilot)) == 12

    open_tab(scenario, sweep)


def test_statuses_are_ticked_off(sweep):
    async def scenario(pilot):
        await act(pilot, "", "space", value="failure", kind="status")
        assert len(names(pilot)) == 11
        assert "trial-03" not in names(pilot)

    open_tab(scenario, sweep)


def test_an_interval_is_typed(sweep):
    async def scenario(pilot):
        await act(pilot, "hp:lr", "f")
        await type_text(pilot, "0.001..0.01")
        values = column_of(pilot, "hp:lr").values
        assert 0 < len(values) < 12
        assert values.min() >= 0.001
        assert values.max() <= 0.01
        await type_text(pilot, "high..")
        assert "an interval is typed as" in screen_text(pilot.app)
        assert len(names(pilot)) == 12
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.focused, TrialColumnsList)

    open_tab(scenario, sweep)


def test_texts_are_found_by_regular_expressions(sweep):
    async def scenario(pilot):
        await act(pilot, "hp:optimizer", "f")
        await type_text(pilot, "^s")
        assert len(names(pilot)) == 6
        await type_text(pilot, "(")
        assert "unterminated" in screen_text(pilot.app)

    open_tab(scenario, sweep)


def test_trials_are_filtered_by_expressions(sweep):
    async def scenario(pilot):
        low = column_of(pilot, "hp:lr").values < 0.001
        await pilot.press("/")
        await type_text(pilot, "lr<0.001")
        assert len(names(pilot)) == np.count_nonzero(low)
        await type_text(pilot, "nothing<1")
        assert "no column is called nothing" in screen_text(pilot.app)
        await pilot.press("escape", "escape")
        assert len(names(pilot)) == 12

    open_tab(scenario, sweep)


def test_metrics_have_other_statistics(sweep):
    async def scenario(pilot):
        last = column_of(pilot, LOSS).values
        await pilot.press("n", "n")
        await pilot.pause()
        highest = column_of(pilot, LOSS).values
        assert (highest > last).all()
        assert "max" in screen_text(pilot.app)
        await pilot.press("n")
        await pilot.pause()
        np.testing.assert_array_equal(column_of(pilot, LOSS).values, last)

    open_tab(scenario, sweep)


def test_sessions_of_a_trial_are_averaged_or_one_of_them_is_chosen(tmp_path):
    for number, loss in enumerate((1.0, 2.0, 6.0)):
        write_run(tmp_path / f"s{number}", {"lr": 0.1}, {"val/loss": [loss]}, group="trial")

    async def scenario(pilot):
        assert column_of(pilot, LOSS).values.tolist() == [3.0]
        found = {}
        for aggregation in (Aggregation.MEDIAN, Aggregation.MIN, Aggregation.MAX):
            await act(pilot, "aggregation", "l", kind="setting")
            found[aggregation] = column_of(pilot, LOSS).values.tolist()
        assert list(found.values()) == [[2.0], [1.0], [6.0]]
        await pilot.press("D")
        await pilot.pause()
        assert screen_text(pilot.app).count("SESSION s") == 3

    open_tab(scenario, store_of(tmp_path))


def test_brushes_are_moved_by_keys_and_kept_across_scales(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.state.focused = "hp:lr"
        screen.synchronise()
        await pilot.press("{", "{", "{", "{", ")")
        await pilot.pause()
        assert screen.scene.axis.name == "lr"
        assert screen.scene.axis.scale is AxisScale.LOG
        kept = np.count_nonzero(screen.scene.kept)
        assert 0 < kept < 12
        assert f"{kept} of 12 pass the brushes" in screen_text(pilot.app)
        await pilot.press("s")
        await pilot.pause()
        assert screen.scene.axis.scale is AxisScale.QUANTILE
        assert np.count_nonzero(screen.scene.kept) == kept
        await pilot.press("x")
        await pilot.pause()
        assert np.count_nonzero(screen.scene.kept) == 12

    open_tab(scenario, sweep, "v")


def test_a_brush_of_texts_goes_from_text_to_text(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.state.focused = "hp:optimizer"
        screen.synchronise()
        await pilot.press("{")
        await pilot.pause()
        assert screen.state.brushes["hp:optimizer"] == (0.0, 0.0)
        assert np.count_nonzero(screen.scene.kept) == 6
        await pilot.press("s")
        await pilot.pause()

    app = open_tab(scenario, sweep, "v")
    assert any("Texts stand at equal distances" in toast for toast in toasts(app))


def test_the_mouse_brushes_an_axis(sweep):
    async def scenario(pilot):
        plot = pilot.app.screen.query_one(ParallelPlot)
        column = plot._picture.columns[1]
        top, rows = plot._picture.top + 1, plot._picture.rows
        await pilot.mouse_down(plot, offset=(column, top))
        await pilot.hover(plot, offset=(column, top + rows // 2))
        await pilot.mouse_up(plot, offset=(column, top + rows // 2))
        await pilot.pause()
        screen = pilot.app.screen
        axis = screen.scene.axes[1]
        low, high = screen.state.brushes[axis.key]
        assert high == axis.extent[1]
        assert axis.places_of(np.array([low]))[0] == pytest.approx(0.5, abs=0.05)
        await pilot.click(plot, offset=(column, top), times=2)
        await pilot.pause()
        assert axis.key not in screen.state.brushes
        assert screen.scene.focused == 1

    open_tab(scenario, sweep, "v")


def test_the_mouse_brushes_a_panel_in_two_dimensions(sweep):
    async def scenario(pilot):
        plot = pilot.app.screen.query_one(ScatterPlot)
        panel = plot._picture.panels[1]
        left, top = panel.left, panel.top + 1
        middle = (left + panel.width // 2, top + panel.height // 2)
        await pilot.mouse_down(plot, offset=(left, top))
        await pilot.hover(plot, offset=middle)
        await pilot.mouse_up(plot, offset=middle)
        await pilot.pause()
        screen = pilot.app.screen
        horizontal, vertical = screen.scene.axes[1], screen.scene.metrics[0]
        assert set(screen.state.brushes) == {horizontal.key, vertical.key}
        assert screen.state.brushes[horizontal.key][0] == horizontal.extent[0]
        assert screen.state.brushes[vertical.key][1] == vertical.extent[1]
        await pilot.press("escape")
        await pilot.pause()
        assert not screen.state.brushes

    open_tab(scenario, sweep, "v", "v")
