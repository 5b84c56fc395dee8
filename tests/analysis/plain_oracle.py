"""What the numbers of charts should be, in plain Python: loops straight from the formulas.

Nothing here is quick or shared with the program. Numbers that need exact sums are fractions.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

Numbers = list[float]
Weights = Callable[[float], float]

NAN = math.nan


def exponential(values: Numbers, weight: float) -> Numbers:
    """TensorBoard's average."""
    if all(value == values[0] for value in values):
        return list(values)
    weight = min(max(weight, 0.0), 1.0)
    result, last, count = [], 0.0, 0
    for value in values:
        if not math.isfinite(value):
            result.append(value)
            continue
        last = last * weight + (1 - weight) * value
        count += 1
        result.append(last / (1.0 if weight == 1 else 1 - weight**count))
    return result


def over_windows(
    values: Numbers, places: Numbers, amount: float, method: str, only: range | None = None
) -> Numbers:
    """Smooth with a window; `only` says for which points, the others keep their values.

    Points without a finite value or place neither change nor count.
    """
    counted = [i for i, v in enumerate(values) if math.isfinite(v) and math.isfinite(places[i])]
    result = list(values)
    if amount <= 0 or not counted or all(value == values[0] for value in values):
        return result
    origin = min(places[i] for i in counted)
    x = {i: float(places[i] - origin) for i in counted}
    half = 0.5 * amount * max(x.values())
    if half == 0:
        return result
    for i in counted if only is None else set(only) & set(counted):
        if method == "gaussian":
            result[i] = gaussian([(x[j] - x[i], values[j]) for j in counted], half / 3)
            continue
        near = [j for j in counted if x[i] - half <= x[j] <= x[i] + half]
        if method == "mean":
            result[i] = math.fsum(values[j] for j in near) / len(near)
        elif method == "median":
            result[i] = quantile(sorted(values[j] for j in near), 0.5)
        else:
            result[i] = parabola_at_zero([((x[j] - x[i]) / half, values[j]) for j in near])
    return result


def gaussian(points: list[tuple[float, float]], deviation: float) -> float:
    weights = [math.exp(-((distance / deviation) ** 2) / 2) for distance, _ in points]
    weighted = (weight * value for weight, (_, value) in zip(weights, points, strict=True))
    return math.fsum(weighted) / math.fsum(weights)


def parabola_at_zero(points: list[tuple[float, float]]) -> float:
    """Exact least squares by the normal equations; a line through two places, a mean on one.

    Places are in half widths of the window: what is too close together there counts as one.
    """
    exact = [(Fraction(x), Fraction(y)) for x, y in points]
    unknowns = distinguishable([x for x, _ in exact])
    rows = [
        [sum(x ** (row + column) for x, _ in exact) for column in range(unknowns)]
        + [sum(x**row * y for x, y in exact)]
        for row in range(unknowns)
    ]
    for pivot in range(unknowns):
        for row in range(pivot + 1, unknowns):
            factor = rows[row][pivot] / rows[pivot][pivot]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[pivot], strict=True)]
    solution = [Fraction(0)] * unknowns
    for row in reversed(range(unknowns)):
        known = sum(rows[row][k] * solution[k] for k in range(row + 1, unknowns))
        solution[row] = (rows[row][unknowns] - known) / rows[row][row]
    return float(solution[0])


def distinguishable(places: list[Fraction]) -> int:
    """Tell whether places determine a parabola (3), a line (2) or no more than a mean (1)."""
    mean = sum(places) / Fraction(len(places))
    m2, m3, m4 = (sum((x - mean) ** k for x in places) / len(places) for k in (2, 3, 4))
    if m2 <= Fraction(1e-12):
        return 1
    return 3 if m4 - m2 * m2 - m3 * m3 / m2 > Fraction(1e-12) else 2


def quantile(ordered: Numbers, fraction: float) -> float:
    position = fraction * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def y_extent(
    all_values: list[Numbers], *, log: bool, ignore_outliers: bool
) -> tuple[float, float] | None:
    together = [value for values in all_values for value in values]
    shown = sorted(v for v in together if math.isfinite(v) and (v > 0 or not log))
    if not shown:
        return None
    if ignore_outliers and len(shown) > 2:
        last = len(shown) - 1
        return shown[math.ceil(0.05 * last)], shown[math.floor(0.95 * last)]
    return shown[0], shown[-1]


