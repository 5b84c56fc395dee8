"""Colours change with as few bytes as can be."""

from __future__ import annotations

from rich.color import ColorSystem
from rich.style import Style

from tbtui.term.pens import PLAIN, change_pen, common_pen, pen_of


def pen(words, colors=ColorSystem.TRUECOLOR):
    return pen_of(Style.parse(words), colors)


def test_only_the_colour_that_changes_is_sent():
    assert change_pen(PLAIN, pen("#010203 on #040506")) == "\x1b[38;2;1;2;3;48;2;4;5;6m"
    assert change_pen(pen("red on black"), pen("green on black")) == "\x1b[32m"
    assert change_pen(pen("red on black"), pen("red on white")) == "\x1b[47m"
    assert change_pen(pen("red"), PLAIN) == "\x1b[39m"
    assert change_pen(pen("red"), pen("red")) == ""


def test_attributes_are_switched_off_by_starting_anew():
    assert change_pen(pen("red"), pen("bold red")) == "\x1b[0;1;31m"
    assert change_pen(pen("bold red on black"), pen("red on black")) == "\x1b[0;31;40m"
    assert change_pen(pen("bold underline"), PLAIN) == "\x1b[0m"


def test_colours_are_those_that_the_terminal_has():
    assert pen("#ff0000", ColorSystem.EIGHT_BIT).foreground == "38;5;196"
    assert pen("#ff0000", ColorSystem.STANDARD).foreground == "31"


def test_blanks_take_any_foreground_but_not_any_background():
    red, blank = pen("red on black"), pen("green on black").for_blanks()
    assert common_pen(red, blank) == common_pen(blank, red) == red
    assert change_pen(red, blank) == ""
    assert common_pen(pen("red on white"), blank) is None
    assert common_pen(red, pen("green on black")) is None


def test_blanks_with_attributes_can_be_seen():
    underlined = pen("underline red")
    assert underlined.for_blanks() == underlined
