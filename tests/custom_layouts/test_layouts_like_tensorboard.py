"""Layouts, matching tags and margins, compared with TensorBoard's own Custom Scalars plugin."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from layout_files import category, layout, margin, multiline, write_layout
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard_plugin import TensorBoard

from tbtui.analysis.custom_layouts import (
    layout_entry,
    margin_members,
    merge_layouts,
    multiline_tags,
)
from tbtui.readers.custom_layouts import MarginChart, MultilineChart, read_layout
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

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
    """Compare layout, tags and points of all runs; return how many tags were found."""
    tensorboard = TensorBoard(directory)
    merged, runs = ours(directory)
    assert merged is not None
    assert as_message(merged) == tensorboard.layout()
    charts = [chart for one in merged.categories for chart in one.charts]
    found = 0
    for run in runs:
        for chart in charts:
            if isinstance(chart, MultilineChart):
                found += compare_multiline(chart, run, tensorboard)
            else:
                found += compare_margin(chart, run, tensorboard)
    return found


def compare_multiline(chart: MultilineChart, run, tensorboard: TensorBoard) -> int:
    joined = "|".join(f"({one})" for one in chart.tag_regexes)
    is_valid, points = tensorboard.matching(run.name, joined)
    found = multiline_tags(chart, tuple(run.scalars))
    assert is_valid == (found.errors == ())
    assert set(found.tags) == set(points)
    return len(points)


def compare_margin(chart: MarginChart, run, tensorboard: TensorBoard) -> int:
    """Compare with what the page makes of the points that the plugin gives it."""
    found = margin_members(chart, run.scalars)
    assert found.errors == ()
    shown = {member.series: member for member in found.members}
    _, points = tensorboard.matching(run.name, ".*")
    for series in chart.series:
        tags = (series.value, series.lower, series.upper)
        assert (series in shown) == all(tag in points for tag in tags)
        if series in shown:
            member = shown[series]
            views = (member.value, member.lower, member.upper)
            for tag, view in zip(tags, views, strict=True):
                assert view.steps.tolist() == [step for _, step, _ in points[tag]]
                np.testing.assert_array_equal(view.values, [value for _, _, value in points[tag]])
    return len(shown)


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
