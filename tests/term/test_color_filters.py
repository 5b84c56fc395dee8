"""What is painted becomes what the terminal can show."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tbtui.plot.inks import ColorDepth
from tbtui.plot.symbols import ASCII, BLOCK, CONSOLE, use_symbols
from tbtui.term.depth_filter import style_in
from tbtui.term.filters import filters_for
from tbtui.term.pens import PLAIN, pen_of

NONE, ANSI, FIXED, TRUECOLOR = ColorDepth


def painted(text: str, depth: ColorDepth, style: str) -> Segment:
    segments = [Segment(text, Style.parse(style))]
    for line_filter in filters_for(depth):
        segments = line_filter.apply(segments, Color(0, 0, 0))
    return segments[0]


def test_most_terminals_need_no_filter():
    assert filters_for(TRUECOLOR) == ()


@pytest.mark.parametrize(
    ("style", "becomes"),
    [
        ("#5fafff on #121212", "color(75) on color(233)"),
        ("bold #5eaefe", "bold color(75)"),
        ("color(75)", "color(75)"),
        ("red on default", "red on default"),
        ("dim", "dim"),
    ],
)
def test_with_256_colours_the_fixed_ones_are_used(style, becomes):
    assert style_in(FIXED, Style.parse(style)) == Style.parse(becomes)


def test_no_mixed_colour_becomes_one_that_users_change():
    for red in range(0, 256, 15):
        for blue in (0, 128, 255):
            color = style_in(FIXED, Style.parse(f"#{red:02x}80{blue:02x}")).color
            assert color.number >= 16


def test_with_16_colours_no_mixed_background_hides_the_text():
    assert style_in(ANSI, Style.parse("red on blue")) == Style.parse("red on blue")
    mixed = style_in(ANSI, Style.parse("#ff0000 on #202020"))
    assert mixed.color.number in (1, 9)
    assert mixed.bgcolor.is_default


def test_without_colours_attributes_stay_and_cursors_are_reversed():
    assert style_in(NONE, Style.parse("bold red on #202020")) == Style.parse("bold")
    assert style_in(NONE, Style.parse("red on default")) == Style.parse("none")
    cursor = style_in(NONE, Style.parse("white on blue"))
    assert cursor.reverse
    assert cursor.color is None
    assert cursor.bgcolor is None


def test_a_pen_without_colours_sets_none():
    segment = painted("x", NONE, "bold #ff0000 on #00ff00")
    pen = pen_of(segment.style, ColorSystem.STANDARD)
    assert pen == PLAIN._replace(attributes="1")


@pytest.mark.parametrize(
    ("text", "ascii_text", "console_text"),
    [
        ("plain", "plain", "plain"),
        ("╭─ title ─╮", "+- title -+", "┌─ title ─┐"),
        ("▌▔▁", "|--", "▌▀▄"),
        ("5 runs · 3 tags", "5 runs - 3 tags", "5 runs · 3 tags"),
        ("café", "cafe", "café"),
        ("模型", "____", "____"),
        ("…", "~", "~"),
    ],
)
def test_characters_are_replaced_by_as_wide_ones(text, ascii_text, console_text):
    use_symbols(ASCII)
    assert painted(text, TRUECOLOR, "red").text == ascii_text
    use_symbols(CONSOLE)
    assert painted(text, TRUECOLOR, "red").text == console_text
    use_symbols(BLOCK)
    assert painted(text, TRUECOLOR, "red").text == text
