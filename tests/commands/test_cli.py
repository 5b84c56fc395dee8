"""The command line: which way the arguments lead, exit statuses, and leaving quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

import tbtui
from tbtui import cli
from tbtui.commands.arguments import COMMANDS
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource

TBTUI = [sys.executable, "-m", "tbtui"]


def test_in_a_terminal_the_screen_opens(logs, opened_with, run_in_terminal):
    outcome = run_in_terminal(
        logs, f"mine={logs}", "--interval", "0.5", "--theme", "light", "--no-mouse"
    )

    assert outcome == (0, "", "")
    assert opened_with[0]["sources"] == [LogSource("", str(logs)), LogSource("mine", str(logs))]
    assert [opened_with[0][name] for name in ("interval", "theme", "mouse")] == [
        0.5,
        "light",
        False,
    ]


def test_options_may_stand_between_directories(logs, opened_with, run_in_terminal):
    run_in_terminal(logs, "--interval", "1", logs)

    assert [source.path for source in opened_with[0]["sources"]] == [str(logs), str(logs)]


@pytest.mark.parametrize("words", [["--interval", "1", "--", "-odd"], ["./-odd"]])
def test_a_directory_may_begin_with_a_dash(
    words, tmp_path, monkeypatch, opened_with, run_in_terminal
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-odd").mkdir()

    assert run_in_terminal(*words).status == 0
    assert opened_with[0]["sources"] == [LogSource("", "./-odd")]


def test_the_screen_opens_on_an_empty_directory_because_training_may_start(
    tmp_path, opened_with, run_in_terminal
):
    assert run_in_terminal(tmp_path).status == 0
    assert opened_with[0]["sources"] == [LogSource("", str(tmp_path))]
    chosen = [opened_with[0][name] for name in ("interval", "theme", "mouse")]
    assert chosen == [5.0, "dark", True]


def test_the_screen_does_not_open_on_a_missing_directory(tmp_path, opened_with, run_in_terminal):
    outcome = run_in_terminal(tmp_path / "missing")

    assert outcome.status == 2
    assert outcome.err == f"tbtui: no such file or directory: {tmp_path}/missing\n"
    assert opened_with == []


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_can_do_nothing_is_refused(term, logs, opened_with, run_in_terminal):
    outcome = run_in_terminal(logs, term=term)

    assert outcome.status == 2
    assert "TERM=xterm-256color tbtui" in outcome.err
    assert opened_with == []


def test_a_directory_that_is_called_like_a_command_can_be_opened(
    tmp_path, monkeypatch, opened_with, run_in_terminal
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plot").mkdir()

    run_in_terminal("./plot")

    assert opened_with[0]["sources"] == [LogSource("", "./plot")]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "the directory is empty: {path}"),
        (
            lambda path: (path / "notes.txt").write_text("bought milk"),
            "no event files (*tfevents*) below {path}",
        ),
    ],
)
def test_where_there_is_nothing_to_read_the_status_is_1(make, message, tmp_path, run_tbtui):
    make(tmp_path)

    for command in ("inspect", "export"):
        outcome = run_tbtui(command, tmp_path)
        assert outcome == (1, "", "tbtui: " + message.format(path=tmp_path) + "\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--interval", "soon"], "not a number: 'soon'"),
        (["--interval", "-1"], "not a number of seconds: '-1'"),
        (["--interval", "nan"], "not a number of seconds: 'nan'"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["inspect", "--tag", "("], "not a regular expression: '('"),
        (["plot", "--smoothing", "1"], "not a weight from 0 to 0.999: '1'"),
        (["plot", "--width", "3"], "must be at least 12"),
        (["plot", "--limit", "few"], "not a whole number: 'few'"),
        (["export", "--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_bad_usage_is_explained_with_status_2(words, message, run_tbtui):
    outcome = run_tbtui(*words)

    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_version_and_help(run_tbtui):
    assert run_tbtui("--version").out == f"tbtui {tbtui.__version__}\n"
    assert "tbtui export runs/ --tag" in run_tbtui("--help").out
    for command in COMMANDS:
        outcome = run_tbtui(command, "--help")
        assert outcome.status == 0
        assert outcome.out.startswith(f"usage: tbtui {command}")


def test_an_interrupted_command_ends_with_130_and_without_a_traceback(logs, monkeypatch, run_tbtui):
    def interrupt(command, options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run_command", interrupt)

    assert run_tbtui("inspect", logs) == (130, "", "")


def test_ctrl_c_reaches_a_process_that_waits(tmp_path):
    command = [*TBTUI, "demo", str(tmp_path / "demo"), "--live", "--no-open"]
    # A shell lets its background jobs ignore the interrupt, and these pass that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        assert process.stdout.readline() == f"{tmp_path}/demo\n".encode()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=10)
        finally:
            process.kill()

    assert process.returncode == 130
    assert errors == b""


def test_a_closed_pipe_ends_the_output_quietly(tmp_path):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step in range(5_000):
            writer.add_scalar("loss", step, step)

    result = subprocess.run(
        f"{sys.executable} -m tbtui export {tmp_path} | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=True,
    )

    assert result.stdout == b"run,tag,step,wall_time,value,superseded\n0\n"
    assert result.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["inspect", "export", "plot"])
def test_a_full_disk_is_explained(command, logs):
    with open("/dev/full", "wb") as full:
        result = subprocess.run([*TBTUI, command, str(logs)], stdout=full, stderr=subprocess.PIPE)

    assert result.returncode == 1
    assert result.stderr == b"tbtui: cannot write the output: no space left on device\n"


def test_one_thread_is_enough_for_numpy_unless_the_user_says_otherwise(monkeypatch, run_tbtui):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    run_tbtui("--version")
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"

    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    run_tbtui("--version")
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"
