"""Which points lie in the window around each point, and sums over all these windows.

Differences of running sums would be the quick way to sums over windows, but not the right one: a
single value of 1e12 early in a series would spoil every later window by its rounding errors. Here
a sum contains nothing that is not in its window. The trick is that of van Herk ("A fast algorithm
for local minimum and maximum filters on rectangular and octagonal kernels", 1992): cut the series
into blocks as long as the longest window. A window then touches a border between two blocks, and
its sum is one running sum from the border to the left and one to the right. Windows that lie within
a block, since they are shorter, get their turn with shorter blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

# Values that are looked at together: their temporary arrays stay in the second-level cache.
_TOGETHER = 32_768


class SlidingWindows(NamedTuple):
    """Windows over the points of a series; point i sees ``starts[i]:ends[i]``.

    Attributes
    ----------
    starts, ends : int64[n]
        Both never fall; every window holds its own point.
    """

    starts: Positions
    ends: Positions


def sliding_windows(x: Floats, half: float) -> SlidingWindows:
    """Find the points no further than `half` from each point.

    Parameters
    ----------
    x
        Finite, never falling, of shape (n,).
    half
        Half of the width of the windows, 0 or more.
    """
    gaps = np.diff(x)
    if len(gaps) > 0 and gaps[0] > 0 and (gaps == gaps[0]).all():
        # Regular steps are the usual case, and need no search.
        reach = int(min(half // gaps[0], len(x)))
        points = np.arange(len(x), dtype=np.int64)
        return SlidingWindows(
            np.maximum(points - reach, 0), np.minimum(points + (reach + 1), len(x))
        )
    return SlidingWindows(
        np.searchsorted(x, x - half, side="left"),
        np.searchsorted(x, x + half, side="right"),
    )


class WindowsAtBorders(NamedTuple):
    """Some windows, and the blocks on both sides of the borders that they touch.

    Attributes
    ----------
    points : int64[k]
        The points that these are the windows of.
    borders : int64[b]
        Position of the first point behind each border that one of them touches; from 0 to n.
    length : int
        Points in a block.
    rows : int64[k]
        Which of the borders each window touches.
    before, behind : int64[k]
        Where to find the sums up to the end of the window in a flat table of running sums, which
        has a row for each border that starts with 0.
    """

    points: Positions
    borders: Positions
    length: int
    rows: Positions
    before: Positions
    behind: Positions

    def blocks(self, values: Floats) -> tuple[Floats, Floats]:
        """Return the blocks of values on both sides, as seen from the border outwards.

        Parameters
        ----------
        values
            float64 of shape (n,).

        Returns
        -------
        before, behind : numpy.ndarray
            float64 of shape (b, length). Beyond the ends of the series stands some value of it.
        """
        first, last = int(self.borders[0]), int(self.borders[-1])
        are_adjacent = last - first == (len(self.borders) - 1) * self.length
        if are_adjacent and first >= self.length and last + self.length <= len(values):
            before = values[first - self.length : last].reshape(-1, self.length)[:, ::-1]
            return before, values[first : last + self.length].reshape(-1, self.length)
        outwards = np.arange(self.length)
        borders = self.borders[:, np.newaxis]
        before = values[np.maximum(borders - 1 - outwards, 0)]
        behind = values[np.minimum(borders + outwards, len(values) - 1)]
        return before, behind

    def sums(self, before: Floats, behind: Floats) -> Floats:
        """Return the sums over the windows.

        Parameters
        ----------
        before, behind
            What is summed, float64 of shape (b, length), from the border outwards.

        Returns
        -------
        numpy.ndarray
            float64 of shape (k,).
        """
        left = _running_sums(before)[self.before]
        left += _running_sums(behind)[self.behind]
        return left


def _running_sums(blocks: Floats) -> Floats:
    """Return the sums of the first 0, 1, 2 ... values of each row, one row after the other."""
    running = np.zeros((blocks.shape[0], blocks.shape[1] + 1))
    np.cumsum(blocks, axis=1, out=running[:, 1:])
    return running.reshape(-1)


def windows_at_borders(windows: SlidingWindows) -> Iterator[WindowsAtBorders]:
    """Yield all windows, each once, in portions that fit in the cache if a window does."""
    starts, ends = windows
    points: Positions = np.arange(len(starts), dtype=np.int64)
    while len(points) > 0:
        length = int((ends[points] - starts[points]).max())
        border = -(-starts[points] // length) * length
        touches = border <= ends[points]
        yield from _portions(windows, points[touches], border[touches], length)
        points = points[~touches]


def _portions(
    windows: SlidingWindows, points: Positions, border: Positions, length: int
) -> Iterator[WindowsAtBorders]:
    is_first = np.ones(len(points), dtype=np.bool_)
    np.not_equal(border[1:], border[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    rows = np.cumsum(is_first) - 1
    per_portion = max(1, _TOGETHER // length)
    for row in range(0, len(firsts), per_portion):
        begin = firsts[row]
        end = firsts[row + per_portion] if row + per_portion < len(firsts) else len(points)
        some = points[begin:end]
        rows_here = rows[begin:end] - row
        row_starts = rows_here * (length + 1)
        yield WindowsAtBorders(
            points=some,
            borders=border[firsts[row : row + per_portion]],
            length=length,
            rows=rows_here,
            before=row_starts + (border[begin:end] - windows.starts[some]),
            behind=row_starts + (windows.ends[some] - border[begin:end]),
        )


def distinct_in_windows(x: npt.NDArray[Any], windows: SlidingWindows) -> Positions:
    """Count how many different x each window holds.

    Parameters
    ----------
    x
        Never falling, of shape (n,).
    windows
        At least one point each.
    """
    changes = np.zeros(len(x), dtype=np.int64)
    np.cumsum(x[1:] != x[:-1], out=changes[1:])
    counts: Positions = changes[windows.ends - 1] - changes[windows.starts] + 1
    return counts
