"""What the environment says of the colours of a terminal."""

from __future__ import annotations

import pytest

from tbtui.plot.inks import ColorDepth
from tbtui.term.color_depth import chosen_depth, color_depth, tell_textual

NONE, ANSI, FIXED, TRUECOLOR = ColorDepth


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({}, NONE),
        ({"TERM": "dumb"}, NONE),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, NONE),
        ({"TERM": "vt100"}, NONE),
        ({"TERM": "vt220"}, NONE),
        ({"TERM": "xterm-mono"}, NONE),
        ({"TERM": "xterm"}, ANSI),
        ({"TERM": "linux"}, ANSI),
        ({"TERM": "screen"}, ANSI),
        ({"TERM": "tmux"}, ANSI),
        ({"TERM": "rxvt-unicode"}, ANSI),
        ({"TERM": "xterm-16color"}, ANSI),
        ({"TERM": "cygwin"}, ANSI),
        ({"TERM": "a-terminal-of-next-year"}, ANSI),
        ({"TERM": "xterm-256color"}, FIXED),
        ({"TERM": "screen-256color"}, FIXED),
        ({"TERM": "screen-256color-bce"}, FIXED),
        ({"TERM": "tmux-256color"}, FIXED),
        ({"TERM": "xterm-direct"}, TRUECOLOR),
        ({"TERM": "tmux-direct"}, TRUECOLOR),
        ({"TERM": "xterm-kitty"}, TRUECOLOR),
        ({"TERM": "alacritty"}, TRUECOLOR),
        ({"TERM": "foot"}, TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUECOLOR),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": "yes"}, FIXED),
    ],
)
def test_terminals(environment, depth):
    assert color_depth(environment) is depth


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        # GNU screen hands on what the terminal around it says of itself, but not its colours.
        ({"TERM": "screen", "COLORTERM": "truecolor", "STY": "1.pts"}, ANSI),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, FIXED),
        # tmux takes all colours.
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/t,1,0"}, TRUECOLOR),
        ({"TERM": "tmux-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/t,1,0"}, TRUECOLOR),
        ({"TERM": "screen-256color", "TMUX": "/tmp/t,1,0"}, FIXED),
        ({"TERM": "screen", "TMUX": "/tmp/t,1,0"}, ANSI),
        # The console of Linux started from a desktop inherits its promise.
        ({"TERM": "linux", "COLORTERM": "truecolor"}, ANSI),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, NONE),
    ],
)
def test_multiplexers_and_old_terminals_are_not_what_is_around_them(environment, depth):
    assert color_depth(environment) is depth


KITTY = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("wish", "depth"),
    [
        ({"NO_COLOR": "1"}, NONE),
        ({"NO_COLOR": "0"}, NONE),
        ({"NO_COLOR": "1", "FORCE_COLOR": "3"}, NONE),
        ({"NO_COLOR": ""}, TRUECOLOR),
        ({"FORCE_COLOR": "0"}, NONE),
        ({"FORCE_COLOR": "1"}, ANSI),
        ({"FORCE_COLOR": "2"}, FIXED),
        ({"FORCE_COLOR": "3", "TERM": "xterm"}, TRUECOLOR),
        ({"FORCE_COLOR": "true"}, TRUECOLOR),
        ({"FORCE_COLOR": "yes", "TERM": "vt100"}, ANSI),
        ({"CLICOLOR": "0"}, NONE),
        ({"CLICOLOR": "1"}, TRUECOLOR),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, TRUECOLOR),
        ({"CLICOLOR_FORCE": "1", "TERM": "vt100"}, ANSI),
        ({"CLICOLOR_FORCE": "0", "CLICOLOR": "0"}, NONE),
    ],
)
def test_wishes_go_before_what_the_terminal_can_do(wish, depth):
    assert color_depth({**KITTY, **wish}) is depth


def test_an_explicit_choice_goes_before_everything():
    assert chosen_depth("auto", KITTY) is TRUECOLOR
    assert chosen_depth("16", KITTY) is ANSI
    assert chosen_depth("truecolor", {"NO_COLOR": "1"}) is TRUECOLOR
    assert chosen_depth("none", KITTY) is NONE


@pytest.mark.parametrize(
    ("depth", "name"),
    [(NONE, "standard"), (ANSI, "standard"), (FIXED, "256"), (TRUECOLOR, "truecolor")],
)
def test_textual_is_told_and_kept_from_greys(depth, name):
    environment = {"NO_COLOR": "1", "TERM": "xterm"}
    tell_textual(depth, environment)
    assert environment == {"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": name}
