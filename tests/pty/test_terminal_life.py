"""Whatever ends the program, the terminal is left as it was found."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import termios
import time

import pytest
from terminal import Terminal, cells, open_and_settle

pytestmark = pytest.mark.pty

SWITCHED_ON = {
    "alternate screen": "?1049h",
    "mouse buttons": "?1000h",
    "mouse motion": "?1003h",
    "mouse coordinates": "?1006h",
    "bracketed paste": "?2004h",
    "focus reports": "?1004h",
}
SWITCHED_OFF = {"cursor": "?25l", "line wrap": "?7l"}

BROKEN = """
import sys
from tbtui.app import TbtuiApp
from tbtui.cli import main

def fail(app):
    raise RuntimeError("this is a fault")

TbtuiApp.action_pause = fail
sys.exit(main(sys.argv[1:]))
"""


def left_on(sent):
    """Name the modes of the terminal that are not as they were before."""
    before_after = {
        **{name: (mode, mode[:-1] + "l") for name, mode in SWITCHED_ON.items()},
        **{name: (mode, mode[:-1] + "h") for name, mode in SWITCHED_OFF.items()},
    }
    left = []
    for name, (changed, restored) in before_after.items():
        last_changed = sent.rfind(f"\x1b[{changed}".encode())
        last_restored = sent.rfind(f"\x1b[{restored}".encode())
        assert last_changed >= 0, f"{name} was never used"
        if last_restored < last_changed:
            left.append(name)
    return left


@pytest.fixture
def terminal(logs):
    with open_and_settle(logs.path, "--interval", "1000", columns=100, rows=30) as opened:
        yield opened


@pytest.mark.parametrize("key", ["q", "ctrl+c", "\x11"], ids=["q", "ctrl+c", "ctrl+q"])
def test_keys_that_quit(terminal, key):
    terminal.press(key)
    assert terminal.wait() == 0
    assert left_on(terminal.sent) == []


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_signals(terminal, number, status):
    os.kill(terminal.process.pid, number)
    assert terminal.wait() == status
    assert left_on(terminal.sent) == []
    assert b"Traceback" not in terminal.sent


def test_a_signal_while_a_dialog_is_open(terminal):
    terminal.press("?")
    terminal.drain(first=2.0)
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.wait() == 143
    assert left_on(terminal.sent) == []


def test_a_fault_in_the_program_is_shown_on_a_restored_screen(logs):
    command = (sys.executable, "-c", BROKEN, logs.path, "--interval", "1000")
    with Terminal(*command, columns=100, rows=30) as terminal:
        terminal.read_until(lambda: "points" in terminal.text)
        terminal.press("p")
        assert terminal.wait() == 1
        assert left_on(terminal.sent) == []
        assert b"this is a fault" in terminal.sent[terminal.sent.rfind(b"\x1b[?1049l") :]


def test_a_lost_connection_ends_the_program(terminal):
    terminal.hang_up()
    terminal.process.wait(timeout=20.0)


def test_a_connection_lost_while_much_is_to_be_sent_ends_the_program(logs):
    with open_and_settle(logs.path, "--repaint", "full") as terminal:
        # Nobody reads: the terminal takes a few kilobytes, the rest waits.
        for _ in range(60):
            terminal.press("z")
            time.sleep(0.06)
        terminal.hang_up()
        terminal.process.wait(timeout=20.0)


def test_suspended_and_resumed_at_another_size(terminal):
    cooked = termios.ICANON | termios.ECHO
    terminal.press("l", "l")
    terminal.drain(first=2.0)

    terminal.press("ctrl+z")
    terminal.read_until(terminal.is_stopped)
    terminal.drain(quiet=0.1)
    assert left_on(terminal.sent) == []
    assert terminal.line_modes() & cooked == cooked

    terminal.resize(120, 40)
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.drain(first=5.0, quiet=0.5)
    assert terminal.line_modes() & cooked == 0
    resumed = cells(terminal.show())
    terminal.screen.reset()
    terminal.press("ctrl+l")
    terminal.drain(first=2.0, quiet=0.5)
    assert cells(terminal.show()) == resumed

    terminal.press("q")
    assert terminal.wait() == 0
    assert left_on(terminal.sent) == []


def test_stopped_without_being_asked(terminal):
    """As by `kill -STOP`: the shell writes over the screen, and its line editor sets modes."""
    cooked = termios.ICANON | termios.ECHO
    terminal.press("g")
    terminal.drain(first=2.0)
    before = cells(terminal.show())
    os.kill(terminal.process.pid, signal.SIGSTOP)
    terminal.read_until(terminal.is_stopped)
    terminal.screen.reset()

    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.drain(first=5.0, quiet=0.5)
    assert cells(terminal.show()) == before
    assert terminal.line_modes() & cooked == 0
    # One thread reads the keys: none of them gets lost, and they keep their order.
    terminal.press(*"zz" * 10, "p")
    terminal.read_until(lambda: "paused" in terminal.text)
    assert terminal.text.count("╭") > 1

    terminal.press("q")
    assert terminal.wait() == 0
    assert left_on(terminal.sent) == []
    assert terminal.line_modes() & cooked == cooked


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("pgrep")), reason="no bash, pgrep")
def test_jobs_of_a_shell(logs):
    """Suspended, sent to the background, and stopped in two ways: `fg` always brings it back."""
    with Terminal("bash", "--norc", "--noediting", "-i", columns=100, rows=30) as terminal:
        terminal.drain(first=5.0)
        terminal.press(f"{sys.executable} -m tbtui {logs.path} --interval 1000\r")
        terminal.wait_for("╭─ train/loss")
        terminal.drain(quiet=0.5)
        found = subprocess.run(
            ["pgrep", "-P", str(terminal.process.pid)], capture_output=True, check=True
        )
        program = int(found.stdout)

        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.press("bg\r")
        terminal.drain(quiet=0.5)
        back_in_front(terminal)
        for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGSTOP):
            os.kill(program, number)
            terminal.wait_for("Stopped")
            back_in_front(terminal)

        terminal.press("q")
        terminal.drain(first=5.0, quiet=0.5)
        assert left_on(terminal.sent) == []
        terminal.skip()
        terminal.press("echo $?\r")
        terminal.wait_for("\n0 ")


def back_in_front(terminal):
    """Bring the program back to a screen on which something else was written."""
    terminal.drain(quiet=0.3)
    terminal.skip()
    terminal.press("fg\r")
    terminal.wait_for("╭─ train/loss")
    terminal.drain(quiet=0.5)
    assert terminal.lines[-1].rstrip().endswith("? Help")


@pytest.mark.parametrize("kind", ["dumb", "", None], ids=["dumb", "empty", "unset"])
def test_a_terminal_that_cannot_show_a_screen_is_refused(logs, kind):
    variables = ("-u", "TERM") if kind is None else (f"TERM={kind}",)
    with Terminal("env", *variables, sys.executable, "-m", "tbtui", logs.path) as terminal:
        assert terminal.wait() == 2
        assert b"\x1b" not in terminal.sent
        assert "TERM=xterm-256color" in terminal.text
        assert "tbtui inspect" in terminal.text


def test_keys_that_cannot_be_read_are_refused(logs):
    """With a pipe as standard input, no key would ever arrive."""
    command = f"echo | {sys.executable} -m tbtui {logs.path}"
    with Terminal("sh", "-c", command) as terminal:
        assert terminal.wait() == 2
        assert b"\x1b" not in terminal.sent
        assert "standard input" in terminal.text


def test_without_a_terminal_for_the_output_it_is_plain(logs, tmp_path):
    output = tmp_path / "output"
    with Terminal("sh", "-c", f"{sys.executable} -m tbtui {logs.path} > {output}") as terminal:
        assert terminal.wait() == 0
        assert terminal.sent == b""
    text = output.read_text()
    assert "train/loss" in text
    assert "\x1b" not in text
