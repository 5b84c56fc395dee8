"""What is said below a card: about its step, its bin, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.histogram_statistics import describe_histograms
from tbtui.plot.numbers import format_count, format_step, format_value
from tbtui.plot.text import cell_width

if TYPE_CHECKING:
    from tbtui.widgets.card_parts import CardParts
    from tbtui.widgets.histogram_scene import HistogramSettings

_BETWEEN = " · "
_BESIDE = 4
"""Cells of the frame that a note does not reach."""
_SMALLEST_SHARE = 0.0005
"""Of zeros, below which they are not mentioned."""


def card_note(parts: CardParts, settings: HistogramSettings, step: int | None, width: int) -> str:
    """Return words such as ``step 2 500 · 400 values · -0.36 to 0.38``, as many as there is room.

    Parameters
    ----------
    parts : CardParts
        With at least one series.
    settings : HistogramSettings
    step : int or None
        The step that is marked.
    width : int
        Cells of the card inside its frame.
    """
    if settings.together:
        return _that_fit(_of_runs(parts, settings, step), width)
    if step is None:
        steps = len(parts.series[0].steps)
        return f"{format_count(steps)} step{'' if steps == 1 else 's'}"
    chosen = parts.stack.selected_bin
    return _that_fit(_of_step(parts) if chosen is None else _of_bin(parts, chosen), width)


def _that_fit(words: Sequence[str], width: int) -> str:
    """Join the first words that there is room for."""
    for count in range(len(words), 0, -1):
        note = _BETWEEN.join(words[:count])
        if cell_width(note) <= width - _BESIDE:
            return note
    return ""


def _of_runs(parts: CardParts, settings: HistogramSettings, step: int | None) -> list[str]:
    runs = len(parts.series)
    near = "last steps" if step is None else f"step {format_step(step)}"
    words = [near, f"{format_count(runs)} run{'' if runs == 1 else 's'}"]
    chosen = parts.stack.selected_bin
    if settings.bin is not None and chosen is not None:
        words.append(_range_of(parts, chosen))
    return words


def _range_of(parts: CardParts, chosen: int) -> str:
    edges = parts.stack.edges
    return f"{format_value(float(edges[chosen]))} to {format_value(float(edges[chosen + 1]))}"


def _of_step(parts: CardParts) -> list[str]:
    """Describe a histogram: what matters most comes first."""
    place = parts.stack.selected or 0
    columns = parts.columns
    words = [f"step {format_step(int(columns.steps[place]))}"]
    described = describe_histograms(columns.part(place, place + 1))
    total = float(described.counts[0])
    if not total > 0 and not described.non_finite[0]:
        return [*words, columns.problems.get(place, "no values")]
    words.append(f"{format_count(round(total))} values")
    if described.non_finite[0]:
        count = int(described.non_finite[0])
        words.append(f"{format_count(count)} bucket{'' if count == 1 else 's'} not finite")
    low, high = float(described.minima[0]), float(described.maxima[0])
    if np.isfinite(low):
        words.append(f"{format_value(low)} to {format_value(high)}")
        mean, deviation = float(described.means[0]), float(described.deviations[0])
        words.append(f"mean {format_value(mean)}, std {format_value(deviation)}")
        share = float(described.zero_shares[0])
        if share >= _SMALLEST_SHARE:
            limit = "" if described.zeros_certain[0] else "at most "
            words.append(f"{limit}{100 * share:.1f} % zero")
        words.append(f"median {format_value(float(described.medians[0]))}")
    return words


def _of_bin(parts: CardParts, chosen: int) -> list[str]:
    stack = parts.stack
    place = stack.selected or 0
    counts = stack.counts[place]
    total = float(counts.sum())
    words = [
        f"step {format_step(int(parts.columns.steps[place]))}",
        _range_of(parts, chosen),
        f"count {format_value(float(counts[chosen]))}",
    ]
    if total > 0:
        share = float(counts[chosen]) / total
        below = float(counts[: chosen + 1].sum()) / total
        words.append(f"{100 * share:.1f} %")
        words.append(f"{100 * below:.1f} % up to here")
    return words
