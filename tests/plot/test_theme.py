"""Colours that can be read and told apart."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re

import pytest

from tbtui.plot.inks import ColorDepth
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


@THEMES
def test_every_colour_is_written_in_full(theme: Theme) -> None:
    colors = dataclasses.asdict(theme)
    assert colors.pop("name") in ("dark", "light")
    assert colors.pop("depth") is ColorDepth.TRUECOLOR
    assert not colors.pop("density")
    assert not colors.pop("selection")
    for color in (*colors.pop("series"), *colors.pop("gradient"), *colors.values()):
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
def test_series_stand_out(theme: Theme) -> None:
    assert len(theme.series) == 10
    for color in theme.series:
        assert contrast(color, theme.background) >= 3


@THEMES
def test_a_gradient_is_visible_from_end_to_end_and_grows_lighter(theme: Theme) -> None:
    for color in theme.gradient:
        assert contrast(color, theme.background) >= 3
    lightness = [luminance(color) for color in theme.gradient]
    assert lightness == sorted(lightness)
    assert len(set(theme.gradient)) == len(theme.gradient)


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


# What red-blind, green-blind and blue-blind eyes see, on linear red, green and blue: Machado,
# Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
# deficiency" (2009), severity 1.
COLOR_BLINDNESS = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def oklab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Where a colour stands in a space in which distances are differences that are seen."""
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def seen(color: str, blindness: str) -> tuple[float, float, float]:
    channels = [linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    rows = COLOR_BLINDNESS[blindness]
    mixed = (sum(a * b for a, b in zip(row, channels, strict=True)) for row in rows)
    return oklab(*(min(1.0, max(0.0, channel)) for channel in mixed))


@THEMES
@pytest.mark.parametrize("blindness", COLOR_BLINDNESS)
def test_runs_are_told_apart_whatever_colours_one_sees(theme: Theme, blindness: str) -> None:
    def least_distance(colors: tuple[str, ...]) -> float:
        places = [seen(color, blindness) for color in colors]
        return min(math.dist(*pair) for pair in itertools.combinations(places, 2))

    assert least_distance(theme.series[:5]) > 0.1
    assert least_distance(theme.series) > 0.055
