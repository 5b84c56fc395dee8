"""Where the panels of a scatter matrix are: all of them, a page, or one alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tbtui.plot.trial_axis import Span, TrialAxis

LEAST_WIDTH, LEAST_HEIGHT = 16, 6
"""Of a panel, in cells."""
GUTTER = 11
"""Cells for the values of metrics at the left of the panels."""
_MOST_HEIGHT = 18
"""Of a panel among others: panels much taller than wide tell nothing more."""
_NARROW = 50


@dataclass(frozen=True)
class ScatterOptions:
    """What is chosen among trials, columns and panels.

    Attributes
    ----------
    brushes : mapping of str to (float, float)
        The values that each column lets through, by its key.
    selected : int or None
        The trial that is marked in all panels.
    row, column : int
        The panel that keys act on.
    enlarged : bool
        Whether it is alone.
    color_by : TrialAxis or None
    """

    brushes: Mapping[str, Span] = field(default_factory=dict)
    selected: int | None = None
    row: int = 0
    column: int = 0
    enlarged: bool = False
    color_by: TrialAxis | None = None


class Panel(NamedTuple):
    """Where one panel is: its cells without labels, and what it shows."""

    row: int
    column: int
    left: int
    top: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Return whether a cell belongs to the panel."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height

    def places_at(self, x: int, y: int) -> tuple[float, float]:
        """Return the places on both axes that a cell stands for, also one outside."""
        across = (x - self.left) / max(self.width - 1, 1)
        down = (y - self.top) / max(self.height - 1, 1)
        return min(max(across, 0.0), 1.0), min(max(1 - down, 0.0), 1.0)


def place_panels(
    row_count: int, column_count: int, width: int, height: int, options: ScatterOptions
) -> list[Panel]:
    """Place panels: values at their left, names above them, values below."""
    gutter = GUTTER if width >= _NARROW else 0
    if options.enlarged:
        size = (width - gutter, height - 2)
        if min(size) < 1:
            return []
        return [Panel(options.row, options.column, gutter, 0, *size)]
    across, first_column = _fitting(column_count, options.column, width - gutter, LEAST_WIDTH)
    down, first_row = _fitting(row_count, options.row, height - 2, LEAST_HEIGHT + 1)
    panel_width = (width - gutter) // across
    panel_height = min(_MOST_HEIGHT, (height - 2) // down - 1)
    if panel_width < 3 or panel_height < 1:
        return []
    return [
        Panel(
            first_row + row,
            first_column + column,
            gutter + column * panel_width,
            1 + row * (panel_height + 1),
            panel_width - 1,
            panel_height,
        )
        for row in range(down)
        for column in range(across)
    ]


def _fitting(count: int, focused: int, room: int, least: int) -> tuple[int, int]:
    """Return how many panels fit side by side, and which is the first of them."""
    fitting = max(1, min(count, room // least))
    return fitting, min(max(focused - fitting // 2, 0), count - fitting)
