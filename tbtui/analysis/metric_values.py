"""One value that stands for a series: the last, the lowest, the highest or the best."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np

from tbtui.analysis.lives import superseded
from tbtui.analysis.statistics import Points
from tbtui.analysis.table import Direction
from tbtui.store.series import ScalarSeries


class MetricStatistic(str, Enum):
    """Which value of a series stands for it. ``BEST`` goes by the direction of its tag."""

    LAST = "last"
    MINIMUM = "min"
    MAXIMUM = "max"
    BEST = "best"


class MetricValue(NamedTuple):
    """A value, the step at which it was logged, and when: seconds since the epoch."""

    value: float
    step: int
    wall_time: float


class MetricValues:
    """Reads the values of series, and remembers them as long as the series do not change."""

    def __init__(self) -> None:
        self._known: dict[
            tuple[str, str, MetricStatistic], tuple[int, Direction, MetricValue | None]
        ] = {}

    def value(
        self, series: ScalarSeries, statistic: MetricStatistic, direction: Direction
    ) -> MetricValue | None:
        """Return the value of a series; see `metric_value`."""
        place = (series.run, series.tag, statistic)
        known = self._known.get(place)
        if known is None or known[0] != series.version or known[1] is not direction:
            view = series.view()
            found = metric_value(view, statistic, direction)
            known = self._known[place] = (view.version, direction, found)
        return known[2]


def metric_value(
    view: Points, statistic: MetricStatistic, direction: Direction = Direction.NONE
) -> MetricValue | None:
    """Return the value that stands for a series.

    Parameters
    ----------
    view
        The points of a series.
    statistic
        Which value is wanted.
    direction
        For `MetricStatistic.BEST`; where nobody knows what is best, the last value is taken.

    Returns
    -------
    MetricValue or None
        None without any points. The last value may be NaN; the others are the first of several that
        are equal, of the newest life and finite, or NaN if none is.
    """
    if len(view.steps) == 0:
        return None
    place = len(view.steps) - 1
    if statistic is MetricStatistic.BEST:
        statistic = {
            Direction.UP: MetricStatistic.MAXIMUM,
            Direction.DOWN: MetricStatistic.MINIMUM,
            Direction.NONE: MetricStatistic.LAST,
        }[direction]
    if statistic is not MetricStatistic.LAST:
        places = np.flatnonzero(np.isfinite(view.values) & ~superseded(view.steps))
        if len(places) == 0:
            return MetricValue(np.nan, int(view.steps[-1]), float(view.wall_times[-1]))
        values = view.values[places]
        is_low = statistic is MetricStatistic.MINIMUM
        place = int(places[values.argmin() if is_low else values.argmax()])
    return MetricValue(
        float(view.values[place]), int(view.steps[place]), float(view.wall_times[place])
    )
