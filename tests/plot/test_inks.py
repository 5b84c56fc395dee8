"""Colours as words, and themes for terminals with fewer of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tbtui.plot.ansi import to_ansi
from tbtui.plot.ansi_themes import ANSI, MONOCHROME, theme_for, themes_of
from tbtui.plot.band import Band
from tbtui.plot.cells import Cells
from tbtui.plot.chart import ChartOptions
from tbtui.plot.colors import RunColors
from tbtui.plot.fixed_themes import FIXED_DARK, FIXED_LIGHT
from tbtui.plot.inks import (
    ColorDepth,
    color_codes,
    hex_of_fixed,
    letter_of,
    name_of,
    named_index,
    nearest_fixed,
    parse_ink,
)
from tbtui.plot.line import Line
from tbtui.plot.line_chart import draw_line_chart
from tbtui.plot.symbols import ASCII, use_symbols
from tbtui.plot.theme import BAND_DIM, DARK, RAW_TRACE_DIM, SUPERSEDED_DIM, Theme, dim


def test_an_ink_is_a_colour_with_attributes_and_a_letter() -> None:
    assert parse_ink("#4c9aff") == ("#4c9aff", frozenset(), "")
    assert parse_ink("dim red") == ("red", frozenset({"dim"}), "")
    assert parse_ink("bold") == ("default", frozenset({"bold"}), "")
    assert parse_ink("b default") == ("default", frozenset(), "b")
    assert letter_of("dim b default") == "b"
    assert letter_of("blue") == ""


def test_an_ink_in_a_list_is_called_by_what_tells_it_from_others() -> None:
    names = {ink: name_of(ink) for ink in ("#4c9aff", "color(75)", "dim red", "b default")}
    assert list(names.values()) == ["#4c9aff", "#5fafff", "red", "b"]


@pytest.mark.parametrize(
    ("color", "foreground", "background"),
    [
        ("#ff8000", "38;2;255;128;0", "48;2;255;128;0"),
        ("color(75)", "38;5;75", "48;5;75"),
        ("default", "39", "49"),
        ("red", "31", "41"),
        ("bright_white", "97", "107"),
    ],
)
def test_colours_are_sent_as_the_terminal_knows_them(
    color: str, foreground: str, background: str
) -> None:
    assert color_codes(color, background=False) == foreground
    assert color_codes(color, background=True) == background


def test_the_fixed_colours_are_those_of_xterm() -> None:
    known = {16: "#000000", 21: "#0000ff", 75: "#5fafff", 231: "#ffffff", 232: "#080808"}
    assert {index: hex_of_fixed(index) for index in known} == known
    assert hex_of_fixed(255) == "#eeeeee"


def test_every_fixed_colour_is_nearest_to_itself() -> None:
    for index in range(16, 256):
        assert hex_of_fixed(nearest_fixed(hex_of_fixed(index))) == hex_of_fixed(index)


def inks_of(theme: Theme) -> list[str]:
    values = dataclasses.asdict(theme)
    single = [values[name] for name in values if name not in ("name", "depth")]
    return [ink for ink in [*single, *theme.series, *theme.density] if isinstance(ink, str) and ink]


@pytest.mark.parametrize("theme", [FIXED_DARK, FIXED_LIGHT], ids=["dark", "light"])
def test_themes_of_256_colours_use_none_that_users_change(theme: Theme) -> None:
    inks = inks_of(theme)
    fades = [
        dim(color, theme.background, amount)
        for color in theme.series
        for amount in (SUPERSEDED_DIM, RAW_TRACE_DIM, BAND_DIM)
    ]
    for ink in [*inks, *fades]:
        assert ink.startswith("color(")
        assert 16 <= int(ink[6:-1]) <= 255
    # Each step of fading is a colour of its own or that of the next one, and never the line's.
    assert not set(fades).intersection(theme.series)


@pytest.mark.parametrize("theme", [ANSI, MONOCHROME], ids=["16", "none"])
def test_the_terminals_own_colours_leave_the_background_alone(theme: Theme) -> None:
    for name in ("background", "surface", "panel", "legend_background"):
        assert getattr(theme, name) == "default"
    for ink in inks_of(theme):
        color, _, _ = parse_ink(ink)
        assert color == "default" or named_index(color) is not None
        assert theme.has_color or color == "default"
        # On somebody's background these cannot be seen at all.
        assert color not in ("black", "white", "bright_white", "bright_black")


def test_the_first_runs_have_colours_that_can_be_read_on_black_and_on_white() -> None:
    assert not {"yellow", "blue"}.intersection(ANSI.series[:5])


def test_each_terminal_has_its_themes() -> None:
    names = {depth: list(themes_of(depth)) for depth in ColorDepth}
    assert names[ColorDepth.TRUECOLOR] == ["dark", "light", "ansi"]
    assert names[ColorDepth.FIXED] == ["dark", "light", "ansi"]
    assert names[ColorDepth.ANSI] == names[ColorDepth.NONE] == ["ansi"]
    assert theme_for(ColorDepth.TRUECOLOR, None) is DARK
    assert theme_for(ColorDepth.FIXED, "light") is FIXED_LIGHT
    assert theme_for(ColorDepth.NONE, "light") is MONOCHROME


def test_own_colours_know_one_step_of_fading() -> None:
    assert dim("red", "default", RAW_TRACE_DIM) == "dim red"
    assert dim("dim red", "default", RAW_TRACE_DIM) == "dim red"
    assert dim("a default", "default", RAW_TRACE_DIM) == "dim a default"
    assert dim("red", "default", 0.0) == "red"
    assert dim("#ff0000", "color(233)", 1.0) == "color(233)"


def test_cells_are_written_with_attributes() -> None:
    cells = Cells(3, 1, "default", "default")
    cells.write(0, 0, "a", cells.color("dim default"))
    cells.write(1, 0, "b", cells.color("red"), bold=True)
    cells.write(2, 0, "c", cells.color("default"))
    assert to_ansi(cells, color=True) == "\x1b[2ma\x1b[0;1;31mb\x1b[0mc\x1b[0m\n"


def test_runs_get_letters_in_the_order_of_the_list() -> None:
    colors = RunColors(MONOCHROME.series, in_order=True)
    colors.assign(["run-2", "run-10"])
    colors.assign(["run-1", "run-2"])
    letters = {name: letter_of(colors.color(name)) for name in ("run-1", "run-2", "run-10")}
    assert letters == {"run-1": "c", "run-2": "a", "run-10": "b"}


def lettered(*ends: float) -> list[Line]:
    x = np.arange(101.0)
    return [
        Line(x, np.linspace(1.0, end, 101), f"{letter} default", f"run {letter}")
        for letter, end in zip("abc", ends, strict=False)
    ]


def chart_rows(lines: list[Line], width: int = 40) -> list[str]:
    chart = draw_line_chart(lines, width, 12, ChartOptions(legend=False), MONOCHROME)
    return [chart.cells.text(row) for row in range(12)]


def test_every_curve_has_its_letter_at_its_end() -> None:
    rows = chart_rows(lettered(0.0, 2.0))
    assert rows[0].endswith("b")
    assert rows[9].endswith("a")


def test_letters_of_curves_that_end_in_one_place_stand_side_by_side() -> None:
    rows = chart_rows(lettered(0.0, 0.0, 0.0))
    ends = [letter for letter in "".join(row[30:] for row in rows) if letter in "abc"]
    assert sorted(set(ends)) == ["a", "b", "c"]


def test_a_line_of_colour_has_no_letter() -> None:
    line = Line(np.arange(5.0), np.arange(5.0), "red", "run")
    chart = draw_line_chart([line], 40, 12, ChartOptions(), ANSI)
    assert not any("r" in chart.cells.text(row)[:20] for row in range(9))


def test_the_legend_shows_letters_instead_of_lines() -> None:
    chart = draw_line_chart(lettered(0.0, 2.0), 60, 12, ChartOptions(legend=True), MONOCHROME)
    text = "\n".join(chart.cells.text(row) for row in range(12))
    assert "a run a" in text
    assert "b run b" in text


def test_a_density_is_shown_by_characters_where_there_are_no_shades() -> None:
    x = np.arange(101.0)
    lines = [Line(x, np.full(101, 1.0), f"{letter} default", letter) for letter in "abcdefgh"]
    lines += [Line(x, np.full(101, 2.0), "i default", "i")]
    options = ChartOptions(density=True)
    for theme in (ANSI, MONOCHROME):
        chart = draw_line_chart(lines, 60, 12, options, theme)
        rows = [chart.cells.text(row) for row in range(12)]
        assert any("█" * 10 in row for row in rows)
        assert any("░" * 10 in row for row in rows)
    use_symbols(ASCII)
    for theme in (DARK, MONOCHROME):
        chart = draw_line_chart(lines, 60, 12, options, theme)
        rows = [chart.cells.text(row) for row in range(12)]
        assert any("#" * 10 in row for row in rows)
        assert any("." * 20 in row for row in rows)
        assert all(row.isascii() for row in rows)


def test_a_band_is_an_area_of_characters_where_there_are_no_shades() -> None:
    x = np.arange(101.0)
    line = Line(x, np.full(101, 1.0), "cyan", "mean")
    band = Band(x, np.zeros(101), np.full(101, 2.0), "cyan")
    chart = draw_line_chart([line], 60, 12, ChartOptions(), ANSI, [band])
    filled = chart.cells.codepoints == ord("░")
    assert filled.sum() > 300
    colors = {chart.cells.palette[index] for index in chart.cells.foreground[filled]}
    assert colors == {"dim cyan"}
    use_symbols(ASCII)
    chart = draw_line_chart([line], 60, 12, ChartOptions(), DARK, [band])
    assert all(chart.cells.text(row).isascii() for row in range(12))
    assert len({chart.cells.palette[index] for index in chart.cells.background.ravel()}) == 2
