"""No terminal is sent colours or characters that it does not have."""

from __future__ import annotations

import re

import pytest
from terminal import differences, tbtui

pytestmark = pytest.mark.pty

_SGR = re.compile(rb"\x1b\[([\d;]*)m")


def kinds_of_colors(sent):
    """Tell how colours were named: in 24 bits, among 256 fixed ones, or as the user's own 16."""
    kinds = set()
    for parameters in set(_SGR.findall(sent)):
        codes = iter([int(code or 0) for code in parameters.split(b";")])
        for code in codes:
            if code in (38, 48):
                if next(codes) == 2:
                    kinds.add("truecolor")
                    skipped = [next(codes) for _ in range(3)]
                    assert len(skipped) == 3
                else:
                    kinds.add("256" if next(codes) >= 16 else "16")
            elif 30 <= code <= 37 or 90 <= code <= 107 or 40 <= code <= 47:
                kinds.add("16")
    return kinds


WALK = ["l", "tab", "down", "space", "tab", "tab", "v", ":", "o", "escape", "?", "escape",
        "/", "x", "escape", "escape", "F", "S", "t", "L", "#"]  # fmt: skip


def opened(logs, *options, **terminal):
    program = tbtui(logs.path, "--interval", "1000", *options, columns=100, rows=30, **terminal)
    program.read_until(lambda: "baseline" in program.text and " points" in program.text)
    program.drain(quiet=0.5)
    return program


def walk(program):
    for key in WALK:
        program.press(key)
        program.drain(quiet=0.05, first=0.2)


@pytest.mark.parametrize("repaint", ["changes", "full"])
@pytest.mark.parametrize(("depth", "kinds"), [("256", {"256"}), ("16", {"16"}), ("none", set())])
def test_only_colours_of_the_terminal_are_sent(depth, kinds, repaint, logs):
    with opened(logs, "--color", depth, "--repaint", repaint) as program:
        walk(program)
        assert kinds_of_colors(program.sent) == kinds
        # There is nothing to choose from with fewer colours.
        assert ("own colours only" in program.text) == (depth != "256")


def test_the_terminals_own_colours_can_be_a_theme_where_there_are_more(logs):
    with opened(logs, "--color", "truecolor", "--theme", "ansi") as program:
        assert kinds_of_colors(program.sent) == {"16"}


@pytest.mark.parametrize(
    ("variables", "kinds"),
    [
        ({}, {"truecolor"}),
        ({"NO_COLOR": "1"}, set()),
        ({"COLORTERM": ""}, {"256"}),
        ({"COLORTERM": "", "TERM": "xterm"}, {"16"}),
    ],
)
def test_the_environment_decides(variables, kinds, logs):
    with opened(logs, variables=variables) as program:
        assert kinds_of_colors(program.sent) == kinds


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (["--symbols", "ascii"], {}),
        (["--symbols", "ascii", "--color", "none", "--repaint", "full"], {}),
        ([], {"LC_ALL": "C"}),
        ([], {"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_nothing_but_ascii_is_sent(options, variables, logs):
    with opened(logs, *options, variables=variables) as program:
        walk(program)
        assert program.sent.isascii()
        # The name of one run is Chinese.
        assert "\\u6a21\\u578b-5" in program.text
        assert "?" not in program.text.replace("? Help", "")


@pytest.mark.parametrize(
    ("depth", "symbols"), [("256", "ascii"), ("16", "block"), ("none", "ascii")]
)
def test_sending_changes_leaves_the_screen_that_sending_everything_does(depth, symbols, logs):
    options = ["--color", depth, "--symbols", symbols]
    changes = opened(logs, *options)
    full = opened(logs, *options, "--repaint", "full")
    with changes, full:
        for key in WALK:
            for program in (changes, full):
                program.press(key)
                program.drain(quiet=0.1, first=0.3)
            assert differences(changes, full) == []
