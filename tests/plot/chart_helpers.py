"""What the tests of charts have in common."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tbtui.plot.cells import Cells
from tbtui.plot.line import Line

BLUE = "#4c9aff"
ORANGE = "#ff8b3d"


def line(
    y: Iterable[float],
    x: Iterable[float] | None = None,
    color: str = BLUE,
    label: str = "run",
    faint: bool = False,
) -> Line:
    values = np.array(list(y), np.float64)
    positions = np.arange(len(values), dtype=np.float64) if x is None else np.array(list(x))
    return Line(positions.astype(np.float64), values, color, label, faint)


def picture(cells: Cells) -> list[str]:
    """Rows of characters, without blanks at the end."""
    return [cells.text(row).rstrip() for row in range(cells.height)]


def is_braille(codepoints: np.ndarray) -> np.ndarray:
    return (codepoints > 0x2800) & (codepoints < 0x2900)


def colors_of_dots(cells: Cells) -> set[str]:
    """Every colour in which some dot is drawn."""
    used = cells.foreground[is_braille(cells.codepoints)]
    return {cells.palette[index] for index in used}
