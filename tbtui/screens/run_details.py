"""All that is known about one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import (
    format_age,
    format_bytes,
    format_count,
    format_duration,
    format_step,
    format_value,
    format_wall_time,
)
from tbtui.plot.text import escape
from tbtui.screens.dialog import Dialog
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.analysis.training_state import TrainingState
    from tbtui.store.run import Run

LABEL_WIDTH = 16

STATE_WORDS = {
    "running": ("running", "text"),
    "stalled": ("stalled: nothing for much longer than usual", "warning"),
    "silent": ("nothing new for long", "text"),
    "finished": ("finished, as it says itself", "text"),
    "failed": ("failed, as it says itself", "error"),
    "unknown": ("unknown", "text"),
}


class RunDetailsScreen(Dialog):
    """State, speed, files, hyperparameters and problems of a run.

    Parameters
    ----------
    run : Run
    runs : sequence of Run
        All runs, among which hyperparameters and the highest step are looked for.
    training : mapping of str to TrainingState
        What each of them is doing.
    target_step : int or None
        The step until which the time is told; None for the highest that any run has reached.
    """

    def __init__(
        self,
        run: Run,
        runs: Sequence[Run],
        training: Mapping[str, TrainingState],
        *,
        target_step: int | None = None,
    ) -> None:
        super().__init__("Run")
        self._run = run
        self._runs = runs
        self._training = training
        self._target_step = target_step

    def lines(self) -> Sequence[Line]:
        """Return the facts below their headings."""
        run = self._run
        lines: list[Line] = [
            [Words(escape(run.name), "strong", bold=True)],
            _fact("directory", escape(run.directory)),
            [],
            *self._progress(),
            [],
            *_contents(run),
            *_section("HYPERPARAMETERS", self._hyperparameters()),
            *_section("FILES", _files(run)),
            *_section("PROBLEMS", _problems(run)),
        ]
        return lines

    def _progress(self) -> Iterator[Line]:
        state = self._training.get(self._run.name)
        if state is not None:
            words, role = STATE_WORDS[state.state.value]
            yield _fact("state", words, role)
        yield from _times(self._run, state)
        if state is None or state.last_step is None:
            return
        yield _fact("last step", format_step(state.last_step))
        if state.steps_per_second is not None:
            yield _fact("speed", format_pace(state.steps_per_second))
        target = self._target_step
        if target is None:
            steps = (other.last_step for other in self._training.values())
            target = max((step for step in steps if step is not None), default=state.last_step)
        eta = state.eta(target)
        if eta is not None and target > state.last_step:
            yield _fact(f"to {format_step(target)}", f"{format_duration(eta)} left")

    def _hyperparameters(self) -> Iterator[Line]:
        from tbtui.analysis.hyperparameters import run_hyperparameters

        found = run_hyperparameters(self._runs)[self._run.name]
        for name, value in sorted(found.items()):
            is_number = isinstance(value, float) and not isinstance(value, bool)
            shown = format_value(float(value)) if is_number else str(value)
            yield _fact(escape(name), escape(shown))


def format_pace(steps_per_second: float) -> str:
    """Say how fast a run is, per second or, where that is little, per minute or hour."""
    for seconds, unit in ((1, "s"), (60, "min"), (3600, "h")):
        if steps_per_second * seconds >= 1:
            return f"{format_value(steps_per_second * seconds)} steps/{unit}"
    return f"{format_value(steps_per_second * 86_400)} steps/day"


def _fact(label: str, value: str, role: str = "text") -> Line:
    return [Words(f"  {label:<{LABEL_WIDTH}} ", "muted"), Words(value, role)]


def _section(title: str, lines: Iterator[Line]) -> Iterator[Line]:
    """Yield a heading and lines; nothing where there are no lines."""
    for index, line in enumerate(lines):
        if index == 0:
            yield []
            yield [Words(title, "faint", bold=True)]
        yield line


def _times(run: Run, state: TrainingState | None) -> Iterator[Line]:
    first, last = run.first_wall_time, run.last_wall_time
    if first is None or last is None:
        return
    yield _fact("began", format_wall_time(first))
    age = None if state is None else state.age_seconds
    ago = "" if age is None else f"   {_ago(age)}"
    yield _fact("last data", format_wall_time(last) + ago)
    yield _fact("duration", format_duration(last - first))


def _ago(seconds: float) -> str:
    age = format_age(seconds)
    return age if age == "now" else f"{age} ago"


def _contents(run: Run) -> Iterator[Line]:
    """Count points, restarts and values that are no numbers."""
    from tbtui.analysis.statistics import describe

    described = [describe(series.view()) for series in run.scalars.values()]
    points = format_count(sum(one.point_count for one in described))
    tags = "1 tag" if len(described) == 1 else f"{len(described):,} tags"
    yield _fact("scalars", f"{points} points of {tags}")
    restarts = max((one.lives - 1 for one in described), default=0)
    if restarts > 0:
        yield _fact("restarts", str(restarts), "warning")
    for label, count in (
        ("NaN", sum(one.nan for one in described)),
        ("infinite", sum(one.positive_infinity + one.negative_infinity for one in described)),
    ):
        if count:
            yield _fact(label, f"{count:,} values", "warning")


def _files(run: Run) -> Iterator[Line]:
    for file in run.files:
        size = f"  {format_bytes(file.size):>{LABEL_WIDTH}} "
        done = "" if file.bytes_read >= file.size else f"   read {format_bytes(file.bytes_read)}"
        words = "" if file.state in ("read", "new") else f"   {file.state}"
        name = escape(file.path.rpartition("/")[2])
        yield [Words(size, "muted"), Words(name), Words(done + words, "muted")]


def _problems(run: Run) -> Iterator[Line]:
    for problem in run.problems:
        name = escape(problem.file.rpartition("/")[2])
        yield [
            Words(f"  {name} at byte {format_step(problem.offset)}: ", "muted"),
            Words(escape(problem.reason), "warning"),
        ]
