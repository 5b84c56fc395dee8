"""What the series of all cards look like: found out bit by bit, while nothing else is to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from tbtui.analysis.histogram_findings import Findings
    from tbtui.widgets.card_series import CardSeries

PAIRS = 32
"""Of neighbouring steps whose drift is computed, evenly over a series; of fewer steps, all."""
LOOK_AGAIN = 15.0
"""Seconds before a series that grew is looked at once more."""


class _Found(NamedTuple):
    findings: Findings
    step_count: int
    looked_at: float


class CardFindings:
    """Sums up series of histograms, and remembers that.

    Parameters
    ----------
    clock : callable
        Returns seconds.

    Attributes
    ----------
    revision : int
        Rises whenever more is known.
    is_behind : bool
        Whether some series grew so soon after a look at them that another one has to wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._found: dict[tuple[str, str], _Found] = {}
        self.revision = 0
        self.is_behind = False

    def of(self, run: str, tag: str) -> Findings | None:
        """Return what was found, None as long as nobody has looked."""
        found = self._found.get((run, tag))
        return None if found is None else found.findings

    def advance(self, series: Iterable[CardSeries], seconds: float) -> bool:
        """Look at some of the series, the first ones first; at one of them in any case.

        Returns
        -------
        bool
            Whether all of them are known, or have to wait.
        """
        deadline = time.perf_counter() + seconds
        now = self._clock()
        self.is_behind = False
        for one in series:
            known = self._found.get((one.run, one.tag))
            if known is not None and known.step_count == len(one.steps):
                continue
            if known is not None and now - known.looked_at < LOOK_AGAIN:
                self.is_behind = True
                continue
            self._found[one.run, one.tag] = _Found(sum_up(one), len(one.steps), now)
            self.revision += 1
            if time.perf_counter() >= deadline:
                return False
        return True


def sum_up(series: CardSeries) -> Findings:
    """Sum up a series from its last histogram and from pairs of neighbours all over it."""
    from tbtui.analysis.histogram_drift import drifts
    from tbtui.analysis.histogram_findings import findings
    from tbtui.analysis.histogram_statistics import describe_histograms
    from tbtui.readers.histograms import read_histograms

    later = series.spread(PAIRS) if len(series.steps) > 2 * PAIRS else range(len(series.steps))
    places = sorted({place for one in later for place in (one - 1, one) if place >= 0})
    columns = read_histograms([series.entries[place] for place in places])
    changes = drifts(columns)
    # What lies further apart than from one step to the next is no drift.
    changes[1:][np.diff(places) > 1] = np.nan
    return findings(describe_histograms(columns), changes)
