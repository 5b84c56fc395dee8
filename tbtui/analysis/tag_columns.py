"""Columns computed from the points of tags, kept from one table to the next."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import numpy as np

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.series_numbers import (
    SeriesNumbers,
    last_smoothed_of,
    numbers_of,
    value_at,
)
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import Column, ColumnKind, Direction
from tbtui.analysis.table_settings import TableSettings
from tbtui.analysis.training_state import TrainingState
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

_Value = TypeVar("_Value")

_TOGETHER = 64
"""Series that are computed at once, before another look at the clock."""
_POINTS_TOGETHER = 131_072
"""Points of theirs, unless a single series has more: bounds the memory and the time."""

_LOOKED_UP = (Statistic.LAST, Statistic.AT_STEP)
"""What needs no more of a series than to find one of its points."""
_LOOKED_UP_TOGETHER = 256

_ATTRIBUTES = {
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
    cells: _Cells
    column: Column
    waiting: set[int]


class TagColumns:
    """Computes columns of tags, in pieces if time is short.

    `begin` is told the rows, `want` the columns, and `advance` computes what is missing.
    """

    def __init__(self) -> None:
        self._runs: Sequence[Run] = ()
        self._names: tuple[str, ...] = ()
        self._seen: dict[str, tuple[Mapping[str, ScalarSeries], int]] = {}
        self._columns: dict[ColumnChoice, _Known] = {}
        self._numbers: dict[tuple[str, str], tuple[int, SeriesNumbers]] = {}
        self._smoothed: dict[tuple[str, str], tuple[int, Smoothing, float]] = {}
        self._tags: frozenset[str] = frozenset()

    def begin(self, runs: Sequence[Run], choices: Sequence[ColumnChoice]) -> None:
        """Take the rows of the next table; columns that are not wanted any more are forgotten."""
        self._runs = runs
        names = tuple(run.name for run in runs)
        tags = frozenset(tag for choice in choices for tag in (choice.name, choice.other))
        has_other_places = names != self._names or tags != self._tags
        # So that columns need not compare all names again.
        self._names = names if names != self._names else self._names
        self._tags = tags
        # The mapping of a run is replaced whenever it gains or loses a tag or a file.
        seen = {run.name: (run.scalars, run.point_count) for run in runs}
        changed = {
            row for row, name in enumerate(names) if _has_changed(self._seen.get(name), seen[name])
        }
        self._seen = seen
        wanted = set(choices)
        self._columns = {
            choice: known
            for choice, known in self._columns.items()
            if choice in wanted and known.names is self._names
        }
        if changed:
            for known in self._columns.values():
                known.waiting |= changed
        if has_other_places:
            self._numbers = _still_wanted(self._numbers, tags, seen)
            self._smoothed = _still_wanted(self._smoothed, tags, seen)

    def want(
        self,
        choice: ColumnChoice,
        settings: TableSettings,
        states: Mapping[str, TrainingState],
    ) -> None:
        """Take a column into the next table.

        Parameters
        ----------
        choice
            Of a statistic of a tag, and one of those that `begin` was told.
        settings, states
            What it depends on besides the points; states only for `Statistic.AT_STEP`.
        """
        best = settings.direction_of_tag(choice.other or choice.name)
        direction = settings.direction(choice)
        made_of = (direction, best, settings.smoothing)
        cells = _Cells(choice, best, settings.smoothing, states)
        known = self._columns.get(choice)
        if known is None or known.made_of != made_of:
            column = _empty(choice, len(self._names), direction)
            waiting = set(range(len(self._names)))
            self._columns[choice] = _Known(self._names, made_of, cells, column, waiting)
        else:
            known.cells = cells

    def column(self, choice: ColumnChoice) -> Column:
        """Return a column as far as it is computed; the same object if nothing in it has changed.

        Parameters
        ----------
        choice
            One that `want` was told.
        """
        return self._columns[choice].column

    @property
    def is_complete(self) -> bool:
        """Whether all columns that are wanted have all of their cells."""
        return not any(known.waiting for known in self._columns.values())

    def advance(self, first: Collection[str] = (), deadline: float | None = None) -> None:
        """Compute cells that are missing, each time some more, however short the time.

        Parameters
        ----------
        first
            Names of runs that are computed first, in all columns.
        deadline
            When to stop, by `time.thread_time`, so that a busy machine does not make the slices
            useless; None for as long as it takes.
        """
        in_sight = set(first)
        rows = {row for row, name in enumerate(self._names) if name in in_sight}
        has_advanced = False
        for chosen in (rows, None) if rows else (None,):
            for known in self._columns.values():
                waiting = known.waiting if chosen is None else known.waiting & chosen
                if waiting:
                    if has_advanced and deadline is not None and time.thread_time() >= deadline:
                        return
                    self._compute(known, sorted(waiting), deadline)
                    has_advanced = True

    def _compute(self, known: _Known, rows: Sequence[int], deadline: float | None) -> None:
        cells = known.cells
        values = known.column.values.copy()
        nan = known.column.nan
        nan = np.zeros(len(values), dtype=np.bool_) if nan is None else nan.copy()
        for together in self._batches(rows, cells.choice):
            self._look_at([self._runs[row] for row in together], cells)
            for row in together:
                value = self._cell(self._runs[row], cells)
                values[row] = np.nan if value is None else value
                nan[row] = value is not None and math.isnan(value)
            known.waiting.difference_update(together)
            if deadline is not None and time.thread_time() >= deadline:
                break
        known.column = replace(known.column, values=values, nan=nan if nan.any() else None)

    def _batches(self, rows: Sequence[int], choice: ColumnChoice) -> Iterator[list[int]]:
        """Yield the rows in pieces that can be computed together."""
        if choice.statistic in _LOOKED_UP:
            for start in range(0, len(rows), _LOOKED_UP_TOGETHER):
                yield list(rows[start : start + _LOOKED_UP_TOGETHER])
            return
        tag = choice.other or choice.name
        batch: list[int] = []
        points = 0
        for row in rows:
            series = self._runs[row].scalars.get(tag)
            count = 0 if series is None else len(series)
            if batch and (len(batch) == _TOGETHER or points + count > _POINTS_TOGETHER):
                yield batch
                batch, points = [], 0
            batch.append(row)
            points += count
        if batch:
            yield batch

    def _look_at(self, runs: Sequence[Run], cells: _Cells) -> None:
        """Compute together what the cells of several runs need to be known of their series."""
        choice = cells.choice
        if choice.statistic in _LOOKED_UP:
            return
        tag = choice.other if choice.statistic is Statistic.AT_BEST else choice.name
        series = [run.scalars[tag] for run in runs if tag in run.scalars]
        if choice.statistic is Statistic.SMOOTHED:
            smoothing = cells.smoothing
            some = [one for one in series if not self._knows_smoothed(one, smoothing)]
            views = [one.view() for one in some]
            for one, view, value in zip(
                some, views, last_smoothed_of(views, smoothing), strict=True
            ):
                self._smoothed[one.run, one.tag] = (view.version, smoothing, value)
            return
        some = [one for one in series if not self._knows_numbers(one)]
        views = [one.view() for one in some]
        for one, view, numbers in zip(some, views, numbers_of(views), strict=True):
            self._numbers[one.run, one.tag] = (view.version, numbers)

    def _knows_smoothed(self, series: ScalarSeries, smoothing: Smoothing) -> bool:
        known = self._smoothed.get((series.run, series.tag))
        return known is not None and known[:2] == (series.version, smoothing)

    def _knows_numbers(self, series: ScalarSeries) -> bool:
        known = self._numbers.get((series.run, series.tag))
        return known is not None and known[0] == series.version

    def _cell(self, run: Run, cells: _Cells) -> float | None:
        """Return the value of one cell, NaN if it is that, None if there is none."""
        choice, statistic = cells.choice, cells.choice.statistic
        series = run.scalars.get(choice.name)
        if series is None or len(series) == 0:
            return None
        if statistic is Statistic.LAST:
            # The last point is never superseded.
            return float(series.view().values[-1])
        if statistic is Statistic.AT_STEP:
            state = cells.states.get(run.name)
            return value_at(series.view(), choice.step, state.last_step if state else None)
        if statistic is Statistic.SMOOTHED:
            return self._smoothed[run.name, choice.name][2]
        if statistic is not Statistic.AT_BEST:
            return _number(self._numbers[run.name, choice.name][1], statistic, cells.best)
        other = self._numbers.get((run.name, choice.other))
        step = None if other is None else _best_step(other[1], cells.best)
        return None if step is None else value_at(series.view(), step, step)


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
