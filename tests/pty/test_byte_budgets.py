"""What a key may cost over SSH: 160x48 cells, six charts of five series."""

from __future__ import annotations

import pytest
from terminal import open_and_settle

pytestmark = pytest.mark.pty

LINK = 30_000
"""Bytes a second of a thin link."""


@pytest.fixture
def terminal(logs):
    with open_and_settle(logs.path, "--interval", "1000") as opened:
        yield opened


@pytest.fixture
def grid(terminal):
    """All charts beside one another."""
    press(terminal, "v")
    assert terminal.text.count("╭") == 6
    return terminal


def press(terminal, *keys):
    """Press keys one by one; return the bytes that came for all of them."""
    received = 0
    for key in keys:
        terminal.press(key)
        received += len(terminal.drain(quiet=0.1, first=1.0))
    return received


def test_the_first_screen(terminal):
    assert 0 < len(terminal.sent) < 80_000


def test_nothing_happens_and_nothing_is_sent(logs):
    with open_and_settle(logs.path, "--interval", "1") as terminal:
        assert terminal.drain(quiet=10.0, timeout=0.1) == b""


CROSSHAIRS = {
    "as opened": ("G",),
    "from the left": ("g",),
    "grid": ("v", "G"),
    "maximised": ("z", "G"),
    "density": ("*", "*", "G"),
}


@pytest.mark.parametrize("setup", CROSSHAIRS)
def test_a_step_of_the_crosshair(terminal, setup):
    press(terminal, *CROSSHAIRS[setup])
    key = "l" if setup == "from the left" else "h"
    assert 0 < press(terminal, *[key] * 20) < 20 * 500


def test_a_step_of_the_crosshair_that_a_table_follows(terminal):
    press(terminal, "T", "G")
    assert 0 < press(terminal, *["h"] * 20) < 20 * 700


def test_a_step_of_the_end_of_a_range(terminal):
    # Four charts get a column of another background, and the table other numbers.
    press(terminal, "G", "m")
    assert 0 < press(terminal, *["h"] * 20) < 20 * 1_300


def test_panels_open_and_close(terminal):
    for keys in (("comma", "escape"), ("M", "escape"), ("T", "T"), ("m", "m", "m")):
        assert 0 < press(terminal, "g", *keys) < 60_000


@pytest.mark.parametrize("panel", ["comma", "T"])
def test_the_cursor_of_a_panel_moves(terminal, panel):
    press(terminal, panel, *(["tab"] if panel == "T" else []))
    for key in ("j", "j", "k"):
        assert 0 < press(terminal, key) < 600


def test_the_crosshair_keeps_up_on_a_thin_link(terminal):
    """20 steps at 20 a second send no more than goes over a link of 30 kB/s meanwhile."""
    press(terminal, "G")
    sent = 0
    for _ in range(20):
        terminal.press("h")
        sent += len(terminal.read(1 / 20))
    sent += len(terminal.drain(first=1.0))
    assert 0 < sent < LINK * 20 / 20


def test_a_new_point_in_one_chart(grid, logs):
    press(grid, "r")
    for run in range(4):
        logs.append(run=run)
        assert 0 < press(grid, "r") < 4_000


@pytest.mark.parametrize("layout", ["as opened", "grid"])
def test_the_focus_moves(terminal, layout):
    if layout == "grid":
        press(terminal, "v")
    for _ in range(4):
        assert 0 < press(terminal, "tab") < 12_000


@pytest.mark.parametrize("tabs", [1, 2], ids=["runs", "tags"])
def test_the_cursor_of_a_list_moves(grid, tabs):
    press(grid, *["tab"] * tabs)
    for key in ("down", "down", "up"):
        assert 0 < press(grid, key) < 600


def test_help_opens_and_closes(grid):
    assert 0 < press(grid, "?", "escape") < 60_000


def test_the_palette_opens_and_closes(grid):
    assert 0 < press(grid, ":", "escape") < 60_000
