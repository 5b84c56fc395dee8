"""Axes of trials: where values stand on each scale, and what is written beside them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.trial_axis import AxisScale, complete, number_axis, passes, text_axis

NAN = math.nan


def test_a_linear_axis_goes_from_the_lowest_to_the_highest_value() -> None:
    axis = number_axis("lr", "lr", np.array([2.0, 4.0, NAN, 3.0]))
    np.testing.assert_array_equal(axis.places, [0.0, 1.0, NAN, 0.5])
    assert axis.extent == (2.0, 4.0)
    assert axis.value_at(0.25) == 2.5


def test_a_logarithmic_axis_gives_every_decade_the_same_length() -> None:
    axis = number_axis("lr", "lr", np.array([0.001, 0.1, 0.01]), AxisScale.LOG)
    np.testing.assert_allclose(axis.places, [0, 1, 0.5])
    assert axis.value_at(1.0) == 0.1


@pytest.mark.parametrize("lowest", [0.0, -1.0])
def test_what_is_not_positive_has_no_logarithmic_axis(lowest: float) -> None:
    axis = number_axis("lr", "lr", np.array([lowest, 1.0, 2.0]), AxisScale.LOG)
    assert AxisScale.LOG not in axis.scales
    assert axis.scale is AxisScale.LINEAR


def test_a_quantile_axis_gives_equally_many_trials_the_same_length() -> None:
    axis = number_axis("lr", "lr", np.array([1.0, 2.0, 3.0, 1000.0, 4.0]), AxisScale.QUANTILE)
    np.testing.assert_array_equal(axis.places, [0, 0.25, 0.5, 1, 0.75])
    assert [tick.label for tick in axis.ticks(40)] == ["1", "2", "3", "4", "1000"]


def test_equal_values_share_a_place_of_a_quantile_axis() -> None:
    axis = number_axis("x", "x", np.array([1.0, 2.0, 2.0, 2.0, 3.0]), AxisScale.QUANTILE)
    np.testing.assert_array_equal(axis.places, [0, 0.5, 0.5, 0.5, 1])


def test_texts_stand_at_equal_distances_in_their_natural_order() -> None:
    axis = text_axis("size", "size", ["layer10", "layer2", None, "layer1"])
    assert axis.choices == ("layer1", "layer2", "layer10")
    np.testing.assert_array_equal(axis.places, [1, 0.5, NAN, 0])
    assert [(tick.place, tick.label) for tick in axis.ticks(20)] == [
        (0, "layer1"),
        (0.5, "layer2"),
        (1, "layer10"),
    ]
    assert axis.value_at(0.6) == 1.0


def test_of_more_texts_than_rows_some_are_written() -> None:
    axis = text_axis("seed", "seed", [str(number) for number in range(100)])
    assert len(axis.ticks(10)) == 10


@pytest.mark.parametrize("scale", list(AxisScale))
def test_one_value_stands_in_the_middle(scale: AxisScale) -> None:
    axis = number_axis("x", "x", np.array([5.0, 5.0, NAN]), scale)
    np.testing.assert_array_equal(axis.places, [0.5, 0.5, NAN])
    assert [(tick.place, tick.label) for tick in axis.ticks(10)] == [(0.5, "5")]
    assert axis.value_at(0.9) == 5.0


def test_without_any_value_there_is_no_axis_but_no_error_either() -> None:
    axis = number_axis("x", "x", np.array([NAN, math.inf]))
    assert axis.extent is None
    assert axis.ticks(10) == []
    assert np.isnan(axis.places).all()
    assert math.isnan(axis.value_at(0.5))


def test_ends_have_ticks_and_round_values_between_keep_their_distance() -> None:
    axis = number_axis("x", "x", np.array([0.013, 9.97]))
    labels = [tick.label for tick in axis.ticks(21)]
    assert labels[0] == "0.013"
    assert labels[-1] == "9.97"
    assert labels[1:-1] == ["2", "4", "6", "8"]


def test_few_numbers_that_repeat_have_a_tick_each() -> None:
    axis = number_axis("batch", "batch", np.array([16.0, 16.0, 32.0, 32.0, 128.0, 128.0]))
    assert [tick.label for tick in axis.ticks(40)] == ["16", "32", "128"]


def test_labels_are_safe_to_print() -> None:
    axis = text_axis("x", "x", ["\x1b[31m"])
    assert axis.label(0.0) == r"\x1b[31m"
    assert axis.label(NAN) == ""


def test_brushes_of_several_axes_have_all_to_be_passed() -> None:
    axes = [
        number_axis("lr", "lr", np.array([1.0, 2.0, 3.0, NAN])),
        text_axis("model", "model", ["a", "b", "b", "b"]),
    ]
    assert passes(axes, {"lr": (1.0, 2.0)}).tolist() == [True, True, False, False]
    assert passes(axes, {"lr": (1.0, 2.0), "model": (1.0, 1.0)}).tolist() == [
        False,
        True,
        False,
        False,
    ]
    assert passes(axes, {}).all()
    assert complete(axes, 4).tolist() == [True, True, True, False]


@given(
    values=st.lists(st.floats(-1e300, 1e300) | st.just(NAN), min_size=1, max_size=30),
    scale=st.sampled_from(AxisScale),
)
def test_places_keep_the_order_of_values_and_stay_on_the_axis(
    values: list[float], scale: AxisScale
) -> None:
    axis = number_axis("x", "x", np.array(values), scale)
    known = axis.present
    places, numbers = axis.places[known], axis.values[known]
    assert np.isnan(axis.places[~known]).all()
    assert ((places >= 0) & (places <= 1)).all()
    order = np.argsort(numbers, kind="stable")
    assert (np.diff(places[order]) >= 0).all()
    ticks = axis.ticks(20)
    assert [tick.place for tick in ticks] == sorted(tick.place for tick in ticks)
