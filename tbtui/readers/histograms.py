"""Decode histograms, many at a time.

What is decoded is TensorBoard's modern form, rows of left edge, right edge and count; the older
``HistogramProto`` is brought into that form as `tbtui.readers.legacy.histogram` does. Histograms
in the forms that writers use are decoded together, column by column; any other one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.entry_batches import read_entries
from tbtui.readers.histogram_forms import Known, known_forms
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.values import TENSOR, walk_value
from tbtui.readers.wire import WireError

if TYPE_CHECKING:
    from tbtui.readers.legacy import LegacyHistogram

Floats = NDArray[np.float64]

LONGEST_HISTOGRAM = 1 << 24
"""Bytes; longer ones are taken for damage."""


class HistogramColumns(NamedTuple):
    """Several histograms, their buckets one after the other.

    Attributes
    ----------
    steps : int64[n]
        In the order of the entries.
    wall_times : float64[n]
        Seconds since 1970, UTC.
    starts : int64[n + 1]
        The buckets of histogram ``i`` are those from ``starts[i]`` up to ``starts[i + 1]``.
    lefts, rights, counts : float64[m]
        Of buckets. Whatever a tensor holds is here; edges of older histograms do not run backwards.
    value_counts, sums, square_sums : float64[n]
        How many values there were, their sum and that of their squares, as the writer says it
        apart from the buckets; NaN where it does not.
    problems : dict of int to str
        Why a histogram could not be decoded, by its place; it has no buckets.
    """

    steps: NDArray[np.int64]
    wall_times: Floats
    starts: NDArray[np.int64]
    lefts: Floats
    rights: Floats
    counts: Floats
    value_counts: Floats
    sums: Floats
    square_sums: Floats
    problems: Mapping[int, str]

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the columns take."""
        columns = (self.lefts, self.rights, self.counts, self.starts, self.steps)
        of_histograms = (self.wall_times, self.value_counts, self.sums, self.square_sums)
        return sum(column.nbytes for column in columns + of_histograms)

    def part(self, first: int, last: int) -> HistogramColumns:
        """Return the histograms from ``first`` up to ``last``, without copying their buckets."""
        buckets = slice(int(self.starts[first]), int(self.starts[last]))
        chosen = slice(first, last)
        return HistogramColumns(
            self.steps[chosen],
            self.wall_times[chosen],
            self.starts[first : last + 1] - self.starts[first],
            self.lefts[buckets],
            self.rights[buckets],
            self.counts[buckets],
            self.value_counts[chosen],
            self.sums[chosen],
            self.square_sums[chosen],
            {i - first: reason for i, reason in self.problems.items() if first <= i < last},
        )

    def take(self, places: NDArray[np.int64]) -> HistogramColumns:
        """Return copies of the histograms at these places, in this order."""
        lengths = np.diff(self.starts)[places]
        starts = _starts(lengths)
        buckets = np.arange(starts[-1]) + np.repeat(self.starts[places] - starts[:-1], lengths)
        reasons = ((i, self.problems.get(place)) for i, place in enumerate(places.tolist()))
        return HistogramColumns(
            self.steps[places],
            self.wall_times[places],
            starts,
            self.lefts[buckets],
            self.rights[buckets],
            self.counts[buckets],
            self.value_counts[places],
            self.sums[places],
            self.square_sums[places],
            {i: reason for i, reason in reasons if reason is not None},
        )


