"""Colours that can be read and told apart."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from tbtui.plot.theme import DARK, LIGHT, RAW_TRACE_DIM, Theme, dim

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2)."""
    weighted = zip((1, 3, 5), (0.2126, 0.7152, 0.0722), strict=True)
    return sum(weight * linear(int(color[at : at + 2], 16) / 255) for at, weight in weighted)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str) -> float:
    channels = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return sum((a - b) ** 2 for a, b in channels) ** 0.5


@THEMES
def test_every_colour_is_written_in_full(theme: Theme) -> None:
    colors = dataclasses.asdict(theme)
    name, series = colors.pop("name"), colors.pop("series")
    assert name in ("dark", "light")
    for color in (*colors.values(), *series):
        assert re.fullmatch("#[0-9a-f]{6}", color)


@THEMES
def test_text_can_be_read_wherever_it_stands(theme: Theme) -> None:
    for background in (theme.background, theme.surface, theme.panel, theme.legend_background):
        for color in (theme.text, theme.text_strong, theme.text_muted):
            assert contrast(color, background) >= 4.5
        for color in (theme.accent, theme.warning, theme.error, theme.success):
            assert contrast(color, background) >= 4.5
        assert contrast(theme.text_faint, background) >= 3


@THEMES
def test_the_grid_is_barely_above_the_background(theme: Theme) -> None:
    assert 1.05 < contrast(theme.grid, theme.background) < 1.5
    assert contrast(theme.axis, theme.background) >= 2.5


@THEMES
def test_series_stand_out_and_differ(theme: Theme) -> None:
    assert len(theme.series) == 10
    for color in theme.series:
        assert contrast(color, theme.background) >= 3
    for one, other in itertools.combinations(theme.series, 2):
        assert distance(one, other) > 60


@THEMES
def test_a_raw_trace_is_visible_but_below_its_smoothed_line(theme: Theme) -> None:
    for color in theme.series:
        faint = dim(color, theme.background, RAW_TRACE_DIM)
        assert 1.1 < contrast(faint, theme.background) < contrast(color, theme.background)


def test_dimming_goes_from_the_colour_to_the_background() -> None:
    assert dim("#ff8b3d", "#121212", 0.0) == "#ff8b3d"
    assert dim("#ff8b3d", "#121212", 1.0) == "#121212"
    assert dim("#ff8b3d", "#121212", 0.7) == "#59361f"
    assert dim("#000000", "#ffffff", 0.5) == "#808080"
    assert dim("#000000", "#ffffff", -1.0) == "#000000"
    assert dim("#000000", "#ffffff", 2.0) == "#ffffff"
