"""Medians of sliding windows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.sliding_windows import SlidingWindows

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[Any]

# Windows looked at together, at least: what they hold stays in the second-level cache.
_TOGETHER = 32_768


def window_medians(values: Floats, windows: SlidingWindows) -> Floats:
    """Return the median of each window; of an even number of values, the mean of the middle two.

    Parameters
    ----------
    values
        Finite, float64 of shape (n,).
    windows
        One for each value.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), exact.
    """
    starts, ends = windows
    medians = np.empty(len(values))
    longest = int((ends - starts).max()) if len(values) else 0
    portion = max(_TOGETHER, 2 * longest)
    for begin in range(0, len(values), portion):
        end = min(begin + portion, len(values))
        first, last = starts[begin], ends[end - 1]
        medians[begin:end] = _medians(
            values[first:last], starts[begin:end] - first, ends[begin:end] - first
        )
    return medians


def _medians(values: Floats, starts: Integers, ends: Integers) -> Floats:
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values), dtype=np.int32)
    ranks[order] = np.arange(len(values), dtype=np.int32)
    starts, ends = starts.astype(np.int32), ends.astype(np.int32)
    counts = ends - starts
    even = np.flatnonzero(counts % 2 == 0)
    selected = _select(
        ranks,
        np.concatenate((starts, starts[even])),
        np.concatenate((ends, ends[even])),
        np.concatenate(((counts - 1) // 2, counts[even] // 2)),
    )
    middle = values[order[selected]]
    medians = middle[: len(starts)]
    # Halved before they are added: the sum of two large numbers may be too large.
    medians[even] = 0.5 * medians[even] + 0.5 * middle[len(starts) :]
    return medians


def _select(ranks: Integers, starts: Integers, ends: Integers, positions: Integers) -> Integers:
    """Return the rank at a position of the sorted ranks of each window.

    The ranks are divided by their bits, the highest first, into those with 0 and behind them those
    with 1, each in their old order: so every window stays a range, of which the half that holds the
    position is followed. (A wavelet matrix: Claude, Navarro and Ordóñez, "The wavelet matrix: An
    efficient wavelet tree for large alphabets", 2015.)

    Parameters
    ----------
    ranks
        int32 of shape (m,), each number below m once.
    starts, ends, positions
        int32 of shape (k,), with ``0 <= position < end - start``.
    """
    selected = np.zeros(len(starts), dtype=np.int32)
    zeros_before = np.zeros(len(ranks) + 1, dtype=np.int32)
    for bit in reversed(range((len(ranks) - 1).bit_length())):
        is_zero = ranks & (1 << bit) == 0
        np.cumsum(is_zero, out=zeros_before[1:])
        zero_starts, zero_ends = zeros_before[starts], zeros_before[ends]
        zeros = zero_ends - zero_starts
        is_one = positions >= zeros
        behind = zeros_before[-1]
        starts = np.where(is_one, starts - zero_starts + behind, zero_starts)
        ends = np.where(is_one, ends - zero_ends + behind, zero_ends)
        positions = np.where(is_one, positions - zeros, positions)
        selected += is_one.astype(np.int32) << np.int32(bit)
        ranks = np.concatenate((ranks[is_zero], ranks[~is_zero]))
    return selected
