"""Groups of runs: by what they are found, and which run is in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.store.run import Run

GROUPED_BY = ("none", "directory", "regex", "hyperparameter")
BANDS = ("min-max", "deviation", "error", "quartiles", "none")
CENTERS = ("mean", "median")
DEFAULT_PATTERN = r"(.*?)[-_/]?(?:seed|run|trial)?[-_=]?(?<![\d.])(?<!\de-)\d+$"
"""What stands before a whole number at the end of a name: runs that differ in their seed.

The 2 of ``dropout0.2`` and the 3 of ``lr1e-3`` are parts of other numbers.
"""


@dataclass
class RunGrouping:
    """The one owner of how runs are grouped.

    Attributes
    ----------
    by : str
        ``none``, ``directory``, ``regex`` or ``hyperparameter``.
    pattern : str
        Regular expression on names; what its parentheses capture names the group.
    keys : str
        Names of hyperparameters, separated by commas.
    """

    by: str = "none"
    pattern: str = DEFAULT_PATTERN
    keys: str = ""
    _known: tuple[object, Mapping[str, str] | None] = field(default=(None, None), repr=False)

    def groups(self, runs: Sequence[Run]) -> Mapping[str, str] | None:
        """Return the group of every run that is in one; None when runs are not grouped.

        The same mapping is returned as long as neither runs nor settings have changed.
        """
        if self.by == "none":
            return None
        # The metadata of a run are replaced whenever they change. Others may come to lie in the
        # same place in memory, so those that are known are kept.
        metadata = [run.metadata for run in runs] if self.by == "hyperparameter" else []
        key = (self.by, self.pattern, self.keys, tuple(run.name for run in runs), metadata)
        if self._known[0] != key:
            self._known = (key, self._found(runs))
        return self._known[1]

    def _found(self, runs: Sequence[Run]) -> Mapping[str, str]:
        from tbtui.analysis.filters import FilterError
        from tbtui.analysis.run_groups import directory_groups, regex_groups, value_groups

        names = [run.name for run in runs]
        if self.by == "directory":
            found = directory_groups(names)
        elif self.by == "regex":
            try:
                found = regex_groups(self.pattern, names)
            except FilterError:
                found = {}
        else:
            found = value_groups(names, self._values(runs))
        return {name: group for name, group in found.items() if group is not None}

    def _values(self, runs: Sequence[Run]) -> dict[str, str]:
        """Return what tells runs apart by their hyperparameters, as words: ``lr=0.1, bs=32``."""
        from tbtui.analysis.hyperparameters import run_hyperparameters
        from tbtui.analysis.run_groups import hyperparameter_words

        keys = [key.strip() for key in self.keys.split(",") if key.strip()]
        return hyperparameter_words(keys, run_hyperparameters(runs))


def hyperparameter_names(runs: Sequence[Run]) -> list[str]:
    """Return the names of all hyperparameters of which runs have different values, sorted."""
    from tbtui.analysis.hyperparameters import run_hyperparameters

    values: dict[str, set[object]] = {}
    for hyperparameters in run_hyperparameters(runs).values():
        for key, value in hyperparameters.items():
            values.setdefault(key, set()).add(value)
    return sorted(key for key, different in values.items() if len(different) > 1)


def pattern_error(pattern: str) -> str | None:
    """Return what is wrong with a regular expression; None when nothing is."""
    from tbtui.analysis.filters import FilterError
    from tbtui.analysis.run_groups import regex_groups

    try:
        regex_groups(pattern, ())
    except FilterError as error:
        return str(error)
    return None
