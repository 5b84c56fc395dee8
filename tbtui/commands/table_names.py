"""Names that are typed for columns, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tbtui.analysis.column_choice import RUN_FIELDS, ColumnChoice, Statistic, choice_of_key
from tbtui.analysis.table import Column, Table
from tbtui.commands.failure import BAD_USAGE, CommandError
from tbtui.plot.text import escape
from tbtui.store.natural_order import natural_key


class ColumnNames:
    """What the columns of a table of runs can be called.

    Parameters
    ----------
    tags, hyperparameters
        All names that any run has.
    """

    def __init__(self, tags: Iterable[str], hyperparameters: Iterable[str]) -> None:
        self._tags = frozenset(tags)
        self._hyperparameters = frozenset(hyperparameters)

    def hyperparameters(self) -> list[str]:
        """Return all hyperparameters, in natural order."""
        return sorted(self._hyperparameters, key=natural_key)

    def knows(self, name: str) -> bool:
        """Say whether anything is called like that."""
        return bool(self._meant(name))

    def choices(self, name: str) -> list[ColumnChoice]:
        """Return the columns that are meant by a name.

        A key, a hyperparameter, a tag, a field of runs, or all that end with ``/`` and the name.

        Raises
        ------
        CommandError
            If nothing is called like that.
        """
        found = self._meant(name)
        if not found:
            raise _no_column(name, [*self._tags, *self._hyperparameters])
        return found

    def _meant(self, name: str) -> list[ColumnChoice]:
        choice = choice_of_key(name)
        if choice is not None and self._exists(choice):
            return [choice]
        if name in self._hyperparameters:
            return [ColumnChoice(Statistic.HYPERPARAMETER, name)]
        if name in self._tags:
            return [ColumnChoice(Statistic.LAST, name)]
        if name in RUN_FIELDS:
            return [ColumnChoice(Statistic.RUN, name)]
        ending = f"/{name}"
        return [
            ColumnChoice(statistic, known)
            for statistic, names in (
                (Statistic.HYPERPARAMETER, self._hyperparameters),
                (Statistic.LAST, self._tags),
            )
            for known in sorted(names, key=natural_key)
            if known.endswith(ending)
        ]

    def _exists(self, choice: ColumnChoice) -> bool:
        if choice.statistic in (Statistic.RUN, Statistic.USER):
            return True
        if choice.statistic is Statistic.HYPERPARAMETER:
            return choice.name in self._hyperparameters
        return choice.name in self._tags and (not choice.other or choice.other in self._tags)


def columns_called(table: Table, name: str) -> list[Column]:
    """Return the columns of a table that are meant by a name: a key, a title, or an end of it.

    Raises
    ------
    CommandError
        If nothing is called like that.
    """
    columns = table.columns
    ending = f"/{name}"
    found = [column for column in columns if column.key == name]
    found = found or [column for column in columns if name in column.names]
    found = found or [
        column for column in columns if any(known.endswith(ending) for known in column.names[1:])
    ]
    if found:
        return found
    raise _no_column(name, [column.title for column in table.columns])


def listed(texts: Sequence[str]) -> list[str]:
    """Return the names in texts that hold several, separated by commas."""
    names = (name.strip() for text in texts for name in text.split(","))
    return [name for name in names if name]


def _no_column(name: str, names: Sequence[str]) -> CommandError:
    shown = ", ".join(escape(known, 60) for known in sorted(names, key=natural_key)[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    there = f"there is {shown}{more}" if names else "there is none"
    return CommandError(f"no column is called {escape(name)!r}; {there}", BAD_USAGE)
