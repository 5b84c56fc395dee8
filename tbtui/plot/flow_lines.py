"""Lines of a picture of the flow: many paths become one drawing with corners and junctions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.flow.layout import Point
from tbtui.plot.cells import Cells
from tbtui.plot.flow_symbols import EAST, NORTH, SOUTH, WEST, flow_symbols

_SIDES = NORTH | EAST | SOUTH | WEST
_TURN = 16
"""A path changes its direction here, so that lines that meet here are one."""
_SOLID = 32
_HEAVY = 64


class Lines:
    """The lines that are seen through a window onto the picture.

    Parameters
    ----------
    left, top, width, height : int
        Of the window, in cells of the picture.
    """

    def __init__(self, left: int, top: int, width: int, height: int) -> None:
        self.left, self.top = left, top
        self._sides: NDArray[np.uint8] = np.zeros((height, width), np.uint8)
        self._ink: NDArray[np.int32] = np.zeros((height, width), np.int32)
        self._bold: NDArray[np.bool_] = np.zeros((height, width), np.bool_)

    def add(
        self,
        path: Sequence[Point],
        ink: int,
        *,
        dotted: bool = False,
        heavy: bool = False,
        bold: bool = False,
    ) -> None:
        """Add a path; where it meets others, the colour of the last one is seen.

        Parameters
        ----------
        path : sequence of Point
            Ends and corners. At its ends the line goes on into the boxes above and below.
        ink : int
            A colour of the cells that will be drawn into.
        dotted, heavy, bold : bool
            A line of the kind seen where paths of several kinds meet: solid before dotted, heavy
            before light.
        """
        flags = (0 if dotted else _SOLID) | (_HEAVY if heavy else 0)
        for start, end in pairwise(path):
            self._span(start, end, flags, ink, bold)
        up = path[0].y <= path[-1].y
        self._mark(path[0], (NORTH if up else SOUTH) | flags, ink, bold)
        self._mark(path[-1], (SOUTH if up else NORTH) | flags, ink, bold)
        for corner in path[1:-1]:
            self._mark(corner, _TURN, ink, bold)

    def draw(self, cells: Cells) -> None:
        """Draw everything into the cells of the window."""
        form = flow_symbols()
        sides = self._sides & _SIDES
        light = np.array([ord(character) for character in form.light], np.uint32)
        heavy = np.array([ord(character) for character in form.heavy], np.uint32)
        across = (sides == _SIDES) & (self._sides & _TURN == 0)
        # Two lines that only cross: the vertical one passes over the other.
        sides[across] = NORTH | SOUTH
        drawn = np.where(self._sides & _HEAVY, heavy[sides], light[sides])
        dotted = self._sides & _SOLID == 0
        vertical = (sides & (EAST | WEST)) == 0
        horizontal = (sides & (NORTH | SOUTH)) == 0
        drawn[dotted & vertical] = ord(form.dotted_vertical)
        drawn[dotted & horizontal] = ord(form.dotted_horizontal)
        there = sides != 0
        cells.codepoints[there] = drawn[there]
        cells.foreground[there] = self._ink[there]
        cells.bold[there] = self._bold[there]

    def _span(self, start: Point, end: Point, flags: int, ink: int, bold: bool) -> None:
        height, width = self._sides.shape
        if start.x == end.x:
            column = start.x - self.left
            first, last = sorted((start.y - self.top, end.y - self.top))
            rows = slice(max(first, 0), max(min(last + 1, height), 0))
            if not 0 <= column < width or rows.start >= rows.stop:
                return
            self._ink[rows, column] = ink
            self._bold[rows, column] = bold
            self._sides[rows, column] |= flags
            self._sides[max(first, 0) : max(min(last, height), 0), column] |= SOUTH
            self._sides[max(first + 1, 0) : max(min(last + 1, height), 0), column] |= NORTH
            return
        row = start.y - self.top
        first, last = sorted((start.x - self.left, end.x - self.left))
        columns = slice(max(first, 0), max(min(last + 1, width), 0))
        if not 0 <= row < height or columns.start >= columns.stop:
            return
        self._ink[row, columns] = ink
        self._bold[row, columns] = bold
        self._sides[row, columns] |= flags
        self._sides[row, max(first, 0) : max(min(last, width), 0)] |= EAST
        self._sides[row, max(first + 1, 0) : max(min(last + 1, width), 0)] |= WEST

    def _mark(self, point: Point, bits: int, ink: int, bold: bool) -> None:
        row, column = point.y - self.top, point.x - self.left
        height, width = self._sides.shape
        if 0 <= row < height and 0 <= column < width:
            self._sides[row, column] |= bits
            self._ink[row, column] = ink
            self._bold[row, column] = bold
