"""How much the histograms of a series change from step to step, over all of its steps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.histograms import read_histograms
from tbtui.widgets.recent import Recent

if TYPE_CHECKING:
    from tbtui.widgets.card_series import CardSeries

Floats = NDArray[np.float64]

_AT_A_TIME = 64
"""Histograms that are decoded between two looks at the clock."""
MOST_TRACES = 64


class DriftTraces:
    """Computes the drift of series, a few steps at a time, and remembers it.

    The buckets are not kept: only one number for each step is.

    Parameters
    ----------
    most : int
        How many series are remembered.
    """

    def __init__(self, most: int = MOST_TRACES) -> None:
        self._traces: Recent[_Trace] = Recent(most)

    def known(self, series: CardSeries) -> Floats:
        """Return the drift of the first steps, as far as it is known, float64[n]."""
        return self._trace(series).drifts

    def advance(self, wanted: Sequence[CardSeries], seconds: float) -> bool:
        """Compute more of some series, the first ones first, for a limited time.

        Returns
        -------
        bool
            Whether all of them are known.
        """
        deadline = time.perf_counter() + seconds
        for series in wanted:
            trace = self._trace(series)
            while len(trace.drifts) < len(series.steps):
                trace.advance(series)
                if time.perf_counter() >= deadline:
                    return all(len(self.known(one)) >= len(one.steps) for one in wanted)
        return True

    def _trace(self, series: CardSeries) -> _Trace:
        trace = self._traces.get((series.run, series.tag), _Trace)
        trace.follow(series)
        return trace


class _Trace:
    """The drift of one series."""

    def __init__(self) -> None:
        self.drifts: Floats = np.empty(0)
        self._steps: NDArray[np.int64] = np.empty(0, np.int64)

    def follow(self, series: CardSeries) -> None:
        """Go on with a series that grew; begin again with one that lost steps to a restart."""
        known = len(self.drifts)
        if not np.array_equal(self._steps[:known], series.steps[:known]):
            self.drifts = self.drifts[:0]
        self._steps = series.steps

    def advance(self, series: CardSeries) -> None:
        from tbtui.analysis.histogram_drift import drifts

        first = len(self.drifts)
        # The first of them is compared with the one before it.
        before = min(first, 1)
        columns = read_histograms(series.entries[first - before : first + _AT_A_TIME])
        self.drifts = np.concatenate([self.drifts, drifts(columns)[before:]])
