"""A chart in words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tbtui.analysis.description import SeriesDescription, describe_series
from tbtui.plot.chart_words import chart_words, series_words

NAN, INF = float("nan"), float("inf")
X = np.linspace(0.0, 1.0, 2001)


def described(values, steps=None, times=None) -> SeriesDescription:
    count = len(values)
    return describe_series(
        SimpleNamespace(
            steps=np.array(range(count) if steps is None else steps, np.int64),
            wall_times=np.array(range(count) if times is None else times, np.float64),
            values=np.array(values, np.float32),
        )
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "has no points."),
        ([0.5], "has a single value, 0.5 at step 0."),
        ([NAN], "has no finite value. It is NaN."),
        ([NAN, NAN], "has no finite value. All are NaN."),
        ([0.1, 0.1, 0.1], "stays at 0.1."),
        ([1, 2], "rose from 1 to 2. Last and highest 2 at step 1, lowest 1 at step 0."),
        (
            [3, 1, 2],
            "fell from 3 to 1 by step 1, then rose to 2. "
            "Last 2 at step 2, lowest 1 at step 1, highest 3 at step 0.",
        ),
        (
            [3, 1, 2, 1, 3],
            "goes up and down, turning 3 times, around 2. "
            "Last 3 at step 4, lowest 1 at step 1, highest 3 at step 0.",
        ),
        (
            [2, 1, NAN, NAN],
            "fell from 2 to 1. Last finite and lowest 1 at step 1, highest 2 at step 0. "
            "All 2 values since step 2 are NaN.",
        ),
        (
            [2, NAN, 1],
            "fell from 2 to 1. Last and lowest 1 at step 2, highest 2 at step 0. "
            "One value is NaN, at step 1.",
        ),
        (
            [2, INF, INF, 1],
            "fell from 2 to 1. Last and lowest 1 at step 3, highest 2 at step 0. "
            "2 values are infinite, first at step 1.",
        ),
        (
            [2, -INF, 1, -INF],
            "fell from 2 to 1. Last finite and lowest 1 at step 2, highest 2 at step 0. "
            "2 values are minus infinity, first at step 1, and so is the last.",
        ),
        (
            [2, NAN, 1, NAN, NAN],
            "fell from 2 to 1. Last finite and lowest 1 at step 2, highest 2 at step 0. "
            "3 values are NaN, first at step 1, and all since step 3.",
        ),
    ],
)
def test_a_few_values(values, words):
    assert series_words(described(values)) == words


def test_a_training_curve():
    words = series_words(described(2.1 * np.exp(-8 * X) + 0.2, np.arange(2001) * 10))
    assert words == (
        "fell from 2.3 to 0.2007, most of it by about step 5,800, "
        "with little change since about step 8,300. "
        "Last and lowest 0.2007 at step 20,000, highest 2.3 at step 0."
    )


def test_of_a_noisy_curve_the_level_is_told():
    noise = np.random.default_rng(1).normal(0.0, 1.0, 2001)
    words = series_words(described(10 * X + noise))
    assert words.startswith("rose from about 0.1")
    assert " to about 9.8" in words
    assert series_words(described(noise)).startswith("shows no trend around ")


def test_steps_are_named_in_two_digits_from_where_they_start():
    words = series_words(described(np.abs(X - 0.5), 1_000_000 + np.arange(2001)))
    assert "by about step 1,001,000, then rose" in words


def test_restarts():
    words = series_words(described([5, 4, 9, 3, 2], [0, 1, 2, 1, 2]))
    assert words.endswith("Restarted once at step 1, superseding 2 points.")
    words = series_words(described([5, 4, 3, 2], [0, 1, 0, 0]))
    assert words.endswith("Restarted once at step 0, superseding 2 points. All points have step 0.")
    words = series_words(described([5, 4, 3, 2], [3, 2, 1, 1]))
    assert "Restarted twice, last at step 1, superseding 2 points." in words


def test_gaps_and_pauses():
    twenty = np.arange(20)
    steps = np.where(twenty < 10, twenty, twenty + 100)
    times = np.where(twenty < 10, twenty, twenty + 7200)
    assert series_words(described(twenty, steps)).endswith("No points between step 9 and 110.")
    assert series_words(described(twenty, times=times)).endswith(
        "Paused for 2h between step 9 and 10."
    )
    assert series_words(described(twenty, steps, times)).endswith(
        "No points between step 9 and 110, for 2h."
    )


def test_a_chart_of_one_run():
    assert chart_words("loss", [("a", described([3, 2, 1]))]) == (
        "loss: 1 run, steps 0 to 2.\n"
        "  a (3 points): fell from 3 to 1. Last and lowest 1 at step 2, highest 3 at step 0.\n"
    )


def overview(*values, smoothing=0.0) -> str:
    runs = [(f"run {index}", described(one)) for index, one in enumerate(values)]
    return chart_words("loss", runs, smoothing).splitlines()[0].removeprefix("loss: ")


def test_runs_are_compared_by_where_they_end():
    assert overview([3, 1], [3, 2], [3, 1.5]) == (
        "3 runs, steps 0 to 1. Lowest at the end is run 0 with 1, highest run 1 with 2."
    )
    assert overview([3, 1], [1]) == "2 runs, steps 0 to 1. All end at 1. Their last steps are " + (
        "from 0 to 1."
    )
    assert overview([1], [1], smoothing=0.9) == "2 runs, step 0, smoothed by 0.9. All end at 1."


def test_runs_that_end_in_no_number_are_named():
    assert overview([3, NAN], [3, 2], [3, NAN], [INF]) == (
        "4 runs, steps 0 to 1. The last value is NaN in run 0 and run 2. "
        "The last value is infinite in run 3."
    )
    assert overview(*[[NAN]] * 7).endswith("NaN in run 0, run 1, run 2, run 3, run 4 and 2 more.")


def test_names_are_escaped():
    words = chart_words("a\x1b[2J", [("b\nc", described([1])), ("d\u202e", described([2]))])
    assert words == (
        "a\\x1b[2J: 2 runs, step 0. "
        "Lowest at the end is b\\nc with 1, highest d\\u202e with 2.\n"
        "  b\\nc: has a single value, 1 at step 0.\n"
        "  d\\u202e: has a single value, 2 at step 0.\n"
    )
