"""Parallel coordinates on the screen, with brushes."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from tbtui.bindings import Where, bindings_for
from tbtui.plot.cells import Cells
from tbtui.plot.parallel_coordinates import (
    ParallelOptions,
    ParallelPicture,
    draw_parallel_coordinates,
)
from tbtui.plot.theme import Theme
from tbtui.widgets.trial_plot import Cell, TrialPlot

_NEAR = 0.05
"""A click selects a trial that is at most so far from it, as a part of the axis."""


class ParallelPlot(TrialPlot):
    """Trials as lines through the axes of their columns."""

    BINDINGS = bindings_for(Where.PARALLEL)
    pane: ClassVar[Where] = Where.PARALLEL
    _picture: ParallelPicture | None = None

    def draw_picture(self, width: int, height: int, theme: Theme) -> tuple[Cells, str]:
        """Draw the axes and the lines."""
        scene = self.scene
        options = ParallelOptions(scene.brushes, scene.selected, scene.focused, scene.color_by)
        picture = draw_parallel_coordinates(scene.axes, width, height, options, theme)
        self._picture = picture
        return picture.cells, self.said(picture.shown, picture.left_out, picture.passed)

    def drag(self, start: Cell, end: Cell) -> None:
        """Brush the axis on which the button was pressed."""
        picture = self._picture
        if picture is None or (near := picture.axis_near(start[0])) is None:
            return
        axis = self.scene.axes[near]
        places = sorted((picture.place_at(start[1]), picture.place_at(end[1])))
        low, high = (axis.value_at(place) for place in places)
        self.post_message(self.Brushed({axis.key: (low, high)}))

    def point(self, cell: Cell, *, twice: bool) -> None:
        """Focus an axis; select the trial there, or take its brush away with two clicks."""
        picture = self._picture
        if picture is None or (near := picture.axis_near(cell[0])) is None:
            return
        axis = self.scene.axes[near]
        if twice:
            self.post_message(self.Brushed({axis.key: None}))
        distances = np.abs(axis.places - picture.place_at(cell[1]))
        distances = np.where(self.scene.kept, distances, np.inf)
        trial = int(np.argmin(distances)) if len(distances) else None
        if trial is not None and not distances[trial] <= _NEAR:
            trial = None
        self.post_message(self.Pointed(near, None, trial))
