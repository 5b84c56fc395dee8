"""What may be typed for a log directory."""

from __future__ import annotations

import os

import pytest

from tbtui.commands.failure import CommandError
from tbtui.commands.sources import log_sources
from tbtui.readers.logdir import LogSource


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "plot", "x:y", "with,comma"):
        (tmp_path / name).mkdir()
    (tmp_path / "events.out.tfevents.1").write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "options", "expected"),
    [
        ([], [], [LogSource("", ".")]),
        (["a"], [], [LogSource("", "a")]),
        (["./plot"], [], [LogSource("", "./plot")]),
        (["mine=a", "b"], [], [LogSource("mine", "a"), LogSource("", "b")]),
        (["events.out.tfevents.1"], [], [LogSource("", "events.out.tfevents.1")]),
        ([], ["a", "b"], [LogSource("", "a"), LogSource("", "b")]),
        ([], ["mine:a,other:b"], [LogSource("mine", "a"), LogSource("other", "b")]),
        ([], ["a,other:b"], [LogSource("", "a"), LogSource("other", "b")]),
        ([], ["x:y"], [LogSource("", "x:y")]),
        ([], ["with,comma"], [LogSource("", "with,comma")]),
        (["a"], ["mine=b"], [LogSource("", "a"), LogSource("mine", "b")]),
    ],
)
def test_arguments_and_options_name_sources(arguments, options, expected, here):
    assert log_sources(arguments, options) == expected


def test_the_home_directory_may_be_abbreviated(here, monkeypatch):
    monkeypatch.setenv("HOME", str(here))

    assert log_sources(["~/a"], ["mine:~/b"]) == [
        LogSource("", f"{here}/a"),
        LogSource("mine", f"{here}/b"),
    ]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("missing", "no such file or directory: missing"),
        ("mine=missing", "no such file or directory: missing"),
        ("notes.txt", "neither a directory nor an event file: notes.txt"),
        ("esc\x1b[2J", r"no such file or directory: esc\x1b[2J"),
    ],
)
def test_what_cannot_be_opened_is_explained(argument, message, here):
    (here / "notes.txt").write_text("bought milk")

    with pytest.raises(CommandError) as failure:
        log_sources([argument])

    assert failure.value.message == message
    assert failure.value.status == 2


def test_a_directory_that_may_not_be_read_is_refused(here, monkeypatch):
    # The tests may run as root, who may read everything.
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(CommandError, match="no permission to read a"):
        log_sources(["a"])
