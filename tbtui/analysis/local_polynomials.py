"""Averages and parabolas fitted to sliding windows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tbtui.analysis.sliding_windows import (
    SlidingWindows,
    WindowsAtBorders,
    distinct_in_windows,
    windows_at_borders,
)

Floats = npt.NDArray[np.float64]

# In half widths of a window: points closer than a millionth of it determine no line, and three
# closer than about a thousandth no parabola that could be told from rounding errors.
_NEGLIGIBLE = 1e-12


def window_means(values: Floats, windows: SlidingWindows) -> Floats:
    """Return the mean of the values in each window.

    Parameters
    ----------
    values
        Finite, float64 of shape (n,).
    windows
        One for each value.
    """
    sums = np.empty(len(values))
    for part in windows_at_borders(windows):
        sums[part.points] = part.sums(*part.blocks(values))
    return sums / (windows.ends - windows.starts)


def window_parabolas(x: Floats, values: Floats, windows: SlidingWindows, half: float) -> Floats:
    """Fit a parabola to each window and return where it passes its point.

    These are the filters of Savitzky and Golay ("Smoothing and Differentiation of Data by
    Simplified Least Squares Procedures", 1964) of degree two, for any spacing. With the deviations
    ``d = x - mean(x)`` in a window, their mean powers ``m2, m3, m4``, and the mean products
    ``p1 = mean(d * y)`` and ``p2 = mean((d * d - m2) * y)``, the least squares parabola is::

        mean(y) + slope * d + bend * (d * d - m2 - m3 / m2 * d)
        slope = p1 / m2
        bend = (p2 - m3 * slope) / (m4 - m2 * m2 - m3 * m3 / m2)

    Parameters
    ----------
    x
        Finite, never falling, float64 of shape (n,).
    values
        Finite, float64 of shape (n,).
    windows
        One for each point.
    half
        Half of the width of the windows, more than 0.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,). Windows with two different x get a straight line, those with one the
        mean; so do those where ``m2``, or the divisor of `bend`, is next to nothing beside `half`.
    """
    fitted = np.empty(len(values))
    distinct = distinct_in_windows(x, windows)
    for part in windows_at_borders(windows):
        counts = (windows.ends[part.points] - windows.starts[part.points]).astype(np.float64)
        fitted[part.points] = _fit(part, counts, distinct[part.points], x, values, half)
    return fitted


def _fit(
    part: WindowsAtBorders,
    counts: Floats,
    distinct: npt.NDArray[np.int64],
    x: Floats,
    values: Floats,
    half: float,
) -> Floats:
    # Places are measured from the border that a window touches, in half widths: -2 to 2.
    origins = x[np.minimum(part.borders, len(x) - 1)]
    before, behind = part.blocks(x)
    before = (before - origins[:, np.newaxis]) / half
    behind = (behind - origins[:, np.newaxis]) / half
    own = (x[part.points] - origins[part.rows]) / half
    y_before, y_behind = part.blocks(values)

    powers = []
    products = [part.sums(y_before, y_behind) / counts]
    power_before, power_behind = before, behind
    for degree in range(1, 5):
        powers.append(part.sums(power_before, power_behind) / counts)
        if degree <= 2:
            sums = part.sums(power_before * y_before, power_behind * y_behind)
            products.append(sums / counts)
        power_before = power_before * before
        power_behind = power_behind * behind
    return _parabola_at(own, powers, products, distinct)


def _parabola_at(
    own: Floats, powers: list[Floats], products: list[Floats], distinct: npt.NDArray[np.int64]
) -> Floats:
    """Solve the equations above, from mean powers ``u ** k`` and mean products ``u ** k * y``."""
    center, u2, u3, u4 = powers
    mean, uy, uuy = products
    # From powers of u to those of d = u - center.
    m2 = u2 - center * center
    m3 = u3 - center * (3.0 * u2 - 2.0 * center * center)
    m4 = u4 - center * (4.0 * u3 - center * (6.0 * u2 - 3.0 * center * center))
    p1 = uy - center * mean
    p2 = uuy - 2.0 * center * uy + (center * center - m2) * mean
    d = own - center

    has_slope = (distinct >= 2) & (m2 > _NEGLIGIBLE)
    m2 = np.where(has_slope, m2, 1.0)
    slope = np.where(has_slope, p1 / m2, 0.0)
    skew = m3 / m2
    spread = m4 - m2 * m2 - m3 * skew
    has_bend = has_slope & (distinct >= 3) & (spread > _NEGLIGIBLE)
    bend = (p2 - m3 * slope) / np.where(has_bend, spread, 1.0)
    bend = np.where(has_bend, bend, 0.0)
    fitted: Floats = mean + slope * d + bend * (d * d - m2 - skew * d)
    return fitted
