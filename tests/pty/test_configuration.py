"""The configuration file and the kept view in a real terminal."""

from __future__ import annotations

import signal
import sys

import pytest
from terminal import Terminal

pytestmark = pytest.mark.pty


@pytest.fixture
def start(logs, tmp_path):
    """Start the program; what it keeps is there for the next one."""

    def open_program(*options):
        program = [sys.executable, "-m", "tbtui", logs.path, "--interval", "1000", *options]
        return Terminal("env", f"XDG_STATE_HOME={tmp_path / 'state'}", *program)

    return open_program


def hide_first_run(terminal):
    terminal.read_until(lambda: "5/5" in terminal.text)
    terminal.press("\t", " ")
    terminal.read_until(lambda: "4/5" in terminal.text)


def leave(terminal, key="q"):
    terminal.press(key)
    return terminal.wait()


def test_a_hidden_run_is_hidden_at_the_next_start_and_a_fresh_one_shows_it(start):
    with start() as terminal:
        hide_first_run(terminal)
        assert leave(terminal) == 0
    with start() as terminal:
        terminal.read_until(lambda: "4/5" in terminal.text)
        assert leave(terminal) == 0
    with start("--fresh") as terminal:
        terminal.read_until(lambda: "5/5" in terminal.text)
        assert leave(terminal) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_lost_connection_loses_no_view(number, start):
    with start() as terminal:
        hide_first_run(terminal)
        terminal.process.send_signal(number)
        terminal.wait()
    with start() as terminal:
        terminal.read_until(lambda: "4/5" in terminal.text)


def test_mistakes_are_told_and_chosen_keys_work(start, tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('[screen]\ntheme = "dim"\n[keys]\nquit = "Q"\n')
    with start("--config", file) as terminal:
        terminal.read_until(lambda: '"dark"' in terminal.text)
        assert leave(terminal, "Q") == 0
