"""The size of the terminal changes while much is still being read."""

from __future__ import annotations

import random

import numpy as np
import pytest
from growing_logs import NEW_YEAR, RUNS
from terminal import cells, tbtui

from tbtui.readers.event_writer import EventWriter

pytestmark = pytest.mark.pty

SIZES = [(160, 48), (300, 80), (80, 24), (60, 15), (40, 10), (30, 8), (20, 4), (120, 36)]
POINTS = 40_000
RESIZES = 50


@pytest.fixture
def large_logs(tmp_path):
    """Long enough to be read for a second or so."""
    directory = tmp_path / "large"
    values = np.exp(-np.arange(POINTS) / 9_000) + np.sin(np.arange(POINTS)) / 9
    for number, run in enumerate(RUNS):
        path = directory / run / "events.out.tfevents.1767225600.host"
        with EventWriter(path, NEW_YEAR) as writer:
            for step, value in enumerate((values + number / 9).tolist()):
                writer.add_scalar("loss", value, step, NEW_YEAR + step)
    return directory


def test_fifty_sizes_while_loading_end_in_the_screen_of_a_fresh_start(large_logs):
    dice = random.Random(50)
    with tbtui(large_logs, "--interval", "1000") as terminal:
        terminal.read_until(lambda: b"RUNS" in terminal.sent)
        for _ in range(RESIZES):
            terminal.resize(*dice.choice(SIZES))
            terminal.read(0.02)
        terminal.resize(100, 30)
        terminal.read_until(lambda: "200 k points" in terminal.text, timeout=30)
        terminal.drain(quiet=0.5, timeout=20)
        resized = cells(terminal.show())
        terminal.press("ctrl+l")
        terminal.drain(first=2.0, quiet=0.5)
        assert cells(terminal.show()) == resized
    assert b"\x1b[2J" not in terminal.sent, "a cleared screen flickers"
    with tbtui(large_logs, "--interval", "1000", columns=100, rows=30) as terminal:
        terminal.wait_for("200 k points", timeout=30)
        terminal.drain(quiet=0.5, timeout=20)
        assert cells(terminal.show()) == resized
