"""What the series of all cards look like: found out bit by bit, while nothing else is to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tbtui.widgets.drift_traces import DriftTraces

if TYPE_CHECKING:
    from tbtui.analysis.histogram_findings import Findings
    from tbtui.widgets.card_series import CardSeries

PAIRS = 32
"""Of neighbouring steps whose drift is computed at first, evenly over a series."""
_ALL_STEPS = 2 * PAIRS
"""Of a series of no more steps than these, all drifts are."""
LOOK_AGAIN = 15.0
"""Seconds before a series that grew is looked at once more."""


_MOST_TRACES = 1 << 14
"""Series whose drifts are remembered, one number for each step: those that grow begin nowhere."""


class _Found(NamedTuple):
    findings: Findings
    step_count: int
    looked_at: float
    has_all_drifts: bool


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
    has_looked : bool
        Whether all series were looked at, or have to wait; drifts may be those of some steps still.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._found: dict[tuple[str, str], _Found] = {}
        self.revision = 0
        self.is_behind = False
        self.has_looked = False
        self._traces = DriftTraces(_MOST_TRACES)

    def of(self, run: str, tag: str) -> Findings | None:
        """Return what was found, None as long as nobody has looked."""
        found = self._found.get((run, tag))
        return None if found is None else found.findings

    def advance(
        self, series: Iterable[CardSeries], seconds: float, *, all_drifts: bool = False
    ) -> bool:
        """Look at some of the series, the first ones first; at one of them in any case.

        Parameters
        ----------
        all_drifts : bool
            Whether, once all series were looked at, the drifts of all steps are wanted.

        Returns
        -------
        bool
            Whether all of them are known, or have to wait.
        """
        deadline = time.perf_counter() + seconds
        self.is_behind = self.has_looked = False
        listed = list(series)
        if not self._look_at(listed, deadline):
            return False
        self.has_looked = True
        return not all_drifts or self._complete(listed, deadline)

    def _look_at(self, series: Iterable[CardSeries], deadline: float) -> bool:
        now = self._clock()
        for one in series:
            known = self._found.get((one.run, one.tag))
            if known is not None and known.step_count == len(one.steps):
                continue
            if known is not None and now - known.looked_at < LOOK_AGAIN:
                self.is_behind = True
                continue
            has_all = len(one.steps) <= _ALL_STEPS
            self._found[one.run, one.tag] = _Found(sum_up(one), len(one.steps), now, has_all)
            self.revision += 1
            if time.perf_counter() >= deadline:
                return False
        return True

    def _complete(self, series: Iterable[CardSeries], deadline: float) -> bool:
        """Replace means over the drifts of some steps by those over all."""
        for one in series:
            known = self._found[one.run, one.tag]
            if known.has_all_drifts or known.step_count != len(one.steps):
                continue
            if not self._traces.advance([one], max(0.0, deadline - time.perf_counter())):
                return False
            drifts = self._traces.known(one)
            drifts = drifts[np.isfinite(drifts)]
            mean = float(drifts.mean()) if len(drifts) else np.nan
            found = known.findings._replace(drift=mean)
            self._found[one.run, one.tag] = known._replace(findings=found, has_all_drifts=True)
            self.revision += 1
        return True


def sum_up(series: CardSeries) -> Findings:
    """Sum up a series from its last histogram and from pairs of neighbours all over it."""
    from tbtui.analysis.histogram_drift import drifts
    from tbtui.analysis.histogram_findings import findings
    from tbtui.analysis.histogram_statistics import describe_histograms
    from tbtui.readers.histograms import read_histograms

    later = series.spread(PAIRS) if len(series.steps) > _ALL_STEPS else range(len(series.steps))
    places = sorted({place for one in later for place in (one - 1, one) if place >= 0})
    columns = read_histograms([series.entries[place] for place in places])
    changes = drifts(columns)
    # What lies further apart than from one step to the next is no drift.
    changes[1:][np.diff(places) > 1] = np.nan
    return findings(describe_histograms(columns), changes)
