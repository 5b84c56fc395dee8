"""A scatter matrix on the screen, with brushes in two dimensions."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from tbtui.bindings import Where, bindings_for
from tbtui.plot.cells import Cells
from tbtui.plot.scatter_layout import ScatterOptions
from tbtui.plot.scatter_matrix import ScatterPicture, draw_scatter_matrix
from tbtui.plot.theme import Theme
from tbtui.widgets.trial_plot import Cell, TrialPlot

_NEAR = 3.0
"""A click selects a trial that is at most so many cells away."""
_CELL_RATIO = 2.0


class ScatterPlot(TrialPlot):
    """Trials as dots, each metric against each column."""

    BINDINGS = bindings_for(Where.SCATTER)
    pane: ClassVar[Where] = Where.SCATTER
    _picture: ScatterPicture | None = None

    def draw_picture(self, width: int, height: int, theme: Theme) -> tuple[Cells, str]:
        """Draw the panels."""
        scene = self.scene
        options = ScatterOptions(
            scene.brushes,
            scene.selected,
            scene.row,
            scene.focused,
            scene.enlarged,
            scene.color_by,
        )
        # Without a metric, columns are shown against the first of them.
        rows = scene.metrics or scene.axes[:1]
        picture = draw_scatter_matrix(rows, scene.axes, width, height, options, theme)
        self._picture = picture
        return picture.cells, self.said(picture.shown, picture.left_out, picture.passed)

    def drag(self, start: Cell, end: Cell) -> None:
        """Brush both columns of the panel in which the button was pressed."""
        picture, scene = self._picture, self.scene
        panel = None if picture is None else picture.panel_at(*start)
        if panel is None:
            return
        horizontal = scene.axes[panel.column]
        vertical = (scene.metrics or scene.axes)[panel.row]
        corners = zip(panel.places_at(*start), panel.places_at(*end), strict=True)
        left_right, bottom_top = (sorted(pair) for pair in corners)
        brushes = {
            vertical.key: (vertical.value_at(bottom_top[0]), vertical.value_at(bottom_top[1])),
            horizontal.key: (
                horizontal.value_at(left_right[0]),
                horizontal.value_at(left_right[1]),
            ),
        }
        self.post_message(self.Brushed(dict(brushes)))

    def point(self, cell: Cell, *, twice: bool) -> None:
        """Focus a panel and select the trial there; two clicks enlarge it."""
        picture, scene = self._picture, self.scene
        panel = None if picture is None else picture.panel_at(*cell)
        if panel is None:
            return
        horizontal = scene.axes[panel.column]
        vertical = (scene.metrics or scene.axes)[panel.row]
        across = panel.left + horizontal.places * (panel.width - 1) - cell[0]
        down = panel.top + (1 - vertical.places) * (panel.height - 1) - cell[1]
        distances = np.hypot(across, _CELL_RATIO * down)
        distances = np.where(scene.kept, distances, np.inf)
        trial = int(np.argmin(distances)) if len(distances) else None
        if trial is not None and not distances[trial] <= _NEAR:
            trial = None
        self.post_message(self.Pointed(panel.column, panel.row, trial, twice=twice))
