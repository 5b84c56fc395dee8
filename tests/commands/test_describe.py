"""``tbtui plot --describe`` says what a chart shows."""

from __future__ import annotations

import os
import subprocess
import sys


def test_each_run_is_described(logs, run_tbtui):
    outcome = run_tbtui("plot", logs, "--tag", "loss", "--describe")

    assert outcome.status == 0
    assert outcome.out.splitlines() == [
        "train/loss: 2 runs, steps 0 to 20. Lowest at the end is second with 0, "
        "highest first with 0.125. Their last steps are from 3 to 20.",
        "  first (4 points): fell from 1 to 0.125. "
        "Last 0.125 at step 3, lowest 0.1 at step 1, highest 1 at step 0. "
        "Restarted once at step 2, superseding 2 points.",
        "  second (3 points): fell from 2 to 0. Last and lowest 0 at step 20, highest 2 at step 0.",
    ]


def test_runs_tags_and_smoothing_are_chosen_as_for_a_chart(logs, run_tbtui):
    outcome = run_tbtui(
        "plot", logs, "--run", "second", "--tag", "loss", "--smoothing", 0.5, "--describe"
    )

    assert outcome.out.splitlines() == [
        "train/loss: 1 run, steps 0 to 20, smoothed by 0.5.",
        "  second (3 points): fell from 2 to 0.5714. "
        "Last and lowest 0.5714 at step 20, highest 2 at step 0.",
    ]


def test_a_blank_line_stands_between_tags_and_the_limit_holds(logs, run_tbtui):
    outcome = run_tbtui("plot", logs, "--describe")
    assert [part.split(":")[0] for part in outcome.out.split("\n\n")] == ["train/loss", "train/lr"]

    limited = run_tbtui("plot", logs, "--describe", "--limit", 1)
    assert limited.out == outcome.out.split("\n\n")[0] + "\n"
    assert "1 more tag matches" in limited.err


def test_words_need_no_braille(logs):
    command = [sys.executable, "-m", "tbtui", "plot", str(logs), "--describe"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert words.stdout.startswith("train/loss: 2 runs, steps 0 to 20.")
