"""One version of a series, and what has been computed from it for the charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.analysis.joins import join_on_step
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothers import Smoothing, SmoothingMethod, apply
from tbtui.widgets.chart_scene import ChartSettings
from tbtui.widgets.step_places import Places, StepPlaces

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries

Floats = npt.NDArray[np.float64]


class NewestLife(NamedTuple):
    """The points of a series that no restart has superseded.

    Attributes
    ----------
    steps : int64[n]
    wall_times : float64[n]
    values : float32[n] or float64[n]
    """

    steps: npt.NDArray[np.int64]
    wall_times: Floats
    values: npt.NDArray[np.floating]


def smoothing_of(settings: ChartSettings) -> Smoothing:
    """Return how the settings want values to be smoothed."""
    method = SmoothingMethod(settings.smoother)
    return Smoothing(method, settings.smoothing, settings.smooth_by_time)


class SeriesPoints:
    """The points of a series in one version, on each x axis and smoothed.

    Parameters
    ----------
    series : ScalarSeries
    step_places : StepPlaces, optional
        Shared with other series.

    Attributes
    ----------
    series : ScalarSeries
    version : int
    view : SeriesView
    life : NewestLife
    has_restarts : bool
        Whether a restart has superseded any point.
    """

    def __init__(self, series: ScalarSeries, step_places: StepPlaces | None = None) -> None:
        view = series.view()
        dropped = superseded(view.steps)
        self.series = series
        self.version = view.version
        self.view = view
        self.has_restarts = bool(dropped.any())
        self.life = NewestLife(view.steps, view.wall_times, view.values)
        if self.has_restarts:
            kept = ~dropped
            self.life = NewestLife(view.steps[kept], view.wall_times[kept], view.values[kept])
        self._step_places = step_places or StepPlaces()
        self._shared: Places | None = None
        self._horizontal: dict[str, Floats] = {}
        self._joined_key: tuple[int, int] | None = None
        # Only the last is kept: going through the weights must not fill the memory.
        self._smoothing: Smoothing | None = None
        self._smoothed: Floats | None = None

    @property
    def size(self) -> int:
        """Bytes kept alive beside the store, counting no array twice."""
        owned = {id(array): array.nbytes for array in self._arrays() if array.base is None}
        return sum(owned.values())

    def _arrays(self) -> Iterator[npt.NDArray[Any]]:
        yield from self.life
        yield from self._horizontal.values()
        if self._smoothed is not None:
            yield self._smoothed

    def is_of(self, series: ScalarSeries) -> bool:
        """Return whether these are the points that a series has now.

        A store that was read afresh has other series under the same names.
        """
        return self.series is series and self.version == series.version

    def horizontal(self, axis: str, x_points: SeriesPoints | None = None) -> Floats:
        """Return where the points of the newest life stand on the x axis.

        Parameters
        ----------
        axis : str
            One of the names of `HorizontalAxis`.
        x_points : SeriesPoints or None
            With ``tag``: the series whose values are x at the same steps.
        """
        if x_points is not None:
            key = (id(x_points.series), x_points.version)
            if key != self._joined_key:
                self._joined_key = key
                self._horizontal.pop(axis, None)
        found = self._horizontal.get(axis)
        if found is None:
            found = self._horizontal[axis] = self._places(axis, x_points)
        return found

    def _places(self, axis: str, x_points: SeriesPoints | None) -> Floats:
        steps, wall_times, _ = self.life
        if x_points is not None:
            return join_on_step(steps, x_points.life.steps, x_points.life.values)
        if axis == HorizontalAxis.STEP:
            self._shared, x = self._step_places.of(steps)
            return x
        return horizontal_values(HorizontalAxis(axis), steps, wall_times)

    def smoothed(self, smoothing: Smoothing) -> Floats:
        """Return the smoothed values of the newest life."""
        if self._smoothed is None or self._smoothing != smoothing:
            steps, wall_times, values = self.life
            self._smoothed = apply(smoothing, values, steps, wall_times)
            self._smoothing = smoothing
        return self._smoothed

    def is_smoothed(self, smoothing: Smoothing) -> bool:
        """Return whether `smoothed` has nothing to compute."""
        return self._smoothing == smoothing

    def keep_smoothed(self, smoothing: Smoothing, values: Floats) -> None:
        """Take over smoothed values that were computed together with those of other series."""
        self._smoothing, self._smoothed = smoothing, values
