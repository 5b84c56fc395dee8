"""Sending only what changed must leave the very screen that sending everything does."""

from __future__ import annotations

import os
import random
import signal

import pytest
from terminal import cells, differences, open_and_settle

pytestmark = pytest.mark.pty

SIZES = [(120, 36), (100, 30), (80, 24), (60, 16), (140, 40), (40, 10), (30, 8), (20, 4)]
STEPS = 300

WALKS = {
    "crosshair": ["l", "l", "h", "L", "H", "g", "G", "l", "escape"],
    "charts": ["j", "k", "pagedown", "pageup"],
    "focus": ["tab", "shift+tab"],
    "lists": ["tab", "down", "down", "up", "space", "f", "f", "i", "a", "a", "enter", "shift+tab"],
    "settings": ["<", ">", "x", "s", "S", "o", "#", "S", "o"],
    "zoom": ["+", "+", "-", "="],
    "layout": ["v", "z", "b", "z", "b"],
    "range": ["g", "L", "m", "L", "l", "m", "Z", "m", "="],
    "y axis": ["V", "K", "J", "W", "W"],
    "pan": ["+", "+", "(", ")", ")", "="],
    "table": ["T", "shift+tab", "n", "N", "R", "down", "T"],
    "panels": ["comma", "down", "down", "right", "left", "escape", "X", "escape", "w", "escape"],
    "groups": ["M", "right", "escape", "B", "U", "M", "left", "escape"],
    "which charts": ["P", "C", "l", "o", "enter", "_", "}", "{", "_", "P"],
    "words": ["d", "down", "escape", "e", "down", "escape"],
    "density": ["*", "*", "*", "A"],
    "runs": ["tab", "F", "O", "D", "down", "escape", "c", "down", "escape", "F"],
    "best runs": ["tab", "N", "2", "enter", "N", "backspace", "enter"],
    "focus of the terminal": ["\x1b[O", "\x1b[I"],
    "theme": ["t"],
    "help": ["?", "pagedown", "down", "escape"],
    "problems": ["!", "down", "escape"],
    "palette": [":", "z", "o", "backspace", "down", "escape", "escape"],
    "filter": ["/", "l", "o", "s", "backspace", "enter", "/", "escape", "escape"],
    "copy": ["y"],
    "new point": ["append"],
    "resize": ["resize"],
    "redraw": ["ctrl+l"],
    "suspend": ["suspend"],
}


class Pair:
    """Two of the program, one of each kind, that are treated alike."""

    def __init__(self, logs):
        options = (logs.path, "--interval", "1000")
        size = {"columns": SIZES[0][0], "rows": SIZES[0][1]}
        self.logs = logs
        self.changes = open_and_settle(*options, **size)
        self.full = open_and_settle(*options, "--repaint", "full", **size)
        self.both = (self.changes, self.full)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for terminal in self.both:
            terminal.__exit__(*exception)

    def do(self, key, choose):
        if key == "resize":
            size = choose(SIZES)
            for terminal in self.both:
                terminal.resize(*size)
        elif key == "suspend":
            for terminal in self.both:
                suspend_and_resume(terminal)
        else:
            if key == "append":
                self.logs.append(run=choose(range(5)))
                key = "r"
            for terminal in self.both:
                terminal.press(key)
        self.settle()

    def settle(self):
        """Wait for what the key does; most keys let the full painting send something."""
        self.full.drain(quiet=0.04, first=0.2)
        self.changes.drain(quiet=0.02)


def suspend_and_resume(terminal):
    """As ctrl+z and fg do it, with something else on the screen in between."""
    terminal.press("ctrl+z")
    terminal.read_until(terminal.is_stopped)
    terminal.drain(quiet=0.05)
    terminal.show()
    terminal.skip()
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.drain(quiet=0.2, first=2.0)


def test_a_random_walk_shows_the_same_at_every_turn(logs):
    dice = random.Random(20261120)
    steps = 0
    path = []
    every = dice.sample(list(WALKS), len(WALKS))
    with Pair(logs) as pair:
        assert differences(*pair.both) == []
        while steps < STEPS or every:
            name = every.pop() if every else dice.choice(list(WALKS))
            path.append(name)
            for key in WALKS[name]:
                pair.do(key, dice.choice)
                steps += 1
            assert differences(*pair.both)[:5] == [], f"after {path}"
        for terminal in pair.both:
            terminal.press("q")
            assert terminal.wait() == 0
        assert len(pair.changes.sent) < 0.25 * len(pair.full.sent)


def test_redrawing_repairs_what_something_else_wrote(logs):
    with open_and_settle(logs.path, "--interval", "1000") as terminal:
        before = cells(terminal.show())
        terminal.screen.reset()
        terminal.press("ctrl+l")
        terminal.drain(first=2.0)
        assert cells(terminal.show()) == before
