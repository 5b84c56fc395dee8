"""Columns of what is known of runs as a whole, and of what the user has noted about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tbtui.analysis.column_choice import ColumnChoice
from tbtui.analysis.run_notes import NO_NOTE, RunNote
from tbtui.analysis.table import Column, ColumnKind, Direction, objects_of
from tbtui.analysis.training_state import TrainingState
from tbtui.store.run import Run

_KINDS = {
    "state": ColumnKind.STATE,
    "start": ColumnKind.TIME,
    "last": ColumnKind.TIME,
    "duration": ColumnKind.DURATION,
    "steps": ColumnKind.INTEGER,
    "speed": ColumnKind.NUMBER,
    "points": ColumnKind.INTEGER,
}


def run_field(
    choice: ColumnChoice,
    runs: Sequence[Run],
    states: Mapping[str, TrainingState],
    direction: Direction,
) -> Column:
    """Return the column of a field of the runs.

    Parameters
    ----------
    choice
        Of the statistic `Statistic.RUN`.
    runs
        The rows.
    states
        By the name of the run, where the field needs them.
    direction
        Which values are better.
    """
    kind = _KINDS[choice.name]
    values = [_value(choice.name, run, states) for run in runs]
    if kind is ColumnKind.STATE:
        return Column(choice.key, choice.title, kind, objects_of(values), direction=direction)
    numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    return Column(choice.key, choice.title, kind, numbers, direction=direction)


def _value(name: str, run: Run, states: Mapping[str, TrainingState]) -> float | str | None:
    first, last = run.first_wall_time, run.last_wall_time
    if name == "start":
        return first
    if name == "last":
        return last
    if name == "duration":
        return None if first is None or last is None else last - first
    if name == "points":
        return run.point_count
    state = states[run.name]
    if name == "steps":
        return state.last_step
    return state.steps_per_second if name == "speed" else state.state.value


def user_field(choice: ColumnChoice, names: Sequence[str], notes: Mapping[str, RunNote]) -> Column:
    """Return the column of what the user has written about the runs.

    Parameters
    ----------
    choice
        Of the statistic `Statistic.USER`. Several tags are joined by a comma.
    names
        The rows.
    notes
        By the name of the run.
    """
    texts = []
    for name in names:
        note = notes.get(name, NO_NOTE)
        texts.append({"name": note.name, "note": note.note}.get(choice.name, ", ".join(note.tags)))
    values = objects_of([text or None for text in texts])
    return Column(choice.key, choice.title, ColumnKind.TEXT, values)
