"""``tbtui table`` prints runs, groups and trials side by side."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.hparams import metadata, plugin_data_pb2

from tbtui.analysis.run_notes import RunNote
from tbtui.config.note_store import NoteStore
from tbtui.readers.event_writer import EventWriter

NEW_YEAR = 1_767_225_600.0


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    """Four trials of two learning rates and two optimizers."""
    directory = tmp_path_factory.mktemp("sweep")
    for place, (lr, opt) in enumerate([(0.1, "sgd"), (0.1, "adam"), (0.01, "sgd"), (0.01, "adam")]):
        start = plugin_data_pb2.SessionStartInfo()
        start.hparams["lr"].number_value = lr
        start.hparams["opt"].string_value = opt
        summary = summary_pb2.Summary()
        summary.value.add(
            tag=metadata.SESSION_START_INFO_TAG,
            metadata=metadata.create_summary_metadata(
                plugin_data_pb2.HParamsPluginData(session_start_info=start)
            ),
        )
        with EventWriter(directory / f"t{place}/events.out.tfevents.1", NEW_YEAR) as writer:
            event = event_pb2.Event(wall_time=NEW_YEAR, summary=summary)
            writer.write_record(event.SerializeToString())
            for step in range(3):
                loss = 2.0 ** (place - step)
                writer.add_scalar("val/loss", loss, step, NEW_YEAR + step)
            writer.add_scalar("acc", 1.0 - place / 4, 2, NEW_YEAR + 2)
    return directory


@pytest.fixture
def table(sweep, run_tbtui):
    """Run the command on the sweep; return the cells of its CSV."""

    def run(*words):
        outcome = run_tbtui("table", sweep, "--format", "csv", *words)
        assert (outcome.status, outcome.err) == (0, "")
        return list(csv.reader(io.StringIO(outcome.out)))

    return run


def test_at_first_it_shows_what_tells_most(sweep, run_tbtui):
    outcome = run_tbtui("table", sweep)
    assert outcome.out == (
        "run  state   val/loss   acc  steps  duration    lr  opt\n"
        "t0   silent      0.25     1      2        2s   0.1  sgd\n"
        "t1   silent       0.5  0.75      2        2s   0.1  adam\n"
        "t2   silent         1   0.5      2        2s  0.01  sgd\n"
        "t3   silent         2  0.25      2        2s  0.01  adam\n"
    )


def test_columns_are_called_by_keys_and_by_names(table):
    header, first, *_ = table(
        "--columns", "lr,loss", "--columns", "max:val/loss,steps", "--column", "opt"
    )
    assert header == ["run", "lr", "val/loss", "val/loss max", "steps", "opt"]
    assert first == ["t0", "0.1", "0.25", "1", "2", "sgd"]


def test_rows_are_sorted_by_several_columns_and_cut(table):
    rows = table(
        "--columns", "acc", "--sort", "opt", "--sort-falling", "min:val/loss", "--limit", "3"
    )
    assert [row[0] for row in rows[1:]] == ["t3", "t1", "t2"]
    assert rows[0] == ["run", "acc"]
    assert [row[0] for row in table("--sort-falling", "name", "--limit", "1")[1:]] == ["t3"]


def test_filters_see_all_columns_whatever_is_shown(table):
    rows = table("--columns", "acc", "--filter", "loss<=1 and max:val/loss>1 opt~'sg.'")
    assert [row[0] for row in rows[1:]] == ["t2"]
    assert [row[0] for row in table("--filter", "t1 | t3")[1:]] == ["t1", "t3"]


def test_a_filter_for_what_there_is_not_says_so(sweep, run_tbtui):
    outcome = run_tbtui("table", sweep, "--filter", "nope<1 or loss<1 or tags=paper")
    assert (outcome.status, outcome.err) == (0, "tbtui: nothing is called nope\n")


def test_differences_from_a_baseline_that_may_be_filtered_away(table):
    header, *rows = table("--columns", "val/loss,opt", "--baseline", "t1", "--filter", "t3")
    assert header == ["run", "val/loss", "val/loss change", "val/loss change %", "opt"]
    assert rows == [["t3", "2", "1.5", "300", "adam"]]


def test_only_what_differs_between_the_rows_that_are_left(table):
    header, *_ = table("--columns", "state,lr,opt,acc", "--filter", "lr=0.1", "--differing")
    assert header == ["run", "opt", "acc"]


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        (("--group-hparams", "lr"), ["lr=0.1", "lr=0.01"]),
        (("--group-pattern", "t([01])?"), ["0", "1", ""]),
        (("--group-directory",), ["."]),
    ],
)
def test_groups(words, groups, table):
    header, *rows = table("--columns", "val/loss", *words)
    assert header == ["group", "members", "val/loss", "val/loss deviation", "val/loss n"]
    assert [row[0] for row in rows] == groups


def test_groups_have_means_or_medians_and_can_be_filtered_by_what_is_not_shown(table):
    words = ("--columns", "val/loss", "--group-hparams", "lr", "--filter", "acc>0.5")
    assert table(*words)[1][:3] == ["lr=0.1", "2", "0.375"]
    assert table(*words, "--center", "median", "--sort", "members")[1][2] == "0.375"


def test_trials(table, sweep, run_tbtui):
    header, first, *_ = table("--hparams", "--sort", "val/loss")
    assert header == ["trial", "status", "sessions", "lr", "opt", "acc", "val/loss"]
    assert first == ["t0", "unknown", "1", "0.1", "sgd", "1", "0.25"]
    _, first, *_ = table("--hparams", "--value", "max", "--columns", "loss")
    assert first == ["t0", "1"]
    assert table("--hparams", "--status", "success") == [header]
    assert table("--hparams", "--experiment", "first")[0] == header


def test_sessions_are_chosen_by_a_metric(run_tbtui, sweep):
    words = ("table", sweep, "--hparams", "--aggregate", "min", "--aggregate-by", "val/loss")
    assert run_tbtui(*words).status == 0
    outcome = run_tbtui(*words[:-1], "nothing")
    assert "no metric is called 'nothing'; there is acc, val/loss" in outcome.err


@pytest.mark.parametrize("words", [(), ("--hparams",)])
def test_importance(words, table):
    header, *rows = table(*words, "--importance", "val/loss")
    assert header == [
        "hyperparameter",
        "correlation with val/loss",
        "rows",
        "missing",
        "remark",
    ]
    assert [row[0] for row in rows] == ["lr", "opt"]
    assert float(rows[0][1]) == pytest.approx(-0.8944, abs=1e-4)
    assert rows[1][2:] == ["4", "0", "sgd against adam"]


def test_hidden_runs_are_left_out_and_notes_are_columns(table, sweep):
    store = NoteStore()
    places = [os.fspath(sweep / name) for name in ("t1", "t2")]
    try:
        store.change(places[0], RunNote(hidden=True))
        store.change(places[1], RunNote(note="again", tags=("a", "b")))
        rows = table("--columns", "user:note,user:tags", "--filter", "tags=b or t0 or t1")
        assert rows == [["run", "note", "tags"], ["t0", "", ""], ["t2", "again", "a, b"]]
        assert len(table("--hidden")) == 5
        header = table()[0]
        assert header[-2:] == ["note", "tags"]
        assert "name" not in header
    finally:
        for place in places:
            store.change(place, RunNote())


def test_the_name_of_the_file_chooses_the_form(sweep, tmp_path, run_tbtui):
    for name, start in (
        ("t.md", "| run |"),
        ("t.tex", "\\begin"),
        ("t.json", "{"),
        ("t.csv", "run,"),
    ):
        assert run_tbtui("table", sweep, "-o", tmp_path / name).out == ""
        assert (tmp_path / name).read_text().startswith(start)
    assert len(json.loads((tmp_path / "t.json").read_text())["rows"]) == 4


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--columns", "nope"), "no column is called 'nope'; there is acc, lr, opt, val/loss"),
        (("--sort", "nope"), "no column is called 'nope'"),
        (("--filter", "loss<"), "a value is missing after <: loss<"),
        (("--baseline", "t9"), "no run is called 't9'; there is t0, t1, t2, t3"),
        (("--importance", "opt"), "opt is no metric"),
        (("--hparams", "--baseline", "t9"), "no trial is called 't9'"),
    ],
)
def test_what_is_wrong_is_told_with_what_there_is(words, reason, sweep, run_tbtui):
    outcome = run_tbtui("table", sweep, *words)
    assert (outcome.status, outcome.out) == (2, "")
    assert reason in outcome.err


def test_without_hyperparameters_there_are_no_trials(logs, run_tbtui):
    outcome = run_tbtui("table", logs, "--hparams")
    assert (outcome.status, outcome.out) == (1, "")
    assert "no run has logged hyperparameters" in outcome.err


def test_values_that_are_not_finite_are_told(logs, run_tbtui):
    outcome = run_tbtui("table", logs, "--columns", "train/loss,nan:train/loss,min:train/loss")
    assert outcome.out.splitlines()[1].split() == ["first", "0.125", "0", "0.1"]
