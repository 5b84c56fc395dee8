"""The points of one tag in one run, over all files of the run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.store.columns import Floats, ScalarColumns

_GENERATION_BITS = 44


class SeriesView(NamedTuple):
    """The points of a series at one moment; safe to use in any thread.

    Attributes
    ----------
    steps : int64[n]
        In the order of the run's files by name, then of the records in each. Steps go down where
        a run was restarted.
    wall_times : float64[n]
        Seconds since 1970, UTC.
    values : float32[n] or float64[n]
    version : int
        Changes whenever the points do.
    """

    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: Floats
    version: int


class ScalarSeries:
    """The points of one tag in one run.

    Parameters
    ----------
    run, tag : str
    parts : tuple of ScalarColumns
        One for each file that has points of this tag, in the order of the files.
    generation : int
        Rises whenever ``parts`` are others.
    """

    __slots__ = ("_generation", "_joined", "_parts", "run", "tag")

    def __init__(
        self, run: str, tag: str, parts: tuple[ScalarColumns, ...], generation: int
    ) -> None:
        self.run = run
        self.tag = tag
        self._parts = parts
        self._generation = generation
        self._joined: SeriesView | None = None

    @property
    def parts(self) -> tuple[ScalarColumns, ...]:
        """The columns of each file."""
        return self._parts

    def __len__(self) -> int:
        length = 0
        for part in self._parts:
            length += len(part)
        return length

    @property
    def version(self) -> int:
        """A number that changes whenever the points do."""
        return self._version_of(len(self))

    def _version_of(self, length: int) -> int:
        return (self._generation << _GENERATION_BITS) | length

    def view(self) -> SeriesView:
        """Return the points as they are now, without a copy where they are all in one file."""
        slices = [part.slices() for part in self._parts]
        version = self._version_of(sum(len(part.steps) for part in slices))
        if len(slices) == 1:
            return SeriesView(*slices[0], version)
        joined = self._joined
        if joined is None or joined.version != version:
            # A NaN that is meant to raise warns when it is made wide.
            with np.errstate(invalid="ignore"):
                values = np.concatenate([part.values for part in slices])
            joined = SeriesView(
                np.concatenate([part.steps for part in slices]),
                np.concatenate([part.wall_times for part in slices]),
                values,
                version,
            )
            self._joined = joined
        return joined
