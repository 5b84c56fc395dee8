"""The points of many short lines in one array, so that numpy is called once and not per line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.distinct import distinct
from tbtui.plot.line import Floats, Line
from tbtui.plot.line_places import MOST_PIECES
from tbtui.plot.planes import Indexes
from tbtui.plot.scale import Range

Marked = NDArray[np.bool_]


class Pool(NamedTuple):
    """Points of several lines, one line after the other, each in its stored order.

    Attributes
    ----------
    x, y : float64[n]
        Only points whose x is finite.
    owner : intp[n]
        The line of each point, as its caller numbers them; rising.
    piece : intp[n]
        Rises where a line begins and where it goes back.
    """

    x: Floats
    y: Floats
    owner: Indexes
    piece: Indexes

    def inside(self, view: Range) -> Marked:
        """Tell which points lie in a range of x, its ends included."""
        left, right = view
        inside: Marked = (self.x >= left) & (self.x <= right)
        return inside

    def drawn(self, view: Range) -> Pool:
        """Return what is drawn in a range of x: its points, and the neighbours of those.

        A stroke that only passes through the view has both of its points outside.
        """
        if not len(self.x):
            return self
        left, right = view
        same_piece = self.piece[1:] == self.piece[:-1]
        kept = np.ones(len(self.x), np.bool_)
        kept[:-1] &= ~(same_piece & (self.x[1:] < left))
        kept[1:] &= ~(same_piece & (self.x[:-1] > right))
        if kept.all():
            return self
        return Pool(self.x[kept], self.y[kept], self.owner[kept], self.piece[kept])

    def with_gaps(self) -> Pool:
        """Return the same with a NaN between the pieces of a line."""
        goes_back = (self.owner[1:] == self.owner[:-1]) & (self.piece[1:] != self.piece[:-1])
        gaps = np.flatnonzero(goes_back) + 1
        if not len(gaps):
            return self
        return Pool(
            np.insert(self.x, gaps, np.nan),
            np.insert(self.y, gaps, np.nan),
            np.insert(self.owner, gaps, self.owner[gaps]),
            np.insert(self.piece, gaps, self.piece[gaps]),
        )

    def owners_of(self, marked: Marked) -> list[int]:
        """Return the lines that have marked points, in rising order."""
        owners: list[int] = distinct(self.owner[marked]).tolist()
        return owners


def pool_lines(lines: Sequence[Line], owners: Sequence[int]) -> tuple[Pool, list[int]]:
    """Put the points of some of the lines together.

    Parameters
    ----------
    owners : sequence of int
        Rising indexes of the lines that are wanted.

    Returns
    -------
    pool : Pool
    others : list of int
        Lines that go back so often that their points are to be put in order first; not in the
        pool.
    """
    pool = _concatenated(lines, owners)
    going_back = (pool.owner[1:] == pool.owner[:-1]) & (pool.x[1:] < pool.x[:-1])
    if not going_back.any():
        return pool, []
    times = np.bincount(pool.owner[1:][going_back])
    others = np.flatnonzero(times >= MOST_PIECES).tolist()
    if others:
        left_out = set(others)
        pool = _concatenated(lines, [owner for owner in owners if owner not in left_out])
    return pool, others


def _concatenated(lines: Sequence[Line], owners: Sequence[int]) -> Pool:
    if not owners:
        nothing, nobody = np.zeros(0), np.zeros(0, np.intp)
        return Pool(nothing, nothing, nobody, nobody)
    lengths = [min(len(lines[owner].x), len(lines[owner].y)) for owner in owners]
    pairs = list(zip(owners, lengths, strict=True))
    x = np.concatenate([lines[owner].x[:length] for owner, length in pairs], dtype=np.float64)
    y = np.concatenate([lines[owner].y[:length] for owner, length in pairs], dtype=np.float64)
    owner_of_point = np.repeat(np.array(owners, np.intp), lengths)
    placed = np.isfinite(x)
    if not placed.all():
        x, y, owner_of_point = x[placed], y[placed], owner_of_point[placed]
    begins = (owner_of_point[1:] != owner_of_point[:-1]) | (x[1:] < x[:-1])
    piece = np.zeros(len(x), np.intp)
    np.cumsum(begins, out=piece[1:])
    return Pool(x, y, owner_of_point, piece)
