"""The program in a pane of tmux, which takes some keys and drops some sequences."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import uuid

import pytest
from terminal import ROOT, Terminal

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux"),
]

PREFIX = "\x02"
COPIED = re.compile(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)")


@pytest.fixture
def open_in_tmux(logs, tmp_path):
    """Open the program in a tmux of its own, with lines of configuration."""
    name = f"tbtui-test-{uuid.uuid4().hex[:8]}"

    def opened(*lines, options=()):
        configuration = tmp_path / "tmux.conf"
        configuration.write_text("\n".join(["set -g exit-empty on", *lines]) + "\n")
        program = [sys.executable, "-m", "tbtui", str(logs.path), "--interval", "1", *options]
        session = ["-f", configuration, "new-session", "-c", ROOT, *program]
        terminal = Terminal("env", "-u", "TMUX", "tmux", "-L", name, *session)
        terminal.wait_for("points")
        terminal.wait_for("╭─ train/loss")
        terminal.drain(quiet=0.5)
        return terminal

    yield opened
    subprocess.run(["tmux", "-L", name, "kill-server"], capture_output=True, check=False)


@pytest.mark.parametrize("kind", ["screen", "screen-256color", "tmux-256color"])
def test_the_screen_and_keys_in_a_pane(open_in_tmux, kind):
    with open_in_tmux(f"set -g default-terminal {kind}") as terminal:
        terminal.press("g", "l", "l")
        terminal.wait_for("step 7 ")
        terminal.resize(80, 24)
        terminal.wait_for("? Help")
        terminal.drain(quiet=0.5)
        # The last line is that of tmux.
        assert terminal.lines[-2].rstrip().endswith("? Help")
        terminal.press("q")
        assert terminal.wait() == 0


def test_a_copy_gets_through_where_tmux_lets_it(open_in_tmux):
    lines = (
        "set -g set-clipboard on",
        "set -g default-terminal tmux-256color",
        "set -as terminal-features ',*:clipboard'",
    )
    with open_in_tmux(*lines) as terminal:
        terminal.press("y")
        terminal.wait_for("Copied 5 values")
        terminal.drain(quiet=0.5)
        copied = base64.b64decode(COPIED.findall(terminal.sent)[-1]).decode()
        assert copied.startswith("train/loss\nrun\tstep\tvalue\tsmoothed\n")


def test_a_copy_that_tmux_drops_is_in_a_file_that_is_named(open_in_tmux):
    with open_in_tmux("set -g set-clipboard off") as terminal:
        terminal.press("y")
        terminal.wait_for("also in ")
        assert COPIED.search(terminal.sent) is None


def test_looking_pauses_in_a_pane_without_the_focus_if_asked(open_in_tmux):
    with open_in_tmux("set -g focus-events on", options=["--pause-unfocused"]) as terminal:
        split(terminal)
        terminal.wait_for("paused")
        terminal.press(PREFIX, "o")
        terminal.wait_for("live")


def test_looking_goes_on_in_a_pane_without_the_focus(open_in_tmux):
    with open_in_tmux("set -g focus-events on") as terminal:
        split(terminal)
        terminal.drain(quiet=1.0)
        assert "live" in terminal.text


def split(terminal):
    """Open a pane beside the program, which gets the focus."""
    terminal.press(PREFIX, "%")
    terminal.drain(first=2.0, quiet=0.5)
