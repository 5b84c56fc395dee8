"""Columns computed from the points of tags, kept from one table to the next."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import numpy as np

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.series_numbers import (
    SeriesNumbers,
    last_smoothed,
    series_numbers,
    value_at,
)
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import Column, ColumnKind, Direction
from tbtui.analysis.table_settings import TableSettings
from tbtui.analysis.training_state import TrainingState
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

_Value = TypeVar("_Value")

_ATTRIBUTES = {
    Statistic.LAST: "last",
    Statistic.MINIMUM: "minimum",
    Statistic.MAXIMUM: "maximum",
    Statistic.MEAN: "mean",
    Statistic.NOT_FINITE: "not_finite",
}


@dataclass
class _Known:
    """A column as it was, and the rows of it that are still to be computed."""

    names: tuple[str, ...]
    made_of: object
    column: Column
    waiting: set[int]


class TagColumns:
    """Computes columns of tags, in pieces if time is short.

    Attributes
    ----------
    is_complete : bool
        Whether all columns that were asked for since `begin` have all of their cells.
    """

    def __init__(self) -> None:
        self.is_complete = True
        self._runs: Sequence[Run] = ()
        self._names: tuple[str, ...] = ()
        self._seen: dict[str, tuple[Mapping[str, ScalarSeries], int]] = {}
        self._changed: set[int] = set()
        self._columns: dict[ColumnChoice, _Known] = {}
        self._numbers: dict[tuple[str, str], tuple[int, SeriesNumbers]] = {}
        self._smoothed: dict[tuple[str, str], tuple[int, Smoothing, float]] = {}

    def begin(self, runs: Sequence[Run], choices: Sequence[ColumnChoice]) -> None:
        """Take the rows of the next table; columns that are not wanted any more are forgotten."""
        self.is_complete = True
        self._runs = runs
        names = tuple(run.name for run in runs)
        # So that columns need not compare all names again.
        self._names = self._names if names == self._names else names
        # The mapping of a run is replaced whenever it gains or loses a tag or a file.
        seen = {run.name: (run.scalars, run.point_count) for run in runs}
        self._changed = {
            row for row, name in enumerate(names) if _has_changed(self._seen.get(name), seen[name])
        }
        self._seen = seen
        wanted = set(choices)
        self._columns = {
            choice: known
            for choice, known in self._columns.items()
            if choice in wanted and known.names is self._names
        }
        for known in self._columns.values():
            known.waiting |= self._changed
        tags = {tag for choice in choices for tag in (choice.name, choice.other)}
        self._numbers = _still_wanted(self._numbers, tags, seen)
        self._smoothed = _still_wanted(self._smoothed, tags, seen)

    def column(
        self,
        choice: ColumnChoice,
        settings: TableSettings,
        states: Mapping[str, TrainingState],
        *,
        first: Collection[str] = (),
        deadline: float | None = None,
    ) -> Column:
        """Return a column; the same object if nothing in it has changed.

        Parameters
        ----------
        choice
            Of a statistic of a tag, and one of those that `begin` was told.
        settings, states
            What it depends on besides the points; states only for `Statistic.AT_STEP`.
        first
            Names of runs that are computed first.
        deadline
            When to stop, by `time.perf_counter`.
        """
        best = settings.direction_of_tag(choice.other or choice.name)
        direction = settings.direction(choice)
        made_of = (direction, best, settings.smoothing)
        known = self._columns.get(choice)
        if known is None or known.made_of != made_of:
            known = _Known(self._names, made_of, _empty(choice, len(self._names), direction), set())
            known.waiting.update(range(len(self._names)))
            self._columns[choice] = known
        if known.waiting:
            cells = _Cells(choice, best, settings.smoothing, states)
            self._compute(known, cells, first, deadline)
        self.is_complete &= not known.waiting
        return known.column

    def _compute(
        self, known: _Known, cells: _Cells, first: Collection[str], deadline: float | None
    ) -> None:
        values = known.column.values.copy()
        nan = known.column.nan
        nan = np.zeros(len(values), dtype=np.bool_) if nan is None else nan.copy()
        rows = sorted(known.waiting, key=lambda row: (self._names[row] not in first, row))
        for row in rows:
            if deadline is not None and time.perf_counter() >= deadline:
                break
            value = self._cell(self._runs[row], cells)
            values[row] = np.nan if value is None else value
            nan[row] = value is not None and math.isnan(value)
            known.waiting.discard(row)
        known.column = replace(known.column, values=values, nan=nan if nan.any() else None)

    def _cell(self, run: Run, cells: _Cells) -> float | None:
        """Return the value of one cell, NaN if it is that, None if there is none."""
        choice, statistic = cells.choice, cells.choice.statistic
        series = run.scalars.get(choice.name)
        if series is None or len(series) == 0:
            return None
        if statistic is Statistic.AT_STEP:
            state = cells.states.get(run.name)
            return value_at(series.view(), choice.step, state.last_step if state else None)
        if statistic is Statistic.AT_BEST:
            other = run.scalars.get(choice.other)
            step = None if other is None else _best_step(self._numbers_of(other), cells.best)
            return None if step is None else value_at(series.view(), step, step)
        if statistic is Statistic.SMOOTHED:
            return self._smoothed_of(series, cells.smoothing)
        return _number(self._numbers_of(series), statistic, cells.best)

    def _numbers_of(self, series: ScalarSeries) -> SeriesNumbers:
        place = (series.run, series.tag)
        known = self._numbers.get(place)
        if known is None or known[0] != series.version:
            view = series.view()
            known = self._numbers[place] = (view.version, series_numbers(view))
        return known[1]

    def _smoothed_of(self, series: ScalarSeries, smoothing: Smoothing) -> float:
        place = (series.run, series.tag)
        known = self._smoothed.get(place)
        if known is None or known[:2] != (series.version, smoothing):
            view = series.view()
            known = self._smoothed[place] = (
                view.version,
                smoothing,
                last_smoothed(view, smoothing),
            )
        return known[2]


class _Cells(NamedTuple):
    """What all cells of a column depend on."""

    choice: ColumnChoice
    best: Direction
    smoothing: Smoothing
    states: Mapping[str, TrainingState]


def _has_changed(
    before: tuple[Mapping[str, ScalarSeries], int] | None,
    now: tuple[Mapping[str, ScalarSeries], int],
) -> bool:
    return before is None or before[0] is not now[0] or before[1] != now[1]


def _still_wanted(
    known: dict[tuple[str, str], _Value], tags: Container[str], runs: Container[str]
) -> dict[tuple[str, str], _Value]:
    return {place: value for place, value in known.items() if place[1] in tags and place[0] in runs}


def _empty(choice: ColumnChoice, rows: int, direction: Direction) -> Column:
    is_whole = choice.statistic in (Statistic.BEST_STEP, Statistic.NOT_FINITE)
    kind = ColumnKind.INTEGER if is_whole else ColumnKind.NUMBER
    values = np.full(rows, np.nan)
    return Column(choice.key, choice.title, kind, values, choice.group, direction)


def _number(numbers: SeriesNumbers, statistic: Statistic, best: Direction) -> float | None:
    if statistic is Statistic.BEST_STEP:
        return _best_step(numbers, best)
    if statistic is Statistic.BEST:
        if best is Direction.NONE:
            return None
        return numbers.maximum if best is Direction.UP else numbers.minimum
    return float(getattr(numbers, _ATTRIBUTES[statistic]))


def _best_step(numbers: SeriesNumbers, best: Direction) -> int | None:
    """Return where a series is best; None where nobody knows what is."""
    if best is Direction.NONE:
        return None
    return numbers.maximum_step if best is Direction.UP else numbers.minimum_step
