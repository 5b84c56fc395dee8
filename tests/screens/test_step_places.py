"""Steps that tags share become places on the x axis once."""

from __future__ import annotations

import gc

import numpy as np

from tbtui.widgets.step_places import StepPlaces


def test_the_same_steps_are_one_array_and_others_are_another():
    known = StepPlaces()
    steps = np.arange(10)
    first, x = known.of(steps[:5])
    again, other_x = known.of(steps[:5])
    assert first is again
    assert np.shares_memory(x, other_x)
    assert x.tolist() == [0, 1, 2, 3, 4]
    longer, longer_x = known.of(steps[:6])
    assert longer is not first
    assert longer_x.tolist() == [0, 1, 2, 3, 4, 5]
    every_second, _ = known.of(steps[::2])
    assert every_second.x.tolist() == [0, 2, 4, 6, 8]


def test_only_who_asks_first_owns_the_array():
    known = StepPlaces()
    steps = np.arange(3)
    places, x = known.of(steps)
    _, shared = known.of(steps)
    assert x.base is None
    assert shared.base is x
    assert places.x is x


def test_what_nobody_uses_any_more_is_forgotten():
    known = StepPlaces()
    steps = np.arange(3)
    places, _ = known.of(steps)
    del places
    gc.collect()
    steps[0] = 7
    _, x = known.of(steps)
    assert x.tolist() == [7, 1, 2]
