"""What all runs have: tags and hyperparameters; looked up anew only when runs have others."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tbtui.analysis.column_defaults import default_choices
from tbtui.analysis.run_values import NOTED
from tbtui.store.natural_order import natural_key

if TYPE_CHECKING:
    from tbtui.analysis.column_choice import ColumnChoice
    from tbtui.analysis.hyperparameters import Hyperparameters
    from tbtui.analysis.run_table import RunTables
    from tbtui.store.run import Run


class RunFacts:
    """The names that columns can be made of.

    Parameters
    ----------
    tables : RunTables
        Knows the hyperparameters.

    Attributes
    ----------
    tags : tuple of str
        Of scalars, in natural order.
    hyperparameters : mapping of str to Hyperparameters
        By the name of the run.
    hyperparameter_names : tuple of str
        In natural order.
    telling : tuple of ColumnChoice
        The columns that tell most.
    """

    def __init__(self, tables: RunTables) -> None:
        self._tables = tables
        self._scalars: list[Mapping[str, Any]] = []
        self.tags: tuple[str, ...] = ()
        self.hyperparameters: Mapping[str, Hyperparameters] = {}
        self.hyperparameter_names: tuple[str, ...] = ()
        self.telling: tuple[ColumnChoice, ...] = ()

    def look(self, runs: Sequence[Run]) -> None:
        """Take notice of the runs that there are."""
        # The mapping of a run is replaced whenever it gains or loses a tag.
        scalars = [run.scalars for run in runs]
        known = self._scalars
        has_new_tags = len(scalars) != len(known) or any(map(operator.is_not, scalars, known))
        hyperparameters = self._tables.hyperparameters(runs)
        has_new_names = hyperparameters is not self.hyperparameters
        if has_new_tags:
            self._scalars = scalars
            self.tags = tuple(sorted(set().union(*scalars), key=natural_key))
        if has_new_names:
            self.hyperparameters = hyperparameters
            names = {name for found in hyperparameters.values() for name in found}
            self.hyperparameter_names = tuple(sorted(names, key=natural_key))
        if has_new_tags or has_new_names:
            self.telling = tuple(default_choices(runs, hyperparameters))

    def knows(self, name: str) -> bool:
        """Tell whether a tag, a hyperparameter or a part of notes is called so, or ends so."""
        known = (*self.tags, *self.hyperparameter_names, *NOTED)
        return any(name in (one, one.rpartition("/")[2]) for one in known)
