"""A scalar series in a few numbers."""

from __future__ import annotations

import itertools
import math
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from tbtui.analysis.lives import life_starts

_FEW = 16
"""Up to this many points, plain Python takes less time than it takes to call numpy."""


class Points(Protocol):
    """What is described: the columns of a series, each of shape (n,), as the store shows them."""

    @property
    def steps(self) -> npt.NDArray[np.int64]:
        """Steps in stored order."""

    @property
    def wall_times(self) -> npt.NDArray[np.float64]:
        """Seconds since the epoch."""

    @property
    def values(self) -> npt.NDArray[Any]:
        """float32 or float64."""


class SeriesStatistics(NamedTuple):
    """Numbers about a series. First and last are meant in stored order.

    What does not exist, because there are no points or no finite value, is None.
    """

    point_count: int
    first_step: int | None
    last_step: int | None
    first_wall_time: float | None
    last_wall_time: float | None
    last: float | None
    minimum: float | None
    maximum: float | None
    nan: int
    positive_infinity: int
    negative_infinity: int
    lives: int


_NOTHING = SeriesStatistics(0, None, None, None, None, None, None, None, 0, 0, 0, 0)


def describe(view: Points) -> SeriesStatistics:
    """Compute the statistics of all points of a series, superseded ones included.

    `last` is the value of the last point, finite or not; `minimum` and `maximum` are over the
    finite values.
    """
    count = len(view.values)
    if count == 0:
        return _NOTHING
    return _describe_few(view) if count <= _FEW else _describe_many(view)


def _describe_few(view: Points) -> SeriesStatistics:
    steps: list[int] = view.steps.tolist()
    values: list[float] = view.values.tolist()
    finite = [value for value in values if math.isfinite(value)]
    non_finite = [value for value in values if not math.isfinite(value)]
    return SeriesStatistics(
        point_count=len(values),
        first_step=steps[0],
        last_step=steps[-1],
        first_wall_time=view.wall_times.item(0),
        last_wall_time=view.wall_times.item(-1),
        last=values[-1],
        minimum=min(finite, default=None),
        maximum=max(finite, default=None),
        nan=sum(map(math.isnan, non_finite)),
        positive_infinity=non_finite.count(math.inf),
        negative_infinity=non_finite.count(-math.inf),
        lives=1 + sum(later < earlier for earlier, later in itertools.pairwise(steps)),
    )


def _describe_many(view: Points) -> SeriesStatistics:
    steps, wall_times, values = view.steps, view.wall_times, view.values
    count = len(values)
    finite = np.isfinite(values)
    finite_values = values if finite.all() else values[finite]
    non_finite = values[~finite] if len(finite_values) < count else values[:0]
    has_finite = len(finite_values) > 0
    return SeriesStatistics(
        point_count=count,
        first_step=int(steps[0]),
        last_step=int(steps[-1]),
        first_wall_time=float(wall_times[0]),
        last_wall_time=float(wall_times[-1]),
        last=float(values[-1]),
        minimum=float(finite_values.min()) if has_finite else None,
        maximum=float(finite_values.max()) if has_finite else None,
        nan=int(np.count_nonzero(np.isnan(non_finite))),
        positive_infinity=int(np.count_nonzero(non_finite == np.inf)),
        negative_infinity=int(np.count_nonzero(non_finite == -np.inf)),
        lives=len(life_starts(steps)),
    )
