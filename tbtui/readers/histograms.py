"""Decode histograms, many at a time.

What is decoded is TensorBoard's modern form, rows of left edge, right edge and count; the older
``HistogramProto`` is brought into that form as `tbtui.readers.legacy.histogram` does. Histograms
in the forms that writers use are decoded together, column by column; any other one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.entry_batches import EntryBatch, read_entries
from tbtui.readers.histogram_forms import Known, known_forms
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.values import TENSOR, walk_value
from tbtui.readers.wire import WireError

Floats = NDArray[np.float64]

LONGEST_HISTOGRAM = 1 << 24
"""Bytes; longer ones are taken for damage."""


class HistogramColumns(NamedTuple):
    """Several histograms, their buckets one after the other.

    Attributes
    ----------
    bounds : int64[n + 1]
        The buckets of histogram ``i`` are those from ``bounds[i]`` up to ``bounds[i + 1]``.
    lefts, rights, counts : float64[m]
        Of buckets. Whatever a tensor holds is here; edges of older histograms do not run backwards.
    sums, square_sums : float64[n]
        Of the values and of their squares, NaN where the writer did not say.
    problems : dict of int to str
        Why a histogram could not be decoded, by its place; it has no buckets.
    """

    bounds: NDArray[np.int64]
    lefts: Floats
    rights: Floats
    counts: Floats
    sums: Floats
    square_sums: Floats
    problems: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the columns take."""
        return sum(column.nbytes for column in self[:6])

    def part(self, first: int, last: int) -> HistogramColumns:
        """Return the histograms from ``first`` up to ``last``, without copying their buckets."""
        buckets = slice(int(self.bounds[first]), int(self.bounds[last]))
        return HistogramColumns(
            self.bounds[first : last + 1] - self.bounds[first],
            self.lefts[buckets],
            self.rights[buckets],
            self.counts[buckets],
            self.sums[first:last],
            self.square_sums[first:last],
            {i - first: reason for i, reason in self.problems.items() if first <= i < last},
        )


def read_histograms(entries: Sequence[IndexEntry]) -> HistogramColumns:
    """Read and decode the histograms that index entries point to.

    Parameters
    ----------
    entries : sequence of IndexEntry
        Those of one file in a row are read together.
    """
    batch = read_entries(entries, LONGEST_HISTOGRAM)
    return decode_histograms(batch)


def decode_histograms(batch: EntryBatch) -> HistogramColumns:
    """Decode histograms.

    Parameters
    ----------
    batch : EntryBatch
        Each entry is a serialized ``Summary.Value``.
    """
    count = len(batch.spans.starts)
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
            decoded = _decode_one(batch.data[span].tobytes())
        except HistogramError as error:
            problems[place] = str(error)
            continue
        others.append((place, decoded))
    if others:
        forms.append(_joined(others))
    sums, square_sums = np.full(count, np.nan), np.full(count, np.nan)
    for form in forms:
        sums[form.places], square_sums[form.places] = form.sums, form.square_sums
    return HistogramColumns(*_in_order(count, forms), sums, square_sums, problems)


class HistogramError(ValueError):
    """A value that is no histogram; the message says why."""


class _Decoded(NamedTuple):
    rows: Floats
    sum: float = np.nan
    square_sum: float = np.nan


def _decode_one(value_bytes: bytes) -> _Decoded:
    """Decode a ``Summary.Value`` of any form that protobuf allows."""
    from tbtui.readers import legacy, tensors

    try:
        value = walk_value(value_bytes, 0, len(value_bytes))
    except WireError as error:
        raise HistogramError("the bytes are not a value") from error
    content = value_bytes[value.content.start : value.content.end]
    if value.kind == "histograms":
        try:
            return _Decoded(legacy.histogram_rows(content), *legacy.histogram_sums(content))
        except legacy.LegacyValueError as error:
            raise HistogramError(str(error)) from error
    if value.kind != TENSOR:
        raise HistogramError("it holds neither a histogram nor a tensor")
    try:
        tensor = tensors.decode_tensor(content)
    except tensors.TensorError as error:
        raise HistogramError(str(error)) from error
    if tensor.dtype.kind not in "fiub" or tensor.ndim != 2 or tensor.shape[1] != 3:
        shape = ", ".join(map(str, tensor.shape))
        raise HistogramError(f"its tensor is of shape [{shape}], not rows of three numbers")
    return _Decoded(tensor.astype(np.float64))


def _joined(decoded: Sequence[tuple[int, _Decoded]]) -> Known:
    lefts, rights, counts = np.concatenate([one.rows for _, one in decoded]).T
    return Known(
        np.array([place for place, _ in decoded], np.int64),
        np.array([len(one.rows) for _, one in decoded], np.int64),
        lefts,
        rights,
        counts,
        np.array([one.sum for _, one in decoded]),
        np.array([one.square_sum for _, one in decoded]),
    )


def _in_order(
    count: int, forms: Sequence[Known]
) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Put the buckets of all forms into the order of the entries."""
    bounds = np.zeros(count + 1, np.int64)
    for form in forms:
        bounds[form.places + 1] = form.lengths
    np.cumsum(bounds, out=bounds)
    filled = [form for form in forms if len(form.counts)]
    if len(filled) == 1:
        [form] = filled
        lefts, rights, counts = map(np.ascontiguousarray, (form.lefts, form.rights, form.counts))
        return bounds, lefts, rights, counts
    columns = np.empty((3, int(bounds[-1])))
    for form in filled:
        shifts = bounds[form.places] - (np.cumsum(form.lengths) - form.lengths)
        places = np.arange(len(form.counts)) + np.repeat(shifts, form.lengths)
        columns[:, places] = form.lefts, form.rights, form.counts
    lefts, rights, counts = columns
    return bounds, lefts, rights, counts
