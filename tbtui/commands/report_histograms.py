"""What ``tbtui inspect`` says of histograms: the newest one of each tag in numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tbtui.analysis.histogram_statistics import describe_histograms
from tbtui.plot.numbers import format_step, format_value
from tbtui.plot.text import escape
from tbtui.readers.histograms import read_histograms
from tbtui.readers.odd_values import IndexEntry
from tbtui.store.index import IndexedTag


class HistogramReport(NamedTuple):
    """The last histogram of a tag; what does not exist, as nothing is in it, is None.

    ``values`` is what is in all buckets. ``exact_moments`` says whether mean and standard deviation
    come from sums that the writer wrote, and not from the buckets. No more than ``zero_share`` of
    the values are zero; ``exact_zeros`` says whether no fewer are, either. ``non_finite`` counts
    buckets. ``problem`` says why the histogram cannot be decoded.
    """

    buckets: int
    values: float
    minimum: float | None
    maximum: float | None
    mean: float | None
    standard_deviation: float | None
    exact_moments: bool
    median: float | None
    zero_share: float | None
    exact_zeros: bool
    non_finite: int
    problem: str | None


def last_histograms(tags: Sequence[IndexedTag]) -> Mapping[str, HistogramReport]:
    """Report on the last histogram of each tag that has any, by the tag.

    Parameters
    ----------
    tags : sequence of IndexedTag
        Of one run.
    """
    last: dict[str, IndexEntry] = {}
    for indexed in tags:
        entries = indexed.entries()
        if entries:
            last[indexed.tag] = entries[-1]
    # In the order of the files, so that those beside each other are read together.
    names = sorted(last, key=lambda tag: (last[tag].file, last[tag].offset))
    columns = read_histograms([last[tag] for tag in names])
    statistics = describe_histograms(columns)
    return {
        tag: HistogramReport(
            buckets=int(columns.starts[place + 1] - columns.starts[place]),
            values=float(statistics.counts[place]),
            minimum=_known(statistics.minima[place]),
            maximum=_known(statistics.maxima[place]),
            mean=_known(statistics.means[place]),
            standard_deviation=_known(statistics.deviations[place]),
            exact_moments=bool(statistics.from_sums[place]),
            median=_known(statistics.medians[place]),
            zero_share=_known(statistics.zero_shares[place]),
            exact_zeros=bool(statistics.zeros_certain[place]),
            non_finite=int(statistics.non_finite[place]),
            problem=columns.problems.get(place),
        )
        for place, tag in enumerate(names)
    }


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def histogram_remarks(report: HistogramReport) -> Iterator[str]:
    """Yield what a person wants to know of it."""
    if report.problem is not None:
        yield f"the last one cannot be decoded: {escape(report.problem)}"
        return
    is_whole = report.values.is_integer()
    number = format_step(int(report.values)) if is_whole else format_value(report.values)
    yield f"last: {number} values"
    for name, value in (
        ("min", report.minimum),
        ("max", report.maximum),
        ("mean", report.mean),
        ("std", report.standard_deviation),
        ("median", report.median),
    ):
        if value is not None:
            yield f"{name} {format_value(value)}"
    # One wide bucket of many always reaches to zero, which says little.
    if report.zero_share and (report.exact_zeros or report.zero_share > 0.5):
        limit = "" if report.exact_zeros else "at most "
        yield f"{limit}{format_value(100 * report.zero_share)}% zeros"
    if report.non_finite:
        buckets = "bucket" if report.non_finite == 1 else "buckets"
        yield f"{format_step(report.non_finite)} {buckets} not finite"