def joined(parts: Sequence[HistogramColumns]) -> HistogramColumns:
    """Return several histograms, and behind them others."""
    if not parts:
        return read_histograms([])
    if len(parts) == 1:
        return parts[0]
    firsts = np.cumsum([0, *(len(part.steps) for part in parts)]).tolist()
    problems = {
        first + place: reason
        for first, part in zip(firsts, parts, strict=False)
        for place, reason in part.problems.items()
    }
    return HistogramColumns(
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.wall_times for part in parts]),
        _starts(np.concatenate([np.diff(part.starts) for part in parts])),
        np.concatenate([part.lefts for part in parts]),
        np.concatenate([part.rights for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.value_counts for part in parts]),
        np.concatenate([part.sums for part in parts]),
        np.concatenate([part.square_sums for part in parts]),
        problems,
    )


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def read_histograms(entries: Sequence[IndexEntry]) -> HistogramColumns:
    """Read and decode the histograms that index entries point to.

    Parameters
    ----------
    entries : sequence of IndexEntry
        Those of one file in a row are read together.
    """
    count = len(entries)
    batch = read_entries(entries, LONGEST_HISTOGRAM)
    problems = dict(batch.problems)
    forms = known_forms(batch.data, batch.spans)
    done = np.zeros(count, np.bool_)
    for form in forms:
        done[form.places] = True
    done[list(problems)] = True
    others = []
    for place in np.flatnonzero(~done).tolist():
        span = slice(int(batch.spans.starts[place]), int(batch.spans.ends[place]))
        try:
            others.append((place, _decode_one(batch.data[span].tobytes())))
        except HistogramError as error:
            problems[place] = str(error)
    if others:
        forms.append(_known(others))
    value_counts, sums, square_sums = np.full((3, count), np.nan)
    for form in forms:
        value_counts[form.places] = form.value_counts
        sums[form.places] = form.sums
        square_sums[form.places] = form.square_sums
    return HistogramColumns(
        np.fromiter((entry.step for entry in entries), np.int64, count),
        np.fromiter((entry.wall_time for entry in entries), np.float64, count),
        *_in_order(count, forms),
        value_counts,
        sums,
        square_sums,
        problems,
    )


class HistogramError(ValueError):
    """A value that is no histogram; the message says why."""


def _decode_one(value_bytes: bytes) -> LegacyHistogram:
    """Decode a ``Summary.Value`` of any form that protobuf allows."""
    from tbtui.readers import legacy, tensors

    try:
        value = walk_value(value_bytes, 0, len(value_bytes))
    except WireError as error:
        raise HistogramError("the bytes are not a value") from error
    content = value_bytes[value.content.start : value.content.end]
    if value.kind == "histograms":
        try:
            return legacy.histogram(content)
        except legacy.LegacyValueError as error:
            raise HistogramError(str(error)) from error
    if value.kind != TENSOR:
        raise HistogramError("it holds neither a histogram nor a tensor")
    try:
        tensor = tensors.decode_tensor(content)
    except tensors.TensorError as error:
        raise HistogramError(str(error)) from error
    if tensor.dtype.kind not in "fiub":
        raise HistogramError("its tensor holds no real numbers")
    if tensor.ndim != 2 or tensor.shape[1] != 3:
        shape = ", ".join(map(str, tensor.shape))
        raise HistogramError(f"its tensor is of shape [{shape}], not rows of three numbers")
    return legacy.LegacyHistogram(tensor.astype(np.float64), np.nan, np.nan, np.nan)


def _known(decoded: Sequence[tuple[int, LegacyHistogram]]) -> Known:
    places, histograms = zip(*decoded, strict=True)
    rows, value_counts, sums, square_sums = zip(*histograms, strict=True)
    lefts, rights, counts = np.concatenate(rows).T
    return Known(
        np.array(places, np.int64),
        np.array([len(one) for one in rows], np.int64),
        lefts,
        rights,
        counts,
        np.array(value_counts),
        np.array(sums),
        np.array(square_sums),
    )


def _in_order(
    count: int, forms: Sequence[Known]
) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Put the buckets of all forms into the order of the entries."""
    lengths = np.zeros(count, np.int64)
    for form in forms:
        lengths[form.places] = form.lengths
    starts = _starts(lengths)
    filled = [form for form in forms if len(form.counts)]
    if len(filled) == 1:
        [form] = filled
        lefts, rights, counts = map(np.ascontiguousarray, (form.lefts, form.rights, form.counts))
        return starts, lefts, rights, counts
    columns = np.empty((3, int(starts[-1])))
    for form in filled:
        shifts = starts[form.places] - _starts(form.lengths)[:-1]
        places = np.arange(len(form.counts)) + np.repeat(shifts, form.lengths)
        columns[:, places] = form.lefts, form.rights, form.counts
    lefts, rights, counts = columns
    return starts, lefts, rights, counts
