"""What is said below a card: about its step, its bin, or all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tbtui.plot.numbers import format_count, format_step, format_value

if TYPE_CHECKING:
    from tbtui.widgets.card_parts import CardParts
    from tbtui.widgets.histogram_scene import HistogramSettings


def card_note(parts: CardParts, settings: HistogramSettings, step: int | None) -> str:
    """Return words such as ``step 2 500 · 400 values · -0.36 to 0.38``.

    Parameters
    ----------
    parts : CardParts
        With at least one series.
    settings : HistogramSettings
    step : int or None
        The step that is marked.
    """
    stack, columns = parts.stack, parts.columns
    if step is None and not settings.together:
        steps = len(parts.series[0].steps)
        return f"{format_count(steps)} step{'' if steps == 1 else 's'}"
    place = stack.selected if stack.selected is not None else len(columns.steps) - 1
    words = [f"step {format_step(int(columns.steps[place]))}"]
    counts = stack.counts[place]
    total = float(counts.sum())
    if settings.bin is None or stack.selected_bin is None:
        buckets = slice(int(columns.starts[place]), int(columns.starts[place + 1]))
        if buckets.start == buckets.stop:
            return " · ".join([*words, columns.problems.get(place, "no values")])
        low = float(np.min(columns.lefts[buckets]))
        high = float(np.max(columns.rights[buckets]))
        words.append(f"{format_count(round(float(columns.counts[buckets].sum())))} values")
        words.append(f"{format_value(low)} to {format_value(high)}")
        return " · ".join(words)
    chosen = stack.selected_bin
    low, high = float(stack.edges[chosen]), float(stack.edges[chosen + 1])
    words.append(f"{format_value(low)} to {format_value(high)}")
    words.append(f"count {format_value(float(counts[chosen]))}")
    if total > 0:
        share = float(counts[chosen]) / total
        below = float(counts[: chosen + 1].sum()) / total
        words.append(f"{100 * share:.1f} %")
        words.append(f"{100 * below:.1f} % up to here")
    return " · ".join(words)
