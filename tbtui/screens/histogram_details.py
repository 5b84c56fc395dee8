"""The statistics of a histogram, and how it changed over the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tbtui.plot.numbers import format_count, format_step, format_value, format_wall_time
from tbtui.plot.sparkline import sparkline
from tbtui.plot.text import escape
from tbtui.screens.text_dialog import Paragraph, TextDialog

if TYPE_CHECKING:
    from tbtui.analysis.histogram_findings import Findings
    from tbtui.readers.histograms import HistogramColumns
    from tbtui.widgets.card_series import CardSeries
    from tbtui.widgets.drift_traces import DriftTraces

LONGEST_NAME = 300
MOST_RUNS = 12
MOST_PROBLEMS = 20
LONGEST_WAIT = 0.1
"""Seconds in which drift is computed before the dialog opens; the rest is left out."""
SPARKLINE_WIDTH = 48

_WORDS = {
    "dead": "dead: almost all values are zero",
    "exploding": "exploding: values far larger than usual, or not finite",
    "vanishing": "vanishing: far less spread than usual",
}


class HistogramDetailsScreen(TextDialog):
    """Statistics of one histogram of each series, drift over all steps, and problems.

    Parameters
    ----------
    marked : sequence of (CardSeries, int)
        Series, and which of their histograms is looked at.
    traces : DriftTraces
    findings : sequence of Findings or None
        What each series looks like, as far as it is known.
    """

    LABEL_WIDTH = 28

    def __init__(
        self,
        marked: Sequence[tuple[CardSeries, int]],
        traces: DriftTraces,
        findings: Sequence[Findings | None],
    ) -> None:
        super().__init__("Histogram")
        self._marked = marked[:MOST_RUNS]
        self._more = len(marked) - len(self._marked)
        self._traces = traces
        self._findings = findings
        traces.advance([series for series, _ in self._marked], LONGEST_WAIT)

    def paragraphs(self) -> Sequence[Paragraph]:
        """Return the facts, run after run."""
        found: list[Paragraph] = []
        for (series, place), findings in zip(self._marked, self._findings, strict=False):
            title = f"{escape(series.tag, LONGEST_NAME)} · {escape(series.run, LONGEST_NAME)}"
            found.append(Paragraph(title, "strong", bold=True))
            found += _statistics(series, place)
            found += _changes(series, place, self._traces, findings)
            found.append(Paragraph(""))
        if self._more:
            found.append(Paragraph(f"and {format_count(self._more)} more runs", "muted"))
        while found and not found[-1].text:
            found.pop()
        return found


def _fact(label: str, value: str, role: str = "text") -> Paragraph:
    return Paragraph(value, role, label=f"  {label}")


def _statistics(series: CardSeries, place: int) -> Iterator[Paragraph]:
    from tbtui.analysis.histogram_statistics import describe_histograms
    from tbtui.readers.histograms import read_histograms

    columns = read_histograms([series.entries[place]])
    described = describe_histograms(columns)
    step = format_step(int(series.steps[place]))
    yield _fact("step", f"{step}, {format_count(place + 1)} of {format_count(len(series.steps))}")
    yield _fact("time", format_wall_time(float(series.wall_times[place])))
    for reason in columns.problems.values():
        yield _fact("problem", escape(reason), "warning")
    yield _fact("count", format_value(float(described.counts[0])))
    yield _fact("buckets", format_count(len(columns.counts)))
    if described.non_finite[0]:
        yield _fact(
            "not finite", f"{format_count(int(described.non_finite[0]))} buckets", "warning"
        )
    if not described.counts[0] > 0:
        return
    yield _fact("min", format_value(float(described.minima[0])))
    yield _fact("max", format_value(float(described.maxima[0])))
    source = "from the sums in the file" if described.from_sums[0] else "from the buckets"
    yield _fact("mean", f"{format_value(float(described.means[0]))} ({source})")
    yield _fact("standard deviation", f"{format_value(float(described.deviations[0]))} ({source})")
    yield _fact("median", format_value(float(described.medians[0])))
    yield _fact("percentiles", _percentiles(columns))
    limit = "" if described.zeros_certain[0] else "at most "
    yield _fact("zeros", f"{limit}{100 * float(described.zero_shares[0]):.2f} %")


def _percentiles(columns: HistogramColumns) -> str:
    from tbtui.analysis.basis_points import BASIS_POINTS, basis_points

    [values] = basis_points(columns)
    return ", ".join(
        f"{point / 100:.3g} %: {format_value(float(value))}"
        for point, value in zip(BASIS_POINTS, values, strict=True)
    )


def _changes(
    series: CardSeries, place: int, traces: DriftTraces, findings: Findings | None
) -> Iterator[Paragraph]:
    from tbtui.analysis.histogram_drift import drifts as drifts_of
    from tbtui.readers.histograms import read_histograms

    if place:
        entries = [series.entries[place - 1], series.entries[place]]
        drift = float(drifts_of(read_histograms(entries))[1])
        yield _fact("drift", f"{format_value(drift)} since the step before")
    drifts = traces.known(series)
    if np.isfinite(drifts).any():
        at = int(np.nanargmax(drifts))
        steps = "all" if len(drifts) == len(series.steps) else f"the first {len(drifts):,}"
        yield _fact(f"drift over {steps} steps", sparkline(drifts, SPARKLINE_WIDTH))
        highest = f"{format_value(float(drifts[at]))} at step {format_step(int(series.steps[at]))}"
        yield _fact("", f"at most {highest}, median {format_value(float(np.nanmedian(drifts)))}")
    if findings is not None and findings.state.value:
        yield _fact("state", _WORDS[findings.state.value], "warning")
