"""The HParams tab: one set of trials as table, pictures and correlations."""

from __future__ import annotations

import numpy as np
import pytest
from driving import drive, make_app, screen_text, settle, toasts
from fakes import FakeLoader, FakeStore, training_runs
from trial_logs import FAILURE, SUCCESS, store_of, write_run, write_sweep

from tbtui.plot.trial_axis import AxisScale
from tbtui.screens.hparams_state import Aggregation, HparamsState, TrialView
from tbtui.widgets.importance_list import ImportanceList
from tbtui.widgets.parallel_plot import ParallelPlot
from tbtui.widgets.scatter_plot import ScatterPlot
from tbtui.widgets.trial_columns import TrialColumnsList

LOSS = "metric::val/loss"


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    directory = tmp_path_factory.mktemp("sweep")
    write_sweep(directory)
    return store_of(directory)


def open_tab(scenario, store, *keys, size=(120, 30), **options):
    """Go to the tab, press keys, and then go on."""

    async def opened(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        await scenario(pilot)

    return drive(opened, store, size=size, first="hparams", **options)


def names(pilot):
    return list(pilot.app.screen.trials.table.names)


def column_of(pilot, key):
    return pilot.app.screen.trials.table.column(key)


async def type_text(pilot, text):
    """Type into the line that has the focus, all at once."""
    pilot.app.focused.value = text
    await pilot.pause()


async def act(pilot, key, *actions, value="", kind="column"):
    """Press keys on a line of the pane of columns."""
    pane = pilot.app.screen.query_one(TrialColumnsList)
    lines = [(line.kind, line.key, line.value) for line in pane._lines]
    pilot.app.screen.set_focus(pane)
    pane.cursor = lines.index((kind, key, value))
    await pilot.press(*actions)
    await pilot.pause()


def look(snapshot, sweep, *keys, **options):
    async def scenario(pilot):
        await pilot.pause(0.1)
        snapshot(pilot.app)

    open_tab(scenario, sweep, *keys, **options)


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)], ids=str)
def test_table(snapshot, sweep, size):
    look(snapshot, sweep, "j", "j", size=size)


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)], ids=str)
def test_parallel(snapshot, sweep, size):
    look(snapshot, sweep, "v", "l", "j", "{", "{", size=size)


@pytest.mark.parametrize("size", [(160, 48), (60, 15)], ids=str)
def test_scatter(snapshot, sweep, size):
    look(snapshot, sweep, "v", "v", "l", ">", size=size)


def test_importance_80x24(snapshot, sweep):
    look(snapshot, sweep, "v", "v", "v", size=(80, 24))


def test_columns_80x24(snapshot, sweep):
    look(snapshot, sweep, "b", size=(80, 24))


def test_without_trials_the_tab_says_what_writes_them(snapshot):
    look(snapshot, FakeStore(training_runs()), size=(100, 44))


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


