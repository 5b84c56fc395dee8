"""A small log directory with something of everything, and a way to run the program in it."""

from __future__ import annotations

import io
import sys
import time
import types
from typing import NamedTuple

import pytest

from tbtui.cli import main
from tbtui.readers.event_writer import EventWriter

NEW_YEAR = 1_767_225_600.0
"""2026-01-01 00:00:00 UTC."""


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


def _status_of(words):
    try:
        return main([str(word) for word in words])
    except SystemExit as leaving:
        return leaving.code


@pytest.fixture
def run_tbtui(capfd):
    """Run the program in this process; return its exit status and what it printed."""

    def run(*words):
        capfd.readouterr()
        status = _status_of(words)
        sys.stdout.flush()
        return Outcome(status, *capfd.readouterr())

    return run


@pytest.fixture
def run_in_terminal(capfd, monkeypatch):
    """The same with standard input and output that look like a terminal of 80 columns."""

    def run(*words, term="xterm-256color"):
        screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        keyboard = io.StringIO()
        screen.isatty = keyboard.isatty = lambda: True
        monkeypatch.setenv("TERM", term)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.delenv("NO_COLOR", raising=False)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", screen)
            patch.setattr(sys, "stdin", keyboard)
            patch.setattr(sys.stderr, "isatty", lambda: True)
            status = _status_of(words)
        return Outcome(status, screen.buffer.getvalue().decode(), capfd.readouterr().err)

    return run


@pytest.fixture
def opened_with(monkeypatch):
    """Stand in for the screen; collect what it would have been opened with."""
    calls = []

    def run(sources, **options):
        calls.append({"sources": sources, **options})
        return 0

    screen = types.ModuleType("tbtui.running")
    screen.run = run
    monkeypatch.setitem(sys.modules, "tbtui.running", screen)
    return calls


@pytest.fixture
def logs(tmp_path, monkeypatch):
    """Two runs: one that was restarted and met numbers that are not finite, and a plain one."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with EventWriter(tmp_path / "logs/first/events.out.tfevents.1", NEW_YEAR) as writer:
        values = [(0, 1.0), (1, 0.1), (2, float("nan")), (3, float("inf")), (2, 0.25), (3, 0.125)]
        for second, (step, value) in enumerate(values):
            writer.add_scalar("train/loss", value, step, NEW_YEAR + second)
        writer.add_tensor_scalar("train/lr", 3e-4, 1_000, NEW_YEAR + 7)
        writer.add_histogram("weights", [(-1, 0, 5), (0, 1, 7)], 10, NEW_YEAR + 8)
        writer.add_text("notes", "all well", 0, NEW_YEAR + 9)
    with EventWriter(tmp_path / "logs/second/events.out.tfevents.2", NEW_YEAR) as writer:
        for step in range(3):
            writer.add_scalar("train/loss", 2.0 - step, step * 10, NEW_YEAR + 60 * step)
    return tmp_path / "logs"
