"""Settings of charts are kept with the view, and begin as the configuration says."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.config.load import parse_config
from tbtui.config.settings import Config
from tbtui.config.view_state import Section
from tbtui.screens.kept_charts import axes_from, kept_axes, kept_settings, settings_from
from tbtui.screens.starting_charts import starting_axis, starting_layout, starting_settings
from tbtui.screens.vertical_axes import VerticalAxes
from tbtui.widgets.chart_scene import ChartSettings, Density, LayoutMode, VerticalAxis

START = ChartSettings()
OTHERS = ChartSettings(
    smoothing=0.9,
    smoother="savitzky-golay",
    smooth_by_time=True,
    horizontal="tag",
    x_tag="train/tokens",
    x_log=True,
    ignore_outliers=True,
    grid=False,
    density=Density.OFF,
    x_range=(1.0, 2.5),
    linked=False,
    all_lives=True,
    center="median",
    band="quartiles",
    members=True,
)


def written(values):
    """What is left of values in a file."""
    return Section(json.loads(json.dumps(values)))


def configured(text):
    return parse_config(text, Path("config.toml")).settings


def test_the_program_and_its_configuration_agree_about_defaults():
    assert starting_settings(Config()) == ChartSettings()
    assert starting_axis(Config()) == VerticalAxis()
    assert starting_layout(Config()) is LayoutMode.FOCUS


def test_charts_begin_as_the_configuration_says():
    config = configured(
        '[charts]\nlayout = "grid"\nsmoothing = 0\ny_scale = "log"\ninclude_zero = true\n'
        'horizontal = "tag"\nx_tag = "tokens"\ndensity = "on"\n[groups]\nband = "none"\n'
    )

    assert starting_settings(config) == ChartSettings(
        smoothing=0.0, horizontal="tag", x_tag="tokens", density=Density.ON, band="none"
    )
    assert starting_axis(config) == VerticalAxis(scale="log", include_zero=True)
    assert starting_layout(config) is LayoutMode.GRID


def test_without_the_name_of_a_tag_none_can_be_the_x_axis():
    assert starting_settings(configured('[charts]\nhorizontal = "tag"\n')).horizontal == "step"


def test_every_setting_comes_back():
    of_the_moment = {"cursor", "selection"}
    for field in fields(ChartSettings):
        differs = getattr(OTHERS, field.name) != getattr(START, field.name)
        assert differs or field.name in of_the_moment, f"{field.name} is not looked at here"

    assert settings_from(written(kept_settings(OTHERS, START)), START) == OTHERS


def test_crosshair_and_selection_do_not_come_back():
    settings = replace(START, cursor=3.0, selection=(1.0, 2.0))
    assert kept_settings(settings, START) == {}


def test_what_the_user_has_not_changed_follows_the_configuration():
    kept = written(kept_settings(replace(START, grid=False), START))
    later = replace(START, smoothing=0.9)

    assert settings_from(kept, later) == replace(later, grid=False)


def test_axes_of_charts_come_back():
    axes = VerticalAxes(
        common=VerticalAxis(scale="symlog"),
        own={"loss": VerticalAxis(scale="log", low=0.5), "acc": VerticalAxis(include_zero=True)},
        zoomed={"loss": (0.25, 1.0)},
        shared=frozenset({"train", "val"}),
    )
    again = axes_from(written(kept_axes(axes, VerticalAxis())), VerticalAxis())

    assert again == axes


def test_a_chart_can_be_like_the_program_where_the_configuration_is_not():
    start = VerticalAxis(scale="log")
    axes = VerticalAxes(common=start, own={"loss": VerticalAxis()})

    assert axes_from(written(kept_axes(axes, start)), start) == axes


@pytest.mark.parametrize("low_and_high", [{"low": 2, "high": 1}, {"low": 1, "high": 1}])
def test_limits_that_exclude_each_other_are_none(low_and_high):
    axes = axes_from(Section({"common": low_and_high}), VerticalAxis())
    assert axes.common == VerticalAxis()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["log", "tag"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional={field.name: ANYTHING for field in fields(START)}))
def test_whatever_a_file_says_the_settings_are_possible_ones(values):
    settings = settings_from(Section(values), START)

    assert 0.0 <= settings.smoothing <= 0.999
    assert settings.horizontal != "tag" or settings.x_tag
    assert settings.x_range is None or settings.x_range[0] < settings.x_range[1]
    assert settings_from(written(kept_settings(settings, START)), START) == settings
