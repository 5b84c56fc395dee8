"""``tbtui plot`` draws into a terminal or a pipe."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tbtui.readers.event_writer import EventWriter

NEW_YEAR = 1_767_225_600.0


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Two runs whose losses are a falling and a rising straight line, and three more tags."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for name, slope in (("falling", -1.0), ("rising", 1.0)):
        with EventWriter(tmp_path / name / "events.out.tfevents.1") as writer:
            for step in range(101):
                writer.add_scalar("loss", 50.0 + slope * (step - 50), step, NEW_YEAR + 36 * step)
            for tag in ("a/1", "a/2", "a/10"):
                writer.add_scalar(tag, 1.0, 0)
    return tmp_path


def test_in_a_pipe_a_chart_has_a_title_curves_with_letters_and_a_legend(sweep, run_tbtui):
    outcome = run_tbtui("plot", sweep, "--tag", "loss", "--width", 40, "--height", 10)

    lines = outcome.out.splitlines()
    assert lines[0] == "loss"
    assert len(lines) == 1 + 10 + 2
    assert lines[-2:] == [
        "a falling          0  step 100",
        "b rising         100  step 100",
    ]
    chart = lines[1:-2]
    assert all(len(line) <= 40 for line in chart)
    # Both have a letter at their end, where falling is low and rising is high.
    assert chart[0].endswith("b")
    assert chart[7].endswith("a")
    places = {letter: [line.find(letter) for line in chart if letter in line] for letter in "ab"}
    assert all(len(columns) > 1 for columns in places.values())
    assert min(places["b"]) < min(places["a"])
    assert outcome.status == 0


def test_without_width_a_pipe_gets_eighty_cells_and_no_colour(sweep, run_tbtui):
    out = run_tbtui("plot", sweep, "--tag", "loss").out

    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) == 80


def test_a_terminal_gets_colours_unless_it_declines(sweep, run_in_terminal, monkeypatch):
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert "\x1b[38;2;" in run_in_terminal("plot", sweep, "--tag", "loss").out
    assert "\x1b" not in run_in_terminal("plot", sweep, "--color", "never").out
    assert "\x1b" not in run_in_terminal("plot", sweep, term="dumb").out


def test_colours_can_be_forced_into_a_pipe(sweep, run_tbtui, monkeypatch):
    monkeypatch.setenv("COLORTERM", "truecolor")
    out = run_tbtui("plot", sweep, "--tag", "loss", "--color", "always").out

    assert "\x1b[38;2;" in out
    assert "■" in out


def test_each_tag_has_its_chart_in_natural_order(sweep, run_tbtui):
    out = run_tbtui("plot", sweep, "--tag", "^a/", "--height", 6).out

    assert [line for line in out.splitlines() if line.startswith("a/")] == ["a/1", "a/2", "a/10"]


def test_beyond_the_limit_the_number_of_charts_is_told(sweep, run_tbtui):
    outcome = run_tbtui("plot", sweep, "--limit", 1)

    assert [line for line in outcome.out.splitlines() if line in ("a/1", "a/2")] == ["a/1"]
    assert outcome.err == (
        "tbtui plot: 3 more tags match; see all with --limit 4, or narrow --tag\n"
    )


def test_only_chosen_runs_are_drawn(sweep, run_tbtui):
    out = run_tbtui("plot", sweep, "--tag", "loss", "--run", "rising").out

    assert "rising" in out
    assert "falling" not in out


@pytest.mark.parametrize(
    ("axis", "label"), [("step", "100"), ("relative", "1h"), ("wall", "00:30")]
)
def test_the_horizontal_axis_can_be_chosen(axis, label, sweep, run_tbtui):
    out = run_tbtui("plot", sweep, "--tag", "loss", "--x", axis).out

    assert label in "".join(out.splitlines()[-4:-2])


def test_smoothing_calms_the_curve(tmp_path, run_tbtui):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step in range(200):
            writer.add_scalar("noise", float(step % 2), step)

    def dots(*options):
        out = run_tbtui("plot", tmp_path, *options).out
        return sum((ord(cell) - 0x2800).bit_count() for cell in out if "⠀" <= cell <= "⣿")

    assert dots("--smoothing", "0.95") < dots() / 4


def test_superseded_points_are_not_drawn(tmp_path, run_tbtui):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step, value in [(0, 1.0), (1, 1.0), (2, 900.0), (2, 1.0), (1, 2.0), (2, 3.0)]:
            writer.add_scalar("loss", value, step)

    out = run_tbtui("plot", tmp_path).out

    assert "900" not in out
    assert "3  step 2" in out


def test_values_that_are_not_finite_do_no_harm(tmp_path, run_tbtui):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step in range(3):
            writer.add_scalar("loss", float("nan"), step)
            writer.add_scalar("norm", float("inf"), step)

    outcome = run_tbtui("plot", tmp_path, "--log", "--smoothing", "0.5")

    assert outcome.status == 0
    assert "a .        NaN  step 2" in outcome.out


def test_plotext_can_draw_instead(sweep, run_tbtui):
    outcome = run_tbtui("plot", sweep, "--tag", "loss", "--engine", "plotext", "--width", 60)

    assert outcome.status == 0
    assert "falling" in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize(
    ("depth", "code"), [("256", "\x1b[38;5;"), ("16", "\x1b[32m"), ("none", "")]
)
def test_colours_are_those_that_the_terminal_has(depth, code, sweep, run_tbtui):
    out = run_tbtui("plot", sweep, "--tag", "loss", "--color", depth).out

    assert code in out
    assert "8;2;" not in out
    assert ("\x1b" in out) == bool(code)
    assert ("8;5;" in out) == (depth == "256")


def test_an_encoding_without_braille_gets_a_sketch_in_ascii(sweep):
    result = subprocess.run(
        [sys.executable, "-m", "tbtui", "plot", str(sweep), "--tag", "loss"],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
    )

    assert (result.returncode, result.stderr) == (0, b"")
    assert b"?" not in result.stdout
    assert b"\\" not in result.stdout.replace(b"\\", b"", 12)
    assert b"falling" in result.stdout


def test_a_tag_that_does_not_exist_is_explained(sweep, run_tbtui):
    outcome = run_tbtui("plot", sweep, "--tag", "accuracy")

    assert outcome.status == 1
    assert outcome.err == (
        "tbtui: no scalar tag matches 'accuracy'; there is a/1, a/2, a/10, loss\n"
    )
