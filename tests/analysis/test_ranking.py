"""Runs in the order of their values."""

from __future__ import annotations

import math

from tbtui.analysis.ranking import top

NAN = math.nan


def test_the_best_runs_come_first() -> None:
    last = {"a": 1.0, "b": 3.0, "c": NAN, "d": 2.0}
    assert top(last, 2, highest=True) == ["b", "d"]
    assert top(last, 2, highest=False) == ["a", "d"]


def test_nan_is_last_from_either_side_and_infinities_are_numbers() -> None:
    last = {"nan": NAN, "up": math.inf, "down": -math.inf, "zero": 0.0}
    assert top(last, 9, highest=True) == ["up", "zero", "down", "nan"]
    assert top(last, 9, highest=False) == ["down", "zero", "up", "nan"]


def test_equals_are_in_natural_order() -> None:
    last = {"run10": 1.0, "run9": 1.0, "run1": 1.0}
    assert top(last, 2, highest=True) == top(last, 2, highest=False) == ["run1", "run9"]
    assert top(last, 0, highest=True) == top({}, 3, highest=True) == top(last, -1, True) == []
