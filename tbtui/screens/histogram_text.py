"""What histograms hold as text for the clipboard: exact numbers in columns between tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.plot.text import escape

if TYPE_CHECKING:
    from tbtui.readers.histograms import HistogramColumns
    from tbtui.widgets.card_series import CardSeries


def buckets_text(marked: Sequence[tuple[CardSeries, int]]) -> str:
    """Return the buckets of a histogram of each series."""
    from tbtui.commands.exact_text import exact_texts

    lines = ["run\ttag\tstep\tleft\tright\tcount\n"]
    for series, place in marked:
        columns = _read(series, place)
        numbers = (exact_texts(one) for one in (columns.lefts, columns.rights, columns.counts))
        before = _before(series, place)
        lines += ["\t".join((before, *row)) + "\n" for row in zip(*numbers, strict=True)]
    return "".join(lines)


def percentiles_text(marked: Sequence[tuple[CardSeries, int]]) -> str:
    """Return the percentiles of a histogram of each series."""
    from tbtui.analysis.basis_points import BASIS_POINTS, basis_points
    from tbtui.commands.exact_text import exact_texts

    lines = ["run\ttag\tstep\tbasis_point\tvalue\n"]
    for series, place in marked:
        values = exact_texts(basis_points(_read(series, place))[0])
        before = _before(series, place)
        rows = zip(BASIS_POINTS, values, strict=True)
        lines += [f"{before}\t{point}\t{value}\n" for point, value in rows]
    return "".join(lines)


def _read(series: CardSeries, place: int) -> HistogramColumns:
    from tbtui.readers.histograms import read_histograms

    return read_histograms([series.entries[place]])


def _before(series: CardSeries, place: int) -> str:
    return f"{escape(series.run)}\t{escape(series.tag)}\t{series.steps[place]}"
