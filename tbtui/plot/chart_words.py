"""A chart in words, for logs, scripts and whoever cannot see it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tbtui.analysis.description import NotFinite, Point, SeriesDescription
from tbtui.analysis.trend import Leg, Shape, Trend
from tbtui.plot.numbers import format_duration, format_step, format_value
from tbtui.plot.text import escape

_MOST_LISTED = 5
_LITTLE_NOISE = 0.1
_BEYOND_NOISE = 4.0

NamedDescription = tuple[str, SeriesDescription]


def chart_words(tag: str, runs: Sequence[NamedDescription], smoothing: float = 0.0) -> str:
    """Say what a chart shows: a line on the whole of it, and one on each run.

    Parameters
    ----------
    tag
        As it is in the file; it is escaped here, and so are the names of runs.
    runs
        Names and descriptions, at least one.
    smoothing
        The weight by which the described values were smoothed; 0 for none.
    """
    lines = [f"{escape(tag)}: {_overview(runs, smoothing)}"]
    lines += [f"  {_run(name, one)}: {series_words(one)}" for name, one in runs]
    return "\n".join(lines) + "\n"


def series_words(description: SeriesDescription) -> str:
    """Say in a few sentences what a series does; the first one starts in lower case."""
    if description.point_count == 0:
        return "has no points."
    sentences = [*_course(description), *_not_finite(description), *_history(description)]
    return " ".join(f"{sentence}." for sentence in sentences)


def _run(name: str, description: SeriesDescription) -> str:
    count = description.point_count
    return f"{escape(name)} ({format_step(count)} points)" if count > 1 else escape(name)


def _overview(runs: Sequence[NamedDescription], smoothing: float) -> str:
    known = [description for _, description in runs if description.point_count]
    parts = ["1 run" if len(runs) == 1 else f"{format_step(len(runs))} runs"]
    if known:
        first = min(one.first_step for one in known if one.first_step is not None)
        last = max(one.last_step for one in known if one.last_step is not None)
        parts.append(_step(last) if first == last else f"steps {_bare(first)} to {_bare(last)}")
    if smoothing > 0.0:
        parts.append(f"smoothed by {smoothing:g}")
    return ", ".join(parts) + "." + "".join(f" {one}." for one in _comparison(runs))


def _comparison(runs: Sequence[NamedDescription]) -> Iterator[str]:
    """Say which runs end lowest and highest, which not in a number, and where they end."""
    for ending in ("NaN", "infinite", "minus infinity"):
        names = [escape(name) for name, one in runs if _ending(one) == ending]
        if names and len(runs) > 1:
            yield f"The last value is {ending} in {_listed(names)}"
    last = [(one.last, name) for name, one in runs if one.last and not _ending(one)]
    if len(last) < 2:
        return
    lowest = min(last, key=lambda end: end[0].value)
    highest = max(last, key=lambda end: end[0].value)
    if lowest[0].value == highest[0].value:
        yield f"All end at {format_value(lowest[0].value)}"
    else:
        yield (
            f"Lowest at the end is {escape(lowest[1])} with {format_value(lowest[0].value)}, "
            f"highest {escape(highest[1])} with {format_value(highest[0].value)}"
        )
    ends = [point.step for point, _ in last]
    if min(ends) != max(ends):
        yield f"Their last steps are from {_bare(min(ends))} to {_bare(max(ends))}"


def _listed(names: Sequence[str]) -> str:
    """Write a few names, and how many more there are."""
    shown = names[:_MOST_LISTED]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {format_step(more)} more"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _course(description: SeriesDescription) -> Iterator[str]:
    """Say where the finite values go, and which is the last, the lowest and the highest."""
    last, trend = description.last, description.trend
    if last is None or trend is None:
        yield "has no finite value"
        return
    if description.point_count == 1:
        yield f"has a single value, {_value_at(last)}"
        return
    if trend.shape is Shape.CONSTANT:
        yield f"stays at {format_value(last.value)}"
        return
    yield _movement(description, trend)
    yield _landmarks(description)


def _movement(description: SeriesDescription, trend: Trend) -> str:
    if trend.shape is Shape.FLAT:
        return f"shows no trend around {format_value(trend.level)}"
    if trend.shape is Shape.OSCILLATING:
        turns = len(trend.legs) - 1
        return f"goes up and down, turning {turns} times, around {format_value(trend.level)}"
    first_leg, *other_legs = trend.legs
    words = f"{_way(first_leg)} from {_start(description, trend)}"
    for leg in other_legs:
        level = format_value(leg.first) if trend.is_exact else f"about {format_value(leg.first)}"
        step = _when(leg.first_step, description, trend)
        words += f" to {level} by {step}, then {_way(leg)}"
    words += f" to {_end(description, trend)}"
    if trend.mostly_by is not None:
        words += f", most of it by {_when(trend.mostly_by, description, trend)}"
    if trend.settled_since is not None:
        words += f", with little change since {_when(trend.settled_since, description, trend)}"
    return words


def _way(leg: Leg) -> str:
    return "rose" if leg.last > leg.first else "fell"


def _start(description: SeriesDescription, trend: Trend) -> str:
    leg = trend.legs[0]
    return _value_or_level(description.first, leg.first, leg.first - leg.last, trend.noise)


def _end(description: SeriesDescription, trend: Trend) -> str:
    leg = trend.legs[-1]
    return _value_or_level(description.last, leg.last, leg.last - leg.first, trend.noise)


def _value_or_level(point: Point | None, level: float, way: float, noise: float) -> str:
    """Tell the very value at the end of a leg, or the level there if the value is mostly noise.

    Parameters
    ----------
    point, level
        The value and the level.
    way
        From the other end of the leg to this one.
    noise
        The standard deviation of values around the level.
    """
    if point is not None and (point.value - level) * way >= 0.0:
        beyond = abs(point.value - level)
        if noise <= _LITTLE_NOISE * abs(way) or beyond > _BEYOND_NOISE * noise:
            return format_value(point.value)
    return f"about {format_value(level)}"


def _landmarks(description: SeriesDescription) -> str:
    names: dict[Point, list[str]] = {}
    named = (
        ("last finite" if _ending(description) else "last", description.last),
        ("lowest", description.lowest),
        ("highest", description.highest),
    )
    for name, point in named:
        if point is not None:
            names.setdefault(point, []).append(name)
    return ", ".join(
        f"{' and '.join(told)} {_value_at(point)}" for point, told in names.items()
    ).capitalize()


def _ending(description: SeriesDescription) -> str | None:
    """Return what a series ends in that is no number, or None if it ends in one."""
    for kind in description.not_finite:
        if kind.last_ones_since is not None:
            return _name_of(kind)
    return None


def _name_of(kind: NotFinite) -> str:
    return {math.inf: "infinite", -math.inf: "minus infinity"}.get(kind.value, "NaN")


def _not_finite(description: SeriesDescription) -> Iterator[str]:
    for kind in description.not_finite:
        yield _not_finite_words(kind, _name_of(kind), description)


def _not_finite_words(kind: NotFinite, name: str, description: SeriesDescription) -> str:
    if kind.how_many == description.point_count:
        return f"All are {name}" if kind.how_many > 1 else f"It is {name}"
    if kind.how_many == 1:
        return f"One value is {name}, at {_step(kind.first_step)}"
    if kind.last_ones_since is None:
        return f"{format_step(kind.how_many)} values are {name}, first at {_step(kind.first_step)}"
    if kind.last_ones_since == description.last_step:
        return (
            f"{format_step(kind.how_many)} values are {name}, first at {_step(kind.first_step)}, "
            "and so is the last"
        )
    if kind.last_ones_since == kind.first_step:
        return f"All {format_step(kind.how_many)} values since {_step(kind.first_step)} are {name}"
    return (
        f"{format_step(kind.how_many)} values are {name}, first at {_step(kind.first_step)}, "
        f"and all since {_step(kind.last_ones_since)}"
    )


def _history(description: SeriesDescription) -> Iterator[str]:
    """Say what happened beside the values: restarts, gaps, pauses."""
    if description.last_restart_step is not None:
        count = description.restarts
        times = {1: "once", 2: "twice, last"}.get(count, f"{count} times, last")
        again = _counted(description.superseded, "point")
        yield f"Restarted {times} at {_step(description.last_restart_step)}, superseding {again}"
    if description.point_count > 1 and description.first_step == description.last_step:
        yield f"All points have {_step(description.last_step or 0)}"
    pauses = set(description.pauses)
    for gap in description.step_gaps:
        span = f"between step {_bare(gap.first_step)} and {_bare(gap.last_step)}"
        duration = f", for {format_duration(gap.seconds)}" if gap in pauses else ""
        yield f"No points {span}{duration}"
    for pause in description.pauses:
        if pause not in description.step_gaps:
            span = f"between step {_bare(pause.first_step)} and {_bare(pause.last_step)}"
            yield f"Paused for {format_duration(pause.seconds)} {span}"


def _value_at(point: Point) -> str:
    return f"{format_value(point.value)} at {_step(point.step)}"


def _counted(count: int, noun: str) -> str:
    return f"{format_step(count)} {noun}" + ("" if count == 1 else "s")


def _step(step: int) -> str:
    return f"step {format_step(step)}"


def _bare(step: int) -> str:
    return format_step(step)


def _when(step: int, description: SeriesDescription, trend: Trend) -> str:
    """Name a step in two digits, counted from the first step, unless it is known exactly."""
    steps = step - (description.first_step or 0)
    unit = 10 ** max(0, len(str(steps)) - 2)
    if trend.is_exact or unit == 1:
        return _step(step)
    return f"about {_step(round(step / unit) * unit)}"
