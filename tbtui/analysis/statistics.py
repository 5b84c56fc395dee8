"""A scalar series in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from tbtui.analysis.lives import life_starts


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


@dataclass(frozen=True)
class SeriesStatistics:
    """Numbers about a series. First and last are meant in stored order.

    What does not exist, because there are no points or no finite value, is None.
    """

    count: int
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
    steps, wall_times, values = view.steps, view.wall_times, view.values
    count = len(values)
    if count == 0:
        return _NOTHING
    finite = np.isfinite(values)
    finite_values = values if finite.all() else values[finite]
    non_finite = values[~finite] if len(finite_values) < count else values[:0]
    has_finite = len(finite_values) > 0
    return SeriesStatistics(
        count=count,
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
