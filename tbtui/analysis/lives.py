"""Restarts: a run that goes back to an earlier checkpoint and logs its steps again.

A step lower than the one before it starts a new life. What earlier lives logged from that step on
is superseded; what they logged before it still stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


def life_starts(steps: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the positions at which the lives of a series start.

    Parameters
    ----------
    steps
        int64 of shape (n,), in stored order. Equal neighbours are of the same life.

    Returns
    -------
    numpy.ndarray
        int64 of shape (k,), rising; the first is 0 unless there are no points.
    """
    if len(steps) == 0:
        return np.empty(0, dtype=np.int64)
    restarts = np.flatnonzero(steps[1:] < steps[:-1]) + 1
    return np.concatenate(([0], restarts)).astype(np.int64)


def superseded(steps: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell for each point whether a later life logged its step, or an earlier one, again.

    Parameters
    ----------
    steps
        int64 of shape (n,), in stored order.

    Returns
    -------
    numpy.ndarray
        bool of shape (n,). The points of the last life are never superseded. The others have
        steps that never decrease.
    """
    marks = np.zeros(len(steps), dtype=np.bool_)
    if len(steps) < 2:
        return marks
    starts = life_starts(steps)
    if len(starts) < 2:
        return marks
    restart_steps = steps[starts[1:]]
    lowest_restart_to_come = np.minimum.accumulate(restart_steps[::-1])[::-1]
    lengths = np.diff(starts)
    last_start = starts[-1]
    marks[:last_start] = steps[:last_start] >= np.repeat(lowest_restart_to_come, lengths)
    return marks


class Abandoned(NamedTuple):
    """A line as it stood when the run went back, and from where on it was given up.

    Attributes
    ----------
    points : int64[m]
        Positions of the points of the line; their steps never decrease.
    cut : int
        ``points[:cut]`` were continued from, ``points[cut:]`` are superseded from then on.
    """

    points: npt.NDArray[np.int64]
    cut: int


def abandoned_lines(steps: npt.NDArray[np.int64], most: int) -> Iterator[Abandoned]:
    """Yield for each restart the line that it cut.

    Every superseded point is in the cut end of exactly one of them. A restart that goes back behind
    an earlier one cuts a line which that one had continued, so an end may be of several lives.

    Parameters
    ----------
    steps
        int64 of shape (n,), in stored order.
    most
        Of more restarts than this, at least one, the last ones are taken.
    """
    restarts = life_starts(steps)[1:][-most:]
    if len(restarts) == 0:
        return
    standing = np.flatnonzero(~superseded(steps[: restarts[0]]))
    ends = np.append(restarts[1:], len(steps))
    for start, end in zip(restarts.tolist(), ends.tolist(), strict=True):
        cut = int(np.searchsorted(steps[standing], steps[start], side="left"))
        yield Abandoned(standing, cut)
        standing = np.concatenate((standing[:cut], np.arange(start, end)))
