"""What ``tbtui table`` has rows for: runs, groups of runs, or trials of the hparams plugin."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.column_defaults import default_choices
from tbtui.analysis.filters import Filter, Subject
from tbtui.analysis.hyperparameters import Hyperparameters
from tbtui.analysis.metric_values import MetricStatistic, MetricValues
from tbtui.analysis.run_groups import directory_groups, hyperparameter_words, regex_groups
from tbtui.analysis.run_notes import NO_NOTE, RunNote
from tbtui.analysis.run_table import RunTables
from tbtui.analysis.run_values import RunValues
from tbtui.analysis.session_columns import first_experiment, joined_experiment
from tbtui.analysis.session_groups import Aggregation, GroupSettings, session_groups
from tbtui.analysis.session_table import session_table
from tbtui.analysis.sessions import LoggedSessions, logged_sessions
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import Direction, Table
from tbtui.analysis.table_groups import MEMBERS, group_table
from tbtui.analysis.table_order import NAME
from tbtui.analysis.table_settings import TableSettings
from tbtui.commands.failure import BAD_USAGE, NOTHING_READABLE, CommandError
from tbtui.commands.loading import chosen_runs, matches
from tbtui.commands.table_names import ColumnNames, columns_called, listed
from tbtui.plot.text import escape
from tbtui.readers.hparams import SessionStatus
from tbtui.readers.hparams_experiment import Experiment, MetricName
from tbtui.store.run import Run
from tbtui.store.store import Store


class TableRows(NamedTuple):
    """A table from which rows and columns are still to be chosen.

    Attributes
    ----------
    table : Table
        With the columns that are shown, and those that are only sorted or filtered by.
    shown : tuple of str
        Keys of the columns that are to be printed, in their order.
    rows_are : str
        What a row is: ``run``, ``group`` or ``trial``.
    otherwise : callable or None
        Returns what filters find about the row of a name besides the columns.
    """

    table: Table
    shown: tuple[str, ...]
    rows_are: str
    otherwise: Callable[[str], Subject | None] | None = None


def rows_of_runs(
    store: Store,
    arguments: argparse.Namespace,
    chosen: Filter,
    directions: Mapping[str, Direction],
    notes: Mapping[str, RunNote],
) -> TableRows:
    """Return the table of the runs, or of groups of them, that the arguments ask for."""
    runs = chosen_runs(store, arguments.run)
    if not arguments.hidden:
        runs = [run for run in runs if not notes.get(run.name, NO_NOTE).hidden]
    tables = RunTables()
    hyperparameters = tables.hyperparameters(store.runs)
    names = ColumnNames(
        (tag for run in runs for tag in run.scalars),
        (key for run in runs for key in hyperparameters.get(run.name, ())),
    )
    shown = _wanted(names, arguments) or [
        *default_choices(runs, hyperparameters),
        *_noted(runs, notes),
    ]
    used = [*shown, *_used(names, arguments, chosen)]
    settings = TableSettings(Smoothing(amount=arguments.smoothing), directions, notes)
    choices = tuple(dict.fromkeys(used))
    table = tables.table(runs, choices, settings, all_runs=store.runs).table
    keys = tuple(dict.fromkeys(choice.key for choice in shown))
    groups = _groups(runs, arguments, hyperparameters)
    if groups is not None:
        return TableRows(group_table(table, groups, arguments.center), (MEMBERS, *keys), "group")
    subjects = {
        run.name: RunValues(run, hyperparameters.get(run.name, {}), notes.get(run.name, NO_NOTE))
        for run in runs
    }
    return TableRows(table, keys, "run", subjects.get)


def _wanted(names: ColumnNames, arguments: argparse.Namespace) -> list[ColumnChoice]:
    """Return the columns that were asked for, if any were."""
    wanted = [*listed(arguments.columns), *arguments.column]
    return list(dict.fromkeys(choice for name in wanted for choice in names.choices(name)))


def _noted(runs: Sequence[Run], notes: Mapping[str, RunNote]) -> list[ColumnChoice]:
    """Return the columns of what the user has noted about any of the runs."""
    known = [notes.get(run.name, NO_NOTE) for run in runs]
    used = {
        "name": any(note.name for note in known),
        "note": any(note.note for note in known),
        "tags": any(note.tags for note in known),
    }
    return [ColumnChoice(Statistic.USER, field) for field, is_used in used.items() if is_used]


def _used(names: ColumnNames, arguments: argparse.Namespace, chosen: Filter) -> list[ColumnChoice]:
    """Return the columns that rows are sorted and filtered by, and those of ``--importance``."""
    used = []
    for name, _ in arguments.sort:
        if name not in (NAME, MEMBERS, "members"):
            used += names.choices(name)
    for name in chosen.compared_names():
        if names.knows(name):
            used += names.choices(name)
    if arguments.importance is not None:
        used += names.choices(arguments.importance)
        used += [ColumnChoice(Statistic.HYPERPARAMETER, name) for name in names.hyperparameters()]
    return used


def _groups(
    runs: Sequence[Run],
    arguments: argparse.Namespace,
    hyperparameters: Mapping[str, Hyperparameters],
) -> dict[str, str] | None:
    """Return the group of each run that is in one; None if runs are not grouped."""
    names = [run.name for run in runs]
    found: Mapping[str, str | None]
    if arguments.group_directory:
        found = directory_groups(names)
    elif arguments.group_pattern is not None:
        found = regex_groups(arguments.group_pattern.pattern, names)
    elif arguments.group_hparams is not None:
        found = hyperparameter_words(listed([arguments.group_hparams]), hyperparameters)
    else:
        return None
    return {name: group for name, group in found.items() if group is not None}


def rows_of_trials(
    store: Store, arguments: argparse.Namespace, direction: Callable[[str], Direction]
) -> TableRows:
    """Return the table of session groups that the arguments ask for."""
    logged = logged_sessions(store.runs)
    if not logged.sessions:
        raise CommandError("no run has logged hyperparameters", NOTHING_READABLE)
    logged = logged._replace(
        sessions=tuple(one for one in logged.sessions if matches(arguments.run, one.name))
    )
    experiment = _experiment(logged, arguments.experiment)
    settings = GroupSettings(
        MetricStatistic(arguments.value),
        Aggregation(arguments.aggregate),
        _metric_called(experiment, arguments.aggregate_by),
        [SessionStatus[name.upper()] for name in arguments.status] or tuple(SessionStatus),
        direction,
    )
    groups = session_groups(logged, experiment.metrics, settings, MetricValues())
    table = session_table(groups, experiment, direction)
    wanted = [*listed(arguments.columns), *arguments.column]
    columns = [one for name in wanted for one in columns_called(table, name)] or table.columns
    return TableRows(table, tuple(dict.fromkeys(column.key for column in columns)), "trial")


def _experiment(logged: LoggedSessions, which: str) -> Experiment:
    return first_experiment(logged) if which == "first" else joined_experiment(logged)


def _metric_called(experiment: Experiment, name: str | None) -> MetricName | None:
    """Return the metric of a name, display name or tag."""
    if name is None:
        return None
    for metric in experiment.metrics:
        if name in (metric.name.title, metric.display_name, metric.name.tag):
            return metric.name
    known = ", ".join(escape(metric.name.title, 60) for metric in experiment.metrics[:5])
    raise CommandError(f"no metric is called {escape(name)!r}; there is {known}", BAD_USAGE)
