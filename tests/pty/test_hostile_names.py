"""No name and no text gets at the terminal: not on the screen, and not through a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile_names import ACTING, LONG, MARK, PRETENDING, WIDE, write_hostile_logs
from terminal import tbtui

pytestmark = pytest.mark.pty

# What Textual sends: cursor, colours, modes and questions, the shape of the pointer; never a title.
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0AB]|[=>78DM]|\]22;[a-z-]*\x07)")
# Backspaces and vertical tabs move the cursor; that none comes from a name is in `ACTING`.
CONTROLS = re.compile(
    "[\x00-\x07\x09\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)


@pytest.fixture(scope="module")
def logs(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("hostile") / "logs"
    write_hostile_logs(directory)
    return directory


def assert_harmless(sent: bytes) -> None:
    for word, text in ACTING.items():
        assert (text + MARK).encode() not in sent, word
    rest = SEQUENCE.sub(b"", sent).decode()
    found = CONTROLS.search(rest)
    assert found is None, repr(rest[max(0, found.start() - 40) : found.end() + 40])


def test_the_screen_shows_names_and_lets_none_act(logs):
    with tbtui(logs, columns=120, rows=40) as terminal:
        terminal.wait_for("1 problem")
        terminal.drain(quiet=0.3)
        # Through the lists of runs and tags, the charts, the filters, help and problems.
        for keys in (
            "\t",
            "jjjj",
            "G",
            "\t",
            "jjjjjj",
            "\r",
            "G",
            "\t",
            "jjjj",
            "z",
            "z",
            "ll",
            "vv",
        ):
            terminal.press(keys)
            terminal.drain(quiet=0.15)
        terminal.press("!")
        terminal.wait_for(r"\x1b]0;pwned\x07.tfevents")
        terminal.press("\x1b")
        terminal.drain(quiet=0.3)
        edges = terminal.right_edges("│╮╯")
        terminal.press("q")
        terminal.wait()
    # However wide the names in them, charts end in the same column.
    assert len(edges) > 20
    assert len(set(edges)) == 1
    assert_harmless(terminal.sent)


def test_dialogs_and_pinned_and_combined_charts_show_names_and_let_none_act(logs):
    with tbtui(logs, columns=120, rows=40) as terminal:
        terminal.wait_for("1 problem")
        terminal.drain(quiet=0.3)
        for _ in range(4):
            # Pin it, export it, say it, describe it, combine it; leave each of these again.
            for keys in ("jjjjj", "P", "e", "\x1b", "d", "\x1b", "i", "\x1b", "C", "\r", "\x1b"):
                terminal.press(keys)
                # A key right after escape would be one with alt.
                terminal.drain(quiet=0.25)
        terminal.press("v")
        terminal.drain(quiet=0.3)
        terminal.press("q")
        terminal.wait()
    assert_harmless(terminal.sent)


def test_inspect_escapes_names_and_tells_them_apart(logs):
    with tbtui("inspect", logs, columns=400) as terminal:
        assert terminal.wait() == 0
    assert_harmless(terminal.sent)
    text = terminal.sent.decode()
    for shown in (
        *PRETENDING,
        *WIDE[:-1],
        r"\u0301alone",
        r"bad\xff\xfe1",
        r"bad\xff\xfe2",
        r"\x1b]0;pwned",
    ):
        assert shown in text
    for last in "ab":
        assert re.search(rf"tt…t+{last} \(1,000,001 characters, checksum [0-9a-f]{{8}}\)", text)
    assert len(text) < 200_000


def test_export_to_a_terminal_escapes_names(logs):
    with tbtui("export", logs) as terminal:
        assert terminal.wait() == 0
    assert_harmless(terminal.sent)
    lines = terminal.sent.decode().splitlines()
    # Every name on a line of its own, for each of its three steps.
    assert sum(f"{MARK} clear," in line for line in lines) >= 3
    assert sum(line.startswith(f".,{LONG}a,") for line in lines) == 3


def test_export_to_a_file_keeps_names_as_they_are(logs, tmp_path):
    exported = tmp_path / "points.csv"
    with tbtui("export", logs, "-o", exported) as terminal:
        assert terminal.wait() == 0
    assert_harmless(terminal.sent)
    assert b"\x1b[31m" + MARK.encode() in exported.read_bytes()
    assert b"bad\xff\xfe1" in exported.read_bytes()


@pytest.mark.parametrize("engine", ["braille", "plotext"])
def test_plot_escapes_tags_and_runs(logs, engine):
    words = ("plot", logs, "--limit", "300", "--engine", engine, "--height", "8")
    with tbtui(*words) as terminal:
        assert terminal.wait(60) == 0
    assert_harmless(terminal.sent)
    assert rb"\x1b[2J\x1b[Hpwned clear" in terminal.sent


@pytest.mark.parametrize(
    "words",
    [
        ("inspect", "/nowhere\x1b]0;pwned"),
        ("plot", ".", "--tag", "(\x1b]0;pwned"),
        ("inspect", "-\x1b]0;pwned"),
    ],
    ids=["a path", "a pattern", "an option"],
)
def test_messages_about_bad_usage_are_harmless_too(words):
    with tbtui(*words) as terminal:
        assert terminal.wait() == 2
    assert_harmless(terminal.sent)
    assert b"pwned" in terminal.sent
