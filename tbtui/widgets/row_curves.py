"""The curves that rows of a table show: the newest life of a series, smoothed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tbtui.analysis.alignment import BandKind, Center, aggregate
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothing import smooth
from tbtui.widgets.recent import Recent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tbtui.store.series import ScalarSeries

MOST_KEPT = 4_000
MOST_POINTS = 512
"""A curve in one line shows no more; of longer ones, lowest and highest values are kept."""


class RowCurves:
    """Curves that were drawn last."""

    def __init__(self) -> None:
        self._kept: Recent[NDArray[Any]] = Recent(MOST_KEPT)

    def of(self, members: Sequence[ScalarSeries], weight: float) -> NDArray[Any] | None:
        """Return the values of a curve in their order, None without any.

        Parameters
        ----------
        members : sequence of ScalarSeries
            One, or those of a group, of which the mean at each step is meant.
        weight : float
            Of the smoothing.
        """
        filled = [series for series in members if len(series)]
        if not filled:
            return None
        key = (weight, *((series.run, series.tag, series.version) for series in filled))
        return self._kept.get(key, lambda: _thinned(_curve(filled, weight)))


def _curve(members: Sequence[ScalarSeries], weight: float) -> NDArray[Any]:
    lives = [_newest_life(series) for series in members]
    smoothed = [(steps, smooth(values, weight)) for steps, values in lives]
    if len(smoothed) == 1:
        return smoothed[0][1]
    return aggregate(smoothed, center=Center.MEAN, band=BandKind.NONE).center


def _newest_life(series: ScalarSeries) -> tuple[NDArray[np.int64], NDArray[Any]]:
    view = series.view()
    standing = ~superseded(view.steps)
    if standing.all():
        return view.steps, view.values
    return view.steps[standing], view.values[standing]


def _thinned(values: NDArray[Any]) -> NDArray[Any]:
    """Keep the lowest and the highest value of each of many equal parts."""
    if len(values) <= MOST_POINTS:
        return values
    parts = MOST_POINTS // 2
    length = len(values) // parts
    table = values[: parts * length].reshape(parts, length)
    with np.errstate(invalid="ignore"):
        extremes = np.stack([np.fmin.reduce(table, axis=1), np.fmax.reduce(table, axis=1)], axis=1)
    return np.append(extremes.ravel(), values[-1])
