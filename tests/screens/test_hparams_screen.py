"""The HParams tab: one set of trials as table, pictures and correlations."""

from __future__ import annotations

import pytest
from driving import make_app, screen_text, settle, toasts
from fakes import FakeLoader, FakeStore, training_runs
from trial_logs import FAILURE, SUCCESS, store_of, write_run
from trial_tab import act, names, open_tab

from tbtui.screens.hparams_state import HparamsState, TrialView
from tbtui.widgets.importance_list import ImportanceList
from tbtui.widgets.scatter_plot import ScatterPlot


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


def test_copies_have_the_form_that_the_pane_of_columns_names(sweep, copied_path):
    async def scenario(pilot):
        await act(pilot, "copied as", "right", kind="setting")
        await pilot.press("y")
        assert copied_path.read_text(encoding="utf-8").startswith("trial,")
        assert "Copied as CSV" in toasts(pilot.app)[-1]
        assert pilot.app.screen.view_to_keep()["copied as"] == "csv"

    open_tab(scenario, sweep)


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
