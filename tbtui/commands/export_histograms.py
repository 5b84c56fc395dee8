"""``tbtui export --kind histograms``: every bucket in long form, with exact numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.lives import superseded
from tbtui.commands.exact_text import exact_texts
from tbtui.commands.export_forms import Form
from tbtui.plot.text import escape
from tbtui.readers.histograms import HistogramColumns
from tbtui.store.histogram_series import blocks
from tbtui.store.index import IndexedTag

HISTOGRAMS = "histograms"

_FIELDS = ("run", "tag", "step", "wall_time", "left", "right", "count", "superseded")


def exported_histograms(
    series: Iterable[tuple[str, IndexedTag]], form: Form, shown: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield the export as blocks of whole lines, one line for each bucket.

    A histogram without buckets has no lines. What is wrong with one that cannot be decoded is told
    on standard error.

    Parameters
    ----------
    series
        Runs and their histograms, in the order wanted.
    form
        One of the formats.
    shown
        What is done to names first: nothing for a file, escaping for a terminal.
    """
    layout = form.layout(_FIELDS)
    yield layout.header
    for run, indexed in series:
        steps = np.array([entry.step for entry in indexed.entries()], np.int64)
        is_superseded = superseded(steps)
        before_run, before_tag, *_ = layout.before
        names = (
            f"{before_run}{form.quoted(shown(run))}{before_tag}{form.quoted(shown(indexed.tag))}"
        )
        first = 0
        for columns in blocks(indexed):
            count = len(columns.steps)
            for place, reason in columns.problems.items():
                where = f"{escape(run)}, {escape(indexed.tag)}, step {columns.steps[place]}"
                print(f"tbtui: histogram left out: {where}: {escape(reason)}", file=sys.stderr)
            yield _lines(columns, is_superseded[first : first + count], names, form)
            first += count


def _lines(
    columns: HistogramColumns, is_superseded: NDArray[np.bool_], names: str, form: Form
) -> str:
    """Write the buckets of some histograms of one tag."""
    _, before, end = form.layout(_FIELDS)
    to_step, to_wall_time, to_left, to_right, to_count, to_superseded = before[2:]
    lengths = np.diff(columns.starts).tolist()
    heads = [
        f"{names}{to_step}{step}{to_wall_time}{wall_time}{to_left}"
        for step, wall_time in zip(
            exact_texts(columns.steps), form.number_texts(columns.wall_times), strict=True
        )
    ]
    tails = [f"{to_superseded}{'true' if old else 'false'}{end}" for old in is_superseded.tolist()]
    heads_of_buckets = [head for head, n in zip(heads, lengths, strict=True) for _ in range(n)]
    tails_of_buckets = [tail for tail, n in zip(tails, lengths, strict=True) for _ in range(n)]
    return "".join(
        [
            f"{head}{left}{to_right}{right}{to_count}{count}{tail}"
            for head, left, right, count, tail in zip(
                heads_of_buckets,
                form.number_texts(columns.lefts),
                form.number_texts(columns.rights),
                form.number_texts(columns.counts),
                tails_of_buckets,
                strict=True,
            )
        ]
    )