def nice_domain(low: float, high: float, *, log: bool) -> tuple[float, float]:
    """TensorBoard's padding, and d3's ``nice`` for ten ticks."""
    if log:
        tiny = math.ulp(0.0)
        return (max(tiny, low / 2), 2 * high) if high > 0 else (tiny, 1.0)
    if low == high:
        if low == 0:
            return -1.0, 1.0
        return (2 * low, 0.0) if low < 0 else (0.0, 2 * low)
    spread = high - low
    low, high = low - 0.05 * spread, high + 0.05 * spread
    previous = None
    for _ in range(10):
        increment = tick_increment(low, high)
        if increment == previous or increment == 0:
            break
        if increment > 0:
            low = math.floor(low / increment) * increment
            high = math.ceil(high / increment) * increment
        else:
            low = math.ceil(low * increment) / increment
            high = math.floor(high * increment) / increment
        previous = increment
    return low, high


def tick_increment(low: float, high: float) -> float:
    """d3: the distance of ticks, or if it is less than 1 the negative of its reciprocal."""
    step = (high - low) / 10
    if step <= 0:
        return 0.0
    power = math.floor(math.log10(step))
    error = step / 10.0**power
    factor = 1
    for limit, larger in ((math.sqrt(2), 2), (math.sqrt(10), 5), (math.sqrt(50), 10)):
        if error >= limit:
            factor = larger
    return factor * 10.0**power if power >= 0 else -(10.0**-power) / factor


def value_at(step: int, steps: list[int], values: Numbers) -> float:
    """The last value at a step, or the straight line between two, or NaN."""
    for i in reversed(range(len(steps))):
        if steps[i] == step:
            return values[i]
    before = [i for i in range(len(steps)) if steps[i] < step]
    behind = [i for i in range(len(steps)) if steps[i] > step]
    if not before or not behind:
        return NAN
    # Of a repeated step the last value counts, on both sides.
    low = before[-1]
    high = max(i for i in behind if steps[i] == steps[behind[0]])
    if not math.isfinite(values[low]) or not math.isfinite(values[high]):
        return NAN
    share = (step - steps[low]) / (steps[high] - steps[low])
    return values[low] + (values[high] - values[low]) * share


def join(steps: list[int], other_steps: list[int], other_values: Numbers) -> Numbers:
    return [value_at(step, other_steps, other_values) for step in steps]


def group(
    members: list[tuple[list[int], Numbers]], center: str, band: str
) -> list[tuple[int, float, float, float, int]]:
    """Step, centre, lower, upper and count at each step of any member."""
    rows = []
    for step in sorted({step for steps, _ in members for step in steps}):
        at_step = (value_at(step, steps, values) for steps, values in members)
        values = sorted(value for value in at_step if math.isfinite(value))
        if not values:
            rows.append((step, NAN, NAN, NAN, 0))
            continue
        mean = math.fsum(values) / len(values)
        middle = mean if center == "mean" else quantile(values, 0.5)
        squares = math.fsum((value - mean) ** 2 for value in values)
        deviation = math.sqrt(squares / (len(values) - 1)) if len(values) > 1 else 0.0
        error = deviation / math.sqrt(len(values))
        lower, upper = {
            "min-max": (values[0], values[-1]),
            "deviation": (middle - deviation, middle + deviation),
            "error": (middle - error, middle + error),
            "quartiles": (quantile(values, 0.25), quantile(values, 0.75)),
            "none": (middle, middle),
        }[band]
        rows.append((step, middle, lower, upper, len(values)))
    return rows


def range_row(
    steps: list[int], values: Numbers, smoothed: Numbers, x: Numbers, left: float, right: float
) -> dict[str, float | None] | None:
    """The range table for an x that never goes back."""
    if not x:
        return None
    first = nearest(x, left)
    last = max(i for i in range(len(x)) if x[i] == x[nearest(x, right)])
    inside = range(first, last + 1)
    finite = [i for i in inside if math.isfinite(smoothed[i])]
    raw = [values[i] for i in inside if math.isfinite(values[i])]
    lowest = min(finite, key=lambda i: smoothed[i], default=None)
    highest = max(finite, key=lambda i: smoothed[i], default=None)
    change = smoothed[last] - smoothed[first]
    if smoothed[first] != 0:
        percent = change / smoothed[first] * 100
    else:
        percent = NAN if change == 0 or math.isnan(change) else math.copysign(math.inf, change)
    return {
        "minimum": NAN if lowest is None else smoothed[lowest],
        "maximum": NAN if highest is None else smoothed[highest],
        "start": smoothed[first],
        "end": smoothed[last],
        "change": change,
        "percent": percent,
        "mean": math.fsum(raw) / len(raw) if raw else NAN,
        "first_step": steps[first],
        "last_step": steps[last],
        "step_at_minimum": None if lowest is None else steps[lowest],
        "step_at_maximum": None if highest is None else steps[highest],
        "points": len(inside),
    }


def nearest(x: Numbers, place: float) -> int:
    """The first of the nearest points."""
    return min(range(len(x)), key=lambda i: abs(x[i] - place))
