"""What the table of the Compare dashboard shows: which rows and columns, in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tbtui.analysis.column_choice import ColumnChoice, Statistic, choice_of_key
from tbtui.analysis.run_fields import user_field
from tbtui.analysis.run_notes import NO_NOTE, RunNote
from tbtui.analysis.run_table import RunTables
from tbtui.analysis.run_values import RunValues
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import Direction, Table
from tbtui.analysis.table_differences import differs
from tbtui.analysis.table_groups import MEMBERS, group_table
from tbtui.analysis.table_order import SortKey, ordered_rows
from tbtui.analysis.table_settings import TableSettings
from tbtui.plot.text import cell_width, escape
from tbtui.screens.compare_catalogue import curve_tag
from tbtui.screens.compare_defaults import default_keys
from tbtui.screens.compare_state import CompareState, Comparison
from tbtui.screens.row_filter import RowFilter
from tbtui.screens.run_facts import RunFacts
from tbtui.widgets.row_curves import RowCurves
from tbtui.widgets.table_columns import TableColumn
from tbtui.widgets.table_contents import RowLook, TableContents
from tbtui.widgets.table_presentation import Against, Presentation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tbtui.analysis.table import Column, Rows
    from tbtui.analysis.training_state import TrainingState
    from tbtui.screens.session import Session
    from tbtui.store.run import Run

SECONDS_A_LOOK = 0.008
"""So long numbers are computed before the screen is drawn; the others come later."""
OWN_NAME = ColumnChoice(Statistic.USER, "name")
NO_ROWS: Rows = np.empty(0, np.intp)


class CompareRows:
    """Turns the runs of the store into the contents of the table.

    Parameters
    ----------
    session : Session

    Attributes
    ----------
    table : Table
        All rows with the columns that are wanted.
    lines : intp[k]
        The rows that are shown, in order.
    run_names : tuple of str
        All runs.
    keys : tuple of str
        The columns that are shown.
    is_complete : bool
        Whether all numbers have been computed.
    notes : mapping of str to RunNote
        What the user has noted about runs.
    filter : RowFilter
    width : int
        Cells of the table: where nobody has chosen columns, there are as many as have room.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables = RunTables(session.training_states)
        self._presentation = Presentation()
        self._curves = RowCurves()
        self.facts = RunFacts(self._tables)
        self.table = Table(())
        self.lines: Rows = NO_ROWS
        self.run_names: tuple[str, ...] = ()
        self.keys: tuple[str, ...] = ()
        self.is_complete = True
        self.filter = RowFilter()
        self.width = 0
        self._runs: Mapping[str, Run] = {}
        self.notes: Mapping[str, RunNote] = {}
        self._members: Mapping[str, tuple[str, ...]] = {}
        self._passed: Rows = NO_ROWS
        self._shown: tuple[TableColumn, ...] = ()
        self._pinned = 0
        self._in_sight: list[str] = []
        self._labels_before: tuple[str, ...] = ()
        # The same for all curves, so that a table knows that they are still the same.
        self._no_values = np.empty(0)
        self._defaults_of: object = None
        self._defaults: tuple[str, ...] = ()

    @property
    def has_values(self) -> bool:
        """Whether any run has scalars or hyperparameters."""
        return bool(self.facts.tags or self.facts.hyperparameter_names)

    @property
    def is_grouped(self) -> bool:
        """Whether Scalars puts runs into groups."""
        return bool(self._session.grouping.groups(tuple(self._runs.values())))

    def look(self, state: CompareState, in_sight: Collection[str] = ()) -> None:
        """Take notice of what the store holds now, and of the state.

        Parameters
        ----------
        state : CompareState
        in_sight : collection of str
            Rows whose numbers are computed first.
        """
        store = self._session.store
        runs = () if store is None else store.runs
        self._runs = {run.name: run for run in runs}
        self.run_names = tuple(self._runs)
        self.facts.look(runs)
        self.notes = self._session.notes.notes(runs)
        listed = [run for run in runs if self._is_listed(run.name, state)]
        choices = self._choices(state)
        self._in_sight = [run for name in in_sight for run in self._members.get(name, (name,))]
        made = self._tables.table(
            listed,
            choices,
            self._settings(state),
            all_runs=runs,
            first=self._in_sight,
            seconds=SECONDS_A_LOOK,
            now=self._session.clock(),
        )
        self.is_complete = made.is_complete
        self.table, self._members = made.table, {run.name: (run.name,) for run in listed}
        if state.by_groups:
            self._group(listed, state.center)
        self._passed = self.filter.passed(
            state.filter, self.table, self._values_of, self.facts.knows
        )
        self._order_rows(state)
        self._take_columns(state)

    def advance(self) -> bool:
        """Compute for a moment what was too much at once, to be seen at the next look.

        Returns
        -------
        bool
            Whether everything is computed by now.
        """
        return self._tables.advance(self._in_sight, SECONDS_A_LOOK)

    def _is_listed(self, name: str, state: CompareState) -> bool:
        if state.hidden_listed:
            return True
        note = self.notes.get(name, NO_NOTE)
        return self._session.selection.is_shown(name) and not note.hidden

    def _choices(self, state: CompareState) -> list[ColumnChoice]:
        """Return the columns that are computed: those that are wanted, and those that sort."""
        keys = [*self.wanted_keys(state), *(sort.column for sort in state.arrangement.sorts)]
        choices = (choice_of_key(key) for key in dict.fromkeys(keys))
        return [choice for choice in choices if choice is not None]

    def wanted_keys(self, state: CompareState) -> tuple[str, ...]:
        """Return the columns that the user has chosen, or those that tell most."""
        chosen = state.arrangement.chosen
        if chosen is not None:
            return chosen
        telling = (*self.facts.telling, *self._noted())
        ways = tuple(state.arrangement.directions.items())
        has_changes = state.baseline in self.run_names and state.comparison is not Comparison.NONE
        made_of = telling, self.run_names, self.width, ways, has_changes
        if made_of != self._defaults_of:
            longest = max((cell_width(escape(name)) for name in self.run_names), default=0)
            direction = self._settings(state).direction_of_tag
            self._defaults_of = made_of
            self._defaults = default_keys(
                telling, longest, self.width, direction, has_changes=has_changes
            )
        return self._defaults

    def _noted(self) -> list[ColumnChoice]:
        """Return the columns of what the user has noted about any run, but for names."""
        notes = self.notes.values()
        fields = {"note": any(note.note for note in notes), "tags": any(n.tags for n in notes)}
        return [ColumnChoice(Statistic.USER, name) for name, used in fields.items() if used]

    def _settings(self, state: CompareState) -> TableSettings:
        return TableSettings(
            smoothing=Smoothing(amount=state.smoothing),
            directions={name: Direction(way) for name, way in state.arrangement.directions.items()},
            notes=self.notes,
        )

    def _group(self, listed: Sequence[Run], center: str) -> None:
        groups = self._session.grouping.groups(tuple(listed))
        if not groups:
            return
        members: dict[str, list[str]] = {}
        for run in listed:
            members.setdefault(groups.get(run.name, run.name), []).append(run.name)
        self.table = group_table(self.table, groups, center)
        self._members = {name: tuple(names) for name, names in members.items()}

    def _values_of(self, name: str) -> RunValues | None:
        """Return what is known of a run beside the columns of the table."""
        run = self._runs.get(name)
        if run is None:
            return None
        hyperparameters = self.facts.hyperparameters.get(name, {})
        return RunValues(run, hyperparameters, self.notes.get(name, NO_NOTE))

    def _order_rows(self, state: CompareState) -> None:
        """Sort the rows that are shown; the baseline stands first, whatever the filter says."""
        sorts = [SortKey(sort.column, sort.descending) for sort in state.arrangement.sorts]
        order = ordered_rows(self.table, sorts)
        passed = np.zeros(len(self.table), np.bool_)
        passed[self._passed] = True
        lines = order[passed[order]]
        baseline = self.baseline_row(state)
        self._pinned = 0 if baseline is None else 1
        if baseline is not None:
            lines = np.concatenate(([baseline], lines[lines != baseline])).astype(np.intp)
        self.lines = lines

    def baseline_row(self, state: CompareState) -> int | None:
        """Return the row with which the others are compared, if it is there."""
        return None if state.baseline is None else self.table.rows.get(state.baseline)

    def _take_columns(self, state: CompareState) -> None:
        against = None
        baseline = self.baseline_row(state)
        if baseline is not None and state.comparison is not Comparison.NONE:
            against = Against(baseline, state.comparison is Comparison.PERCENT)
        wanted = self.wanted_keys(state)
        if MEMBERS in self.table.places and MEMBERS not in wanted:
            wanted = (MEMBERS, *wanted)
        shown = []
        for key in wanted:
            column = self.table.column(key)
            if column is not None and self._tells(column, state):
                shown.append(self._presentation.shown(column, self._passed, against))
            elif (tag := curve_tag(key)) is not None:
                shown.append(self._curve_column(key, tag, state.smoothing))
        self._shown = tuple(shown)
        self.keys = tuple(column.key for column in shown)

    def _tells(self, column: Column, state: CompareState) -> bool:
        return not state.only_differing or differs(column, self._passed)

    def _curve_column(self, key: str, tag: str, weight: float) -> TableColumn:
        names, runs = self.table.names, self._runs

        def curve(row: int) -> NDArray[Any] | None:
            found = (runs[name].scalars.get(tag) for name in self._members.get(names[row], ()))
            return self._curves.of([series for series in found if series is not None], weight)

        if len(self._no_values) != len(names):
            self._no_values = np.full(len(names), np.nan)
        return TableColumn(key, "curve", self._no_values, group=escape(tag), curve=curve)

    def contents(self, state: CompareState) -> TableContents:
        """Return what the table shows."""
        arrangement = state.arrangement
        return TableContents(
            names=self.table.names,
            labels=self._labels(),
            order=self.lines,
            columns=self._shown,
            look=lambda row: self._look_of(row, state),
            heading=self.heading(state),
            sorts=arrangement.sorts,
            frozen=arrangement.frozen,
            pinned=self._pinned,
            baseline=self.baseline_row(state),
            widths=arrangement.widths,
        )

    def _labels(self) -> tuple[str, ...]:
        """Return what all rows are called; the same object as long as nothing is called anew."""
        labels = tuple(self.label(name) for name in self.table.names)
        if labels != self._labels_before:
            self._labels_before = labels
        return self._labels_before

    def _shows_groups(self, state: CompareState) -> bool:
        return state.by_groups and MEMBERS in self.table.places

    def _look_of(self, row: int, state: CompareState) -> RowLook:
        name, session = self.table.names[row], self._session
        members = self._members.get(name, ())
        is_run = name in self._runs
        color = session.color_of(name) if is_run else session.colors.color(name)
        shown = any(session.selection.is_shown(member) for member in members)
        return RowLook(color, shown, name in state.marked)

    def kind_of_rows(self, state: CompareState) -> str:
        """Say what rows are, in the plural."""
        return "groups" if self._shows_groups(state) else "runs"

    def heading(self, state: CompareState) -> str:
        """Say what a row is."""
        return "group" if self._shows_groups(state) else "run"

    def label(self, name: str) -> str:
        """Return what the user calls a row, or its name in the logs."""
        return self._own_name(name) or name

    def members(self, name: str) -> tuple[str, ...]:
        """Return the runs of a row."""
        return self._members.get(name, ())

    def runs_of(self, names: Sequence[str]) -> list[str]:
        """Return the runs of several rows."""
        return [run for name in names for run in self.members(name)]

    def names_on_lines(self) -> list[str]:
        """Return the rows that are shown, in order."""
        return [self.table.names[row] for row in self.lines.tolist()]

    def runs_on_lines(self) -> list[str]:
        """Return the runs of all rows that are shown."""
        return self.runs_of(self.names_on_lines())

    def training(self) -> Mapping[str, TrainingState]:
        """Return what every run is doing."""
        runs = tuple(self._runs.values())
        return self._session.training_states.states(runs, self._session.clock())

    def table_shown(self) -> Table:
        """Return rows and columns as they are shown, to be written.

        Rows are called as in the logs, so what the user calls them has a column of its own.
        """
        columns = [self.table.column(key) for key in self.keys]
        if OWN_NAME.key not in self.keys and any(map(self._own_name, self.table.names)):
            columns.insert(0, user_field(OWN_NAME, self.table.names, self.notes))
        shown = self.table.with_columns(column for column in columns if column is not None)
        return shown.taken(self.lines)

    def _own_name(self, name: str) -> str:
        """Return what the user calls a row, empty if nothing."""
        return self.notes.get(name, NO_NOTE).name


def tag_of_key(key: str) -> str | None:
    """Return the tag of a column, None if it has none."""
    tag = curve_tag(key)
    if tag is not None:
        return tag
    choice = choice_of_key(key)
    return choice.group or None if choice is not None else None
