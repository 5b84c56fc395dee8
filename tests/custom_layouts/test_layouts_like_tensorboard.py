"""Layouts, matching tags and margins, compared with TensorBoard's own Custom Scalars plugin."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from layout_files import category, layout, margin, multiline, write_layout
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard_plugin import TensorBoard

from tbtui.analysis.custom_layouts import layout_entry, merge_layouts
from tbtui.readers.custom_layouts import MultilineChart, read_layout
from tbtui.readers.logdir import LogSource
from tbtui.screens.custom_charts import ChartContents, custom_categories
from tbtui.store.loader import Loader
from tbtui.widgets.chart_scene import ChartScene, ChartSettings
from tbtui.widgets.curve_points import CurveCache
from tbtui.widgets.curves import curves_of

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

CORPUS_LOGS = [
    "made/tensorboardX",
    "made/torch/custom_scalars_helpers",
    "made/torch/custom_scalars_margin",
    "made/torch/every_method",
    "made/tf2/summary",
    "real/wandb__wandb",
]

needs_corpus = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]


def ours(directory: Path):
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    by_run = {}
    for run in loader.store.runs:
        entry = layout_entry(run)
        if entry is not None:
            by_run[run.name] = read_layout(entry)
    return merge_layouts(by_run), loader.store.runs


def as_message(merged) -> layout_pb2.Layout:
    message = layout(version=merged.version)
    for one in merged.categories:
        charts = []
        for chart in one.charts:
            if isinstance(chart, MultilineChart):
                charts.append(multiline(chart.title, *chart.tag_regexes))
            else:
                triples = [(series.value, series.lower, series.upper) for series in chart.series]
                charts.append(margin(chart.title, *triples))
        message.category.append(category(one.title, *charts, closed=one.closed))
    return message


def assert_equal_charts(directory: Path) -> int:
    """Compare layout, curves and points of all runs; return how many curves there are."""
    tensorboard = TensorBoard(directory)
    merged, runs = ours(directory)
    assert merged is not None
    assert as_message(merged) == tensorboard.layout()
    categories = custom_categories(merged)
    tags = sorted({tag for run in runs for tag in run.scalars})
    definitions = ChartContents().definitions(categories, tags, runs)
    colors = {run.name: "#ffffff" for run in runs}
    scene = ChartScene(definitions=definitions, runs=tuple(runs), colors=colors)
    found = 0
    for one in categories:
        for name, chart in one.charts:
            curves = curves_of(scene, name)
            found += len(curves)
            if isinstance(chart, MultilineChart):
                compare_multiline(chart, definitions[name], curves, runs, tensorboard)
            else:
                compare_margin(chart, curves, runs, tensorboard)
    return found


def compare_multiline(chart, definition, curves, runs, tensorboard) -> None:
    joined = "|".join(f"({one})" for one in chart.tag_regexes)
    wanted = {}
    for run in runs:
        is_valid, points = tensorboard.matching(run.name, joined)
        assert is_valid or definition.messages
        wanted |= {(run.name, tag): series for tag, series in points.items()}
    assert {(curve.name, curve.tag) for curve in curves} == set(wanted)
    for curve in curves:
        assert_equal_points(points_of(curve), wanted[curve.name, curve.tag])


def compare_margin(chart, curves, runs, tensorboard) -> None:
    """Compare with what the page makes of the points that the plugin gives it."""
    shown = {(curve.name, *curve.tags): curve for curve in curves}
    for run in runs:
        _, points = tensorboard.matching(run.name, ".*")
        for series in chart.series:
            tags = (series.value, series.lower, series.upper)
            curve = shown.pop((run.name, *tags), None)
            assert (curve is not None) == all(tag in points for tag in tags)
            if curve is not None:
                found = points_of(curve)
                assert_equal_points(found, points[series.value])
                assert found.shown is found.raw
                for tag, values in ((series.lower, found.lower), (series.upper, found.upper)):
                    np.testing.assert_array_equal(values, [value for _, _, value in points[tag]])
    assert not shown


def points_of(curve):
    cache = CurveCache()
    assert cache.problem(curve, ChartSettings()) == ""
    return cache.points(curve, ChartSettings())


def assert_equal_points(found, wanted) -> None:
    """Compare with points as the plugin gives them: time, step, value."""
    assert found.steps.tolist() == [step for _, step, _ in wanted]
    assert found.wall_times.tolist() == [time for time, _, _ in wanted]
    np.testing.assert_array_equal(found.raw, [value for _, _, value in wanted])


@pytest.mark.parametrize("log", [pytest.param(log, marks=needs_corpus) for log in CORPUS_LOGS])
def test_logs_of_real_writers(log):
    assert_equal_charts(CORPUS / log)


def test_layouts_of_two_runs_and_a_run_without_one(tmp_path):
    shared = multiline("shared", "loss/.*")
    write_layout(
        tmp_path / "b" / "events.out.tfevents.1.host",
        layout(category("x", shared), category("only b", multiline("", "acc"), closed=True)),
        {"loss/a": [1.0, 2.0], "loss/b": [3.0], "acc": [0.5], "train/loss/c": [1.0]},
    )
    write_layout(
        tmp_path / "a" / "events.out.tfevents.1.host",
        layout(
            category("x", multiline("first", "loss$"), shared, margin("m", ("v", "l", "u"))),
            version=2,
        ),
        {"v": [1.0, 2.0], "l": [0.0, 1.0], "u": [2.0, 3.0], "loss": [1.0]},
    )
    write_layout(
        tmp_path / "c" / "events.out.tfevents.1.host", [], {"loss/c": [1.0], "v": [1.0], "l": [0.0]}
    )
    # loss/a, loss/b, acc of b; loss and the line of a; loss/c of c
    assert assert_equal_charts(tmp_path) == 6


def test_a_layout_that_was_written_again(tmp_path):
    old, new = layout(category("old")), layout(category("new", multiline("t", ".*")))
    write_layout(tmp_path / "events.out.tfevents.1.host", [old, new], {"loss": [1.0]})
    assert assert_equal_charts(tmp_path) == 1


@pytest.mark.parametrize(
    "tag_regexes",
    [
        [r"loss/\d+$"],
        ["LOSS"],
        ["(?i:LOSS)"],
        [".*[ab]$", "lo"],
        ["^loss", "$"],
        ["(loss|acc)/"],
        ["loss/(?!a)"],
        ["ü+"],
        [],
        ["("],
    ],
)
def test_expressions(tmp_path, tag_regexes):
    scalars = {tag: [1.0] for tag in ("loss", "loss/1", "loss/a", "acc/b", "a/loss", "Loss", "ü")}
    content = layout(category("c", multiline("", *tag_regexes)))
    write_layout(tmp_path / "events.out.tfevents.1.host", content, scalars)
    assert_equal_charts(tmp_path)


def test_tensorboards_answer_is_not_empty_by_mistake(tmp_path):
    write_layout(
        tmp_path / "events.out.tfevents.1.host", layout(category("c")), {"loss": [1.0, 2.0]}
    )
    is_valid, points = TensorBoard(tmp_path).matching(".", "lo")
    assert is_valid
    assert json.loads(json.dumps(points)) == {"loss": [[200.0, 0, 1.0], [201.0, 1, 2.0]]}
