"""The table of runs: the columns that are wanted, computed again only where runs have changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.hyperparameters import Hyperparameters, run_hyperparameters
from tbtui.analysis.run_fields import run_field, user_field
from tbtui.analysis.table import Column, Direction, Table, column_of_values
from tbtui.analysis.table_settings import TableSettings
from tbtui.analysis.tag_columns import TagColumns
from tbtui.analysis.training_state import TrainingState, TrainingStates
from tbtui.store.run import Run


class RunTable(NamedTuple):
    """A table, and whether all of its cells have been computed.

    Cells that are still to come are missing; asking again goes on with them.
    """

    table: Table
    is_complete: bool


class RunTables:
    """Makes tables of the runs of one store, again and again.

    A column that has not changed since the last table is the same object.

    Parameters
    ----------
    states
        What is known of the states of runs; somebody else may know it already.
    """

    def __init__(self, states: TrainingStates | None = None) -> None:
        self._states = TrainingStates() if states is None else states
        self._tag_columns = TagColumns()
        self._hyperparameters: tuple[list[object], dict[str, Hyperparameters]] = ([], {})
        self._columns: dict[ColumnChoice, tuple[object, Column]] = {}

    def table(
        self,
        runs: Sequence[Run],
        choices: Sequence[ColumnChoice],
        settings: TableSettings,
        *,
        all_runs: Sequence[Run] | None = None,
        first: Collection[str] = (),
        seconds: float | None = None,
        now: float | None = None,
    ) -> RunTable:
        """Return the columns that are wanted, with a row for each run.

        Parameters
        ----------
        runs
            The rows, in their order.
        choices
            The columns, each once, in their order.
        settings
            What they depend on.
        all_runs
            All runs of the store, if these are more than `runs`: a run may have its
            hyperparameters and its end from another.
        first
            Names of runs that are computed first, as they are in sight.
        seconds
            How long to compute, in time of the processor; what is not done by then is missing. As
            long as it takes if None.
        now
            Seconds since the epoch, for states; the time of the clock by default.
        """
        names = tuple(run.name for run in runs)
        store_runs = runs if all_runs is None else all_runs
        states = self._states_of(store_runs, choices, time.time() if now is None else now)
        of_tags = [choice for choice in choices if choice.group]
        self._tag_columns.begin(runs, of_tags)
        for choice in of_tags:
            self._tag_columns.want(choice, settings, states)
        self.advance(first, seconds)
        columns = []
        for choice in choices:
            if choice.group:
                column = self._tag_columns.column(choice)
            elif choice.statistic is Statistic.HYPERPARAMETER:
                found = self.hyperparameters(store_runs)
                column = self._kept(
                    choice,
                    (names, found, settings.direction(choice)),
                    lambda choice=choice, found=found: _hyperparameter_column(  # type: ignore[misc]
                        choice, names, found, settings.direction(choice)
                    ),
                )
            elif choice.statistic is Statistic.USER:
                column = self._kept(
                    choice,
                    (names, settings.notes),
                    lambda choice=choice: user_field(choice, names, settings.notes),  # type: ignore[misc]
                )
            else:
                column = run_field(choice, runs, states, settings.direction(choice))
            columns.append(column)
        wanted = set(choices)
        self._columns = {c: kept for c, kept in self._columns.items() if c in wanted}
        return RunTable(Table(names, tuple(columns)), self._tag_columns.is_complete)

    def advance(self, first: Collection[str] = (), seconds: float | None = None) -> bool:
        """Compute more cells of the last table, and return whether all are computed by now.

        Parameters
        ----------
        first, seconds
            As for `table`, which shows the cells when it is next asked for.
        """
        deadline = None if seconds is None else time.thread_time() + seconds
        self._tag_columns.advance(first, deadline)
        return self._tag_columns.is_complete

    def hyperparameters(self, runs: Sequence[Run]) -> Mapping[str, Hyperparameters]:
        """Return the hyperparameters of every run; the same mapping as long as none changes."""
        # The metadata of a run are replaced whenever they change.
        known = [(run.name, run.metadata) for run in runs]
        before, found = self._hyperparameters
        if len(before) != len(known) or any(
            old[0] != new[0] or old[1] is not new[1]  # type: ignore[index]
            for old, new in zip(before, known, strict=True)
        ):
            found = run_hyperparameters(runs)
            self._hyperparameters = (list(known), found)
        return found

    def _states_of(
        self, runs: Sequence[Run], choices: Sequence[ColumnChoice], now: float
    ) -> Mapping[str, TrainingState]:
        fields = {choice.name for choice in choices if choice.statistic is Statistic.RUN}
        has_steps = any(choice.statistic is Statistic.AT_STEP for choice in choices)
        if not has_steps and not fields & {"state", "steps", "speed"}:
            return {}
        return self._states.states(runs, now)

    def _kept(self, choice: ColumnChoice, made_of: object, make: Callable[[], Column]) -> Column:
        """Return the column made before, if it was made of the same."""
        known = self._columns.get(choice)
        if known is None or known[0] != made_of:
            known = self._columns[choice] = (made_of, make())
        return known[1]


def _hyperparameter_column(
    choice: ColumnChoice,
    names: Sequence[str],
    found: Mapping[str, Hyperparameters],
    direction: Direction,
) -> Column:
    values = [found[name].get(choice.name) if name in found else None for name in names]
    return column_of_values(choice.key, choice.title, values, direction=direction)