def test_axes_change_places_in_the_table_too(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        first, second, *_ = screen.visible_keys
        await pilot.press("L")
        await pilot.pause()
        assert list(screen.visible_keys[:2]) == [second, first]
        assert screen.scene.axis.key == first

    open_tab(scenario, sweep, "v")


def test_keys_of_the_brush_act_on_the_other_axis_of_a_panel(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("j", "w", "{", "z")
        await pilot.pause()
        assert list(screen.state.brushes) == [screen.scene.metrics[1].key]
        assert len(screen.query_one(ScatterPlot)._picture.panels) == 1

    open_tab(scenario, sweep, "v", "v")


def test_a_correlation_leads_to_its_scatter_plot(sweep):
    async def scenario(pilot):
        screen = pilot.app.screen
        line = screen.query_one(ImportanceList).current
        assert "correlation, not cause" in screen_text(pilot.app)
        await pilot.press("s")
        await pilot.pause()
        assert screen.state.view is TrialView.SCATTER
        assert screen.scene.axis.key == line.key
        assert screen.scene.metrics[screen.scene.row].key == screen.state.metric

    open_tab(scenario, sweep, "v", "v", "v")


def test_from_a_trial_to_its_chart_and_back(sweep):
    async def scenario(pilot):
        await pilot.press("j", "enter")
        await pilot.pause()
        scalars = pilot.app.screen
        assert pilot.app.current_mode == "scalars"
        assert scalars.state.focused == "val/accuracy"
        assert scalars.state.runs.emphasised == {"trial-01"}
        await pilot.press("backspace")
        await pilot.pause()
        assert pilot.app.current_mode == "hparams"

    open_tab(scenario, sweep)


def test_details_have_the_curves_of_all_metrics(snapshot, sweep):
    look(snapshot, sweep, "D", size=(110, 30))


def test_marked_trials_are_compared_in_words(sweep):
    async def scenario(pilot):
        await pilot.press("d")
        await pilot.press("m", "j", "m", "d")
        await pilot.pause(0.1)
        text = screen_text(pilot.app)
        assert "What differs" in text
        assert "1 trial-00" in text
        assert "2 trial-01" in text

    app = open_tab(scenario, sweep)
    assert toasts(app)[0].startswith("Mark two trials")


def test_the_table_is_copied_as_it_is_shown(sweep, copied_path):
    async def scenario(pilot):
        await act(pilot, "hp:batch", "space")
        await pilot.press("y")
        await pilot.pause()

    open_tab(scenario, sweep)
    lines = copied_path.read_text().splitlines()
    assert lines[0].startswith("| trial ")
    assert "batch" not in lines[0]
    assert [line.split()[1] for line in lines[2:4]] == ["trial-00", "trial-01"]


def test_the_table_is_written_to_a_file(sweep, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def scenario(pilot):
        await pilot.press("e", "enter", "enter")
        await settle(pilot)

    open_tab(scenario, sweep)
    lines = (tmp_path / "hparams.csv").read_text().splitlines()
    assert len(lines) == 13
    assert lines[0].startswith("trial,batch,lr,")


def test_what_add_hparams_has_made_is_shown_as_the_run_in_which_it_was_called(tmp_path):
    for name in ("first", "second"):
        write_run(tmp_path / name, None, {"train/loss": [3, 2, 1]})
        write_run(tmp_path / name / "1795207255.25", {"lr": 0.1}, {"hparam/loss": [0.5]})

    async def scenario(pilot):
        assert names(pilot) == ["first", "second"]
        titles = {column.title for column in pilot.app.screen.trials.metrics}
        assert {"hparam/loss"} < titles
        assert any("train/loss" in title for title in titles)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.current_mode == "scalars"

    open_tab(scenario, store_of(tmp_path))


def test_names_of_hyperparameters_do_no_harm(tmp_path):
    for number in range(3):
        write_run(
            tmp_path / f"a{number}",
            {"lr\x1b[31m": 0.1 + number, "text": f"x\x1b]0;{number}"},
            {"loss\u202e": [1 + number]},
        )
    texts = []

    async def scenario(pilot):
        for key in ("v", "v", "v", "v", "D"):
            await pilot.press(key)
            await pilot.pause()
            texts.append(screen_text(pilot.app))

    open_tab(scenario, store_of(tmp_path))
    assert not any(bad in text for text in texts for bad in "\x1b\u202e")
    assert all(r"lr\x1b[31m" in text for text in texts)


def test_a_session_that_cannot_be_understood_is_named_and_the_others_are_shown(tmp_path):
    write_run(tmp_path / "good", {"lr": 0.1}, {"loss": [1]})
    write_run(tmp_path / "bad", {"lr": 0.2}, {"loss": [2]})
    store = store_of(tmp_path)
    bad = store.run("bad")
    tag = "_hparams_/session_start_info"
    bad.metadata = {**bad.metadata, tag: bad.metadata[tag]._replace(content=b"\xff")}

    async def scenario(pilot):
        assert names(pilot) == ["good"]
        text = screen_text(pilot.app)
        assert "NOT UNDERSTOOD  1" in text
        assert "bad: _hparams_" in text

    open_tab(scenario, store)


def test_what_was_set_is_kept_and_found_again(sweep):
    kept = {}

    async def scenario(pilot):
        await act(pilot, "hp:optimizer", "space", value="sgd", kind="value")
        await act(pilot, "hp:batch", "space")
        pilot.app.screen.focus_view()
        await pilot.press("l", "s", "{", "c")
        await pilot.pause()
        kept.update(pilot.app.screen.view_to_keep())

    open_tab(scenario, sweep, "v")
    app = make_app(sweep)
    app.session.keep("hparams", kept)
    state = HparamsState()
    state.restore(app.session.view.section("hparams"))
    assert state.saved() == {name: value for name, value in kept.items() if name != "sidebar"}
    assert state.view is TrialView.PARALLEL
    assert state.filters["hp:optimizer"].unticked == {"sgd"}


def test_a_kept_view_that_makes_no_sense_is_none():
    from tbtui.config.view_state import Section

    state = HparamsState()
    state.restore(
        Section(
            {
                "view": 3,
                "brushes": {"a": {"low": 2, "high": 1}, "b": {"low": "x"}},
                "scales": {"a": "none"},
                "filters": {"a": []},
                "hidden statuses": ["never"],
            }
        )
    )
    assert state.saved() == {**HparamsState().saved(), "scales": {"a": "linear"}}


def test_a_new_trial_appears_and_the_one_in_front_stays(tmp_path):
    write_run(tmp_path / "b", {"lr": 0.2}, {"loss": [2]}, status=SUCCESS)
    loader = FakeLoader(store_of(tmp_path))

    async def scenario(pilot):
        assert pilot.app.screen.state.selected == "b"
        write_run(tmp_path / "a", {"lr": 0.1}, {"loss": [1]}, status=FAILURE)
        loader.publish(store_of(tmp_path).runs)
        await pilot.pause(0.2)
        assert names(pilot) == ["a", "b"]
        screen = pilot.app.screen
        assert names(pilot)[screen.table.rows.current_row] == "b"

    open_tab(scenario, None, loader=loader)
