"""``tbtui demo`` writes a log directory that looks like training."""

from __future__ import annotations

import csv
import sys
import threading
import types
from pathlib import Path

import numpy as np
import pytest

from tbtui.analysis.graph.comparison import compare_graphs
from tbtui.analysis.graph.costs import join_costs
from tbtui.analysis.graph.model import ROOT, Kind
from tbtui.analysis.graph.parameters import parameter_counts
from tbtui.analysis.graph.sources import graphs_in, load_device_runs, load_graph, profiles_in
from tbtui.analysis.hyperparameters import run_hyperparameters
from tbtui.commands import demo
from tbtui.commands.demo import LIVE_FROM_STEP, Demonstration
from tbtui.commands.demo_curves import DEMO_RUNS, LAST_STEP, curves
from tbtui.commands.loading import load
from tbtui.commands.sources import log_sources

NOW = 1_767_225_600.0


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The store of a demonstration that is not live."""
    directory = tmp_path_factory.mktemp("demo") / "logs"
    demonstration = Demonstration(str(directory), live=False, now=NOW)
    demonstration.write()
    demonstration.close()
    return load(log_sources([str(directory)]))


def test_there_are_five_runs_with_all_kinds_of_tags(finished):
    assert sorted(run.name for run in finished.runs) == [
        "baseline",
        "bs512",
        "dropout0.2",
        "lr1e-3-warm",
        "lr3e-4",
    ]
    assert finished.problems == ()
    groups = {tag.split("/")[0] for tag in (tag for run in finished.runs for tag in run.scalars)}
    assert groups == {"train", "val", "layers", "system"}
    kinds = {kind for run in finished.runs for kind, _ in run.indexed}
    assert kinds == {"histograms", "text", "hparams", "graphs", "graph_tagged_run_metadata"}


def test_training_tags_have_two_thousand_points_in_order_that_end_now(finished):
    for run in finished.runs:
        view = run.scalars["train/loss"].view()
        assert view.steps.tolist() == list(range(0, LAST_STEP + 1, 10))
        assert np.all(np.diff(view.wall_times) > 0)
        assert NOW - 5 < view.wall_times[-1] <= NOW


def test_the_curves_have_the_shapes_of_training(finished):
    for run in finished.runs:
        loss = run.scalars["train/loss"].view().values
        assert loss[:50].mean() > 2.0
        assert 0.1 < loss[-50:].mean() < 1.0
        rate = run.scalars["train/lr"].view().values
        assert 0 < np.argmax(rate) < len(rate) // 2
        assert rate[0] == 0.0
        assert rate[-1] < 1e-3 * rate.max()
        norm = run.scalars["train/grad_norm"].view().values
        assert norm.min() > 0.0
        assert norm.max() / norm.min() > 10.0
        accuracy = run.scalars["val/acc"].view().values
        assert 0.0 <= accuracy.min() < accuracy[-1] <= 1.0


def test_every_run_has_hyperparameters(finished):
    found = run_hyperparameters(finished.runs)
    assert found == {run.name: run.hyperparameters for run in DEMO_RUNS}
    assert {values["batch_size"] for values in found.values()} == {256, 512}


def test_every_run_has_a_graph_and_one_has_dropout(finished):
    graphs = {run.name: load_graph(graphs_in(run)[0]) for run in finished.runs}
    baseline = graphs["baseline"]
    assert not baseline.dangling
    # Six layers of attention and feed forward, an embedding and a head.
    counts = parameter_counts(baseline)
    per_layer = 4 * (256 * 256 + 256) + 2 * 2 * 256 + 2 * 256 * 1024 + 1024 + 256
    assert counts[baseline.find("layers/3")] == per_layer
    rest = 8_000 * 256 + 128 * 256 + 2 * 256 + 256 * 8_000 + 8_000
    assert counts[ROOT] == 6 * per_layer + rest
    [heads] = [
        item
        for item in baseline.children(baseline.find("layers/0/attention")).tolist()
        if baseline.kind[item] == Kind.SERIES
    ]
    assert baseline.labels[heads] == "head_[0-7]"
    different = {name for name, graph in graphs.items() if compare_graphs(baseline, graph).added}
    assert different == {"dropout0.2"}


def test_a_step_of_every_run_is_profiled(finished):
    for run in finished.runs:
        graph = load_graph(graphs_in(run)[0])
        [profile] = profiles_in(run)
        costs = join_costs(graph, load_device_runs(profile))
        assert costs.unmatched == 0
        assert (
            costs.time[graph.find("head")] > costs.time[graph.find("layers/0/attention/norm")] > 0
        )
        assert costs.memory[ROOT] > 1_000_000


def test_every_call_makes_the_same_numbers():
    first = curves(DEMO_RUNS[0], 0, 1_000)
    second = curves(DEMO_RUNS[0], 0, 1_000)

    assert first.keys() == second.keys()
    for tag, (steps, values) in first.items():
        assert np.array_equal(second[tag], (steps, values))
    other = curves(DEMO_RUNS[1], 0, 1_000)
    assert not np.array_equal(other["train/loss"][1], first["train/loss"][1])


def test_a_live_demonstration_goes_on_where_it_stopped(tmp_path):
    demonstration = Demonstration(str(tmp_path), live=True)
    demonstration.write()
    demonstration.append(250)
    demonstration.append(250)
    demonstration.close()

    run = load(log_sources([str(tmp_path)])).run("bs512")

    view = run.scalars["train/loss"].view()
    assert view.steps.tolist() == list(range(0, LIVE_FROM_STEP + 500, 10))
    assert np.all(np.diff(view.wall_times) > 0)
    assert len(run.indexed["histograms", "layers/0/weights"]) == 9


def test_appending_ends_when_told_to_or_when_the_time_is_over(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "LIVE_SECONDS_PER_UPDATE", 0.001)
    demonstration = Demonstration(str(tmp_path), live=True)
    demonstration.write()
    stop = threading.Event()

    demonstration.append_until(stop, seconds=0.05)
    reached = demonstration.end_step
    stop.set()
    demonstration.append_until(stop)
    demonstration.close()

    assert reached > LIVE_FROM_STEP
    assert demonstration.end_step == reached


def test_without_a_screen_it_prints_the_directory(tmp_path, run_tbtui):
    outcome = run_tbtui("demo", tmp_path / "new/demo", "--no-open")

    assert outcome == (0, f"{tmp_path}/new/demo\n", "")
    exported = run_tbtui("export", tmp_path / "new/demo", "--tag", "val/loss").out
    assert len(list(csv.DictReader(exported.splitlines()))) == 5 * 101


def test_it_overwrites_nothing(tmp_path, run_tbtui):
    (tmp_path / "thesis.txt").write_text("years of work")

    outcome = run_tbtui("demo", tmp_path, "--no-open")

    assert outcome == (2, "", f"tbtui: not empty, and nothing will be overwritten: {tmp_path}\n")


def test_in_a_terminal_it_opens_and_a_temporary_directory_goes_away(monkeypatch, run_in_terminal):
    seen = []

    def run(sources, **options):
        (source,) = sources
        seen.append(source.path)
        assert len(list(Path(source.path).glob("*/events.out.tfevents.*"))) == 5
        return 0

    screen = types.ModuleType("tbtui.running")
    screen.run = run
    monkeypatch.setitem(sys.modules, "tbtui.running", screen)

    assert run_in_terminal("demo", "--live") == (0, "", "")
    (directory,) = seen
    assert not Path(directory).exists()
