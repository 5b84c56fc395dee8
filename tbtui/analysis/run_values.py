"""What a run has under the names that filters compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tbtui.analysis.filters import ValueOfName
from tbtui.analysis.hyperparameters import Hyperparameters
from tbtui.analysis.run_notes import NO_NOTE, RunNote
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

NOTED = ("name", "note", "tags")
"""What a user may have noted about any run, under the names that filters have for it."""


class RunValues:
    """A run as filters see it: its name, its hyperparameters and its metrics.

    It can be kept as long as the run and its hyperparameters are the same; new points and tags are
    taken into account.

    Parameters
    ----------
    run
        A run of the store.
    hyperparameters
        As `tbtui.analysis.hyperparameters.run_hyperparameters` found them.
    note
        What the user has noted. It is found under ``note``, ``tags`` and ``name``, unless the run
        has something of its own of these names.
    """

    def __init__(self, run: Run, hyperparameters: Hyperparameters, note: RunNote = NO_NOTE) -> None:
        self._run = run
        self._hyperparameters = hyperparameters
        self._note = note
        self._scalars: Mapping[str, ScalarSeries] = {}
        self._names_by_last_part: dict[str, list[str]] | None = None

    @property
    def name(self) -> str:
        """The name of the run."""
        return self._run.name

    @property
    def noted(self) -> str:
        """What the user calls the run, the note on it and its tags, without case."""
        note = self._note
        return "\n".join((note.name, note.note, *note.tags)).casefold()

    def values(self, name: str) -> Sequence[ValueOfName]:
        """Return the hyperparameter of this name, or else the last finite value of the tag.

        If there is neither, all hyperparameters and tags whose last part is the name are meant:
        ``loss`` finds ``train/loss`` and ``val/loss``.
        """
        names: Sequence[str] = (name,)
        if name not in self._hyperparameters and name not in self._run.scalars:
            names = self._ending_in(name)
            if not names:
                return self._noted(name)
        found = [self._value(known) for known in names]
        return [value for value in found if value is not None]

    def _noted(self, name: str) -> Sequence[ValueOfName]:
        if name == "tags":
            return list(self._note.tags)
        text = {"note": self._note.note, "name": self._note.name}.get(name)
        return [text] if text else []

    def _value(self, name: str) -> ValueOfName | None:
        if name in self._hyperparameters:
            return self._hyperparameters[name]
        return last_finite(self._run.scalars[name])

    def _ending_in(self, last_part: str) -> Sequence[str]:
        # The mapping of a run is replaced whenever it gains or loses a tag.
        if self._names_by_last_part is None or self._scalars is not self._run.scalars:
            self._scalars = self._run.scalars
            self._names_by_last_part = {}
            for name in (*self._hyperparameters, *self._scalars):
                self._names_by_last_part.setdefault(name.rpartition("/")[2], []).append(name)
        return self._names_by_last_part.get(last_part, ())


def last_finite(series: ScalarSeries) -> float | None:
    """Return the last value of a series that is a number, or None if none is."""
    values = series.view().values
    if len(values) and np.isfinite(values[-1]):
        return float(values[-1])
    finite = np.flatnonzero(np.isfinite(values))
    return float(values[finite[-1]]) if len(finite) else None
