"""Which runs are listed, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tbtui.screens.runs_state import RunOrder

if TYPE_CHECKING:
    from tbtui.analysis.filters import Filter
    from tbtui.analysis.run_values import RunValues
    from tbtui.screens.runs_state import RunsState
    from tbtui.store.run import Run


class RunFilter:
    """Lets runs through, by what is typed; looks again only when that or the runs have changed.

    Attributes
    ----------
    trouble : str
        What is wrong with the text, in which case the last good one goes on; or which of its
        names no run knows.
    broken : bool
        Whether the text cannot be used at all.
    """

    def __init__(self) -> None:
        self.trouble = ""
        self.broken = False
        self._text: str | None = None
        self._filter: Filter | None = None
        self._compared: tuple[str, ...] = ()
        self._runs: tuple[Run, ...] = ()
        self._revision: int | None = None
        self._passed: tuple[str, ...] = ()
        self._values: list[RunValues] = []
        self._values_of: tuple[object, object] | None = None

    def passed(self, text: str, runs: tuple[Run, ...], revision: int) -> tuple[str, ...]:
        """Return the names of the runs that a filter lets through, in their order.

        Parameters
        ----------
        text : str
            As it was typed.
        runs : tuple of Run
            All runs.
        revision : int
            Rises when anything is added to them.
        """
        is_new_text = text != self._text
        if is_new_text:
            self._understand(text)
        # Names do not change with the data, values do.
        is_same = runs is self._runs and (not self._compared or revision == self._revision)
        if is_new_text or not is_same:
            self._runs, self._revision = runs, revision
            self._look()
        return self._passed

    def _understand(self, text: str) -> None:
        from tbtui.analysis.filters import FilterError, parse

        self._text = text
        try:
            self._filter = parse(text)
        except FilterError as error:
            self.trouble, self.broken = str(error), True
            return
        self.trouble, self.broken = "", False
        self._compared = self._filter.compared_names()

    def _look(self) -> None:
        from tbtui.analysis.filters import NameOnly

        if self._filter is None or not self._filter.text.strip():
            self._passed = tuple(run.name for run in self._runs)
            return
        matches = self._filter.matches
        if not self._compared:
            self._passed = tuple(run.name for run in self._runs if matches(NameOnly(run.name)))
            return
        self._update_values()
        self._passed = tuple(subject.name for subject in self._values if matches(subject))
        if not self.broken:
            self.trouble = self._unknown_names()

    def _update_values(self) -> None:
        from tbtui.analysis.hyperparameters import run_hyperparameters
        from tbtui.analysis.run_values import RunValues

        known = (self._runs, self._revision)
        if self._values_of == known:
            return
        hyperparameters = run_hyperparameters(self._runs)
        self._values = [RunValues(run, hyperparameters[run.name]) for run in self._runs]
        self._values_of = known

    def _unknown_names(self) -> str:
        # Where runs are called like comparisons, lr=0.1, these are found in their names.
        unknown = [
            name
            for name in self._compared
            if not any(
                subject.values(name) or name.casefold() in subject.name.casefold()
                for subject in self._values
            )
        ]
        return f"no run has {' or '.join(unknown)}" if unknown and self._runs else ""


class TagFilter:
    """Lets tags through; names are all that there is to compare.

    Attributes
    ----------
    trouble : str
        What is wrong with the text, in which case the last good one goes on.
    broken : bool
    """

    def __init__(self) -> None:
        self.trouble = ""
        self.broken = False
        self._text: str | None = None
        self._matches: Callable[[str], bool] = _matches_all

    def matcher(self, text: str) -> Callable[[str], bool]:
        """Return the test of names that a filter stands for."""
        from tbtui.analysis.filters import FilterError, matcher

        if text != self._text:
            self._text = text
            try:
                self._matches = matcher(text)
                self.trouble, self.broken = "", False
            except FilterError as error:
                self.trouble, self.broken = str(error), True
        return self._matches


def _matches_all(name: str) -> bool:  # noqa: ARG001
    return True


def listed_runs(
    names: Sequence[str], runs: Mapping[str, Run], state: RunsState, tag: str | None
) -> tuple[str, ...]:
    """Return the runs that are listed, in the order of the list.

    Parameters
    ----------
    names : sequence of str
        Runs that the filter lets through, in natural order.
    runs : mapping of str to Run
    state : RunsState
    tag : str or None
        The tag whose last values count; without one, names do.
    """
    by_value = tag is not None and (state.limit or state.order.by_value)
    values = _last_values(names, runs, tag) if by_value and tag is not None else {}
    if by_value and state.limit:
        from tbtui.analysis.ranking import top

        best = frozenset(top(values, abs(state.limit), state.limit > 0))
        names = [name for name in names if name in best]
    if by_value and state.order.by_value:
        return _sorted(names, values, highest=state.order is RunOrder.HIGHEST)
    if state.order is RunOrder.BACKWARDS:
        return tuple(reversed(names))
    return tuple(names)


def _sorted(names: Sequence[str], values: Mapping[str, float], *, highest: bool) -> tuple[str, ...]:
    """Return runs by their values; those without any come last."""
    from tbtui.analysis.ranking import top

    ranked = {name: values[name] for name in names if name in values}
    others = (name for name in names if name not in values)
    return (*top(ranked, len(ranked), highest), *others)


def _last_values(names: Sequence[str], runs: Mapping[str, Run], tag: str) -> dict[str, float]:
    found = ((name, runs[name].scalars.get(tag)) for name in names)
    return {
        name: float(series.view().values[-1])
        for name, series in found
        if series is not None and len(series)
    }
