"""The forms in which writers write histograms, each decoded for many at once.

PyTorch, tensorboardX and TensorFlow 1 write a ``HistogramProto``; TensorFlow 2 and Keras a tensor
of rows. Numbers of fields are those of ``summary.proto``, ``histogram.proto`` and ``tensor.proto``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.wire import FIXED32, FIXED64, LENGTH_DELIMITED, VARINT
from tbtui.readers.wire_columns import Indices, Spans, WalkedMessages, walk_messages

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

_VALUE_FIELDS = {
    2: FIXED32,  # a scalar
    4: LENGTH_DELIMITED,  # an image
    5: LENGTH_DELIMITED,  # a HistogramProto
    6: LENGTH_DELIMITED,  # audio
    8: LENGTH_DELIMITED,  # a tensor
}
_HISTOGRAM_FIELDS = {
    1: FIXED64,  # least value
    2: FIXED64,  # greatest value
    3: FIXED64,  # number of values
    4: FIXED64,  # sum
    5: FIXED64,  # sum of squares
    6: LENGTH_DELIMITED,  # right edges, packed
    7: LENGTH_DELIMITED,  # counts, packed
}
_TENSOR_FIELDS = {1: VARINT, 2: LENGTH_DELIMITED, 4: LENGTH_DELIMITED}
_FLOAT, _DOUBLE = 1, 2
_SIZES = {_FLOAT: 4, _DOUBLE: 8}
_SHAPE_OF_NO_ROWS = np.uint64(int.from_bytes(b"\x12\x02\x08\x00\x12\x02\x08\x03", "little"))
"""A shape of two dimensions, 0 and 3."""


class Known(NamedTuple):
    """Histograms of one form.

    Attributes
    ----------
    places : int64[n]
        Which of the entries they are, ascending.
    lengths : int64[n]
        Numbers of their buckets.
    lefts, rights, counts : float64[m]
        Of all buckets.
    value_counts, sums, square_sums : float64[n]
        How many values there were, their sum and that of their squares; NaN where the writer did
        not say.
    """

    places: Indices
    lengths: Indices
    lefts: Floats
    rights: Floats
    counts: Floats
    value_counts: Floats
    sums: Floats
    square_sums: Floats


def known_forms(data: Bytes, values: Spans) -> list[Known]:
    """Decode what is in a usual form.

    Parameters
    ----------
    data : uint8[m]
    values : Spans
        Of serialized ``Summary.Value`` messages.
    """
    walked = walk_messages(data, values, _VALUE_FIELDS)
    # Of several kinds of value in one message the last one counts, which is not told here.
    kinds = np.add.reduce([walked.present[number] for number in _VALUE_FIELDS], dtype=np.int8)
    is_plain = walked.usual & (kinds == 1)
    is_legacy = is_plain & walked.present[5]
    is_tensor = is_plain & walked.present[8]
    return [
        _legacy(data, np.flatnonzero(is_legacy), walked.spans[5]),
        *_tensors(data, np.flatnonzero(is_tensor), walked.spans[8]),
    ]


def _legacy(data: Bytes, places: Indices, contents: Spans) -> Known:
    walked = walk_messages(data, _chosen(contents, places), _HISTOGRAM_FIELDS)
    edges, counts = walked.spans[6], walked.spans[7]
    edge_bytes, count_bytes = edges.ends - edges.starts, counts.ends - counts.starts
    # There may be an edge less than buckets, as the last one ends at the greatest value.
    is_sound = (edge_bytes % 8 == 0) & (count_bytes % 8 == 0) & (edge_bytes >= count_bytes - 8)
    chosen = np.flatnonzero(walked.usual & is_sound)
    edges, counts = _chosen(edges, chosen), _chosen(counts, chosen)
    kept = _filled(_numbers(data, counts, 8), (counts.ends - counts.starts) // 8)
    bucket_counts = _numbers(data, _within(counts, kept), 8)
    # Where the last edge is missing there are other bytes, which the greatest value replaces.
    rights = _numbers(data, _within(edges, kept), 8)
    lefts = np.empty(len(rights))
    # The right edge of each bucket but the last is the left one of the next.
    lefts[1:] = rights[:-1]
    lengths = kept.ends - kept.starts
    ends = np.cumsum(lengths)
    has_buckets = lengths > 0
    fields = {number: _single(data, walked, number)[chosen] for number in range(1, 6)}
    lefts[(ends - lengths)[has_buckets]] = fields[1][has_buckets]
    rights[ends[has_buckets] - 1] = fields[2][has_buckets]
    backwards = lefts > rights
    lefts[backwards] = rights[backwards]
    told = fields[5] > 0
    return Known(
        places[chosen],
        lengths,
        lefts,
        rights,
        bucket_counts,
        np.where(fields[3] > 0, fields[3], np.nan),
        np.where(told, fields[4], np.nan),
        np.where(told, fields[5], np.nan),
    )


def _filled(counts: Floats, lengths: Indices) -> Spans:
    """Return which buckets remain of each histogram when empty ones at both ends are dropped."""
    ends = np.cumsum(lengths)
    starts = ends - lengths
    (filled,) = np.nonzero(counts > 0)
    first, last = np.searchsorted(filled, starts), np.searchsorted(filled, ends)
    has_any = last > first
    kept = Spans(np.zeros(len(lengths), np.int64), np.zeros(len(lengths), np.int64))
    kept.starts[has_any] = filled[first[has_any]] - starts[has_any]
    kept.ends[has_any] = filled[last[has_any] - 1] + 1 - starts[has_any]
    return kept


def _within(lists: Spans, kept: Spans) -> Spans:
    """Return where entries of packed lists of numbers of 8 bytes lie."""
    return Spans(lists.starts + 8 * kept.starts, lists.starts + 8 * kept.ends)


def _tensors(data: Bytes, places: Indices, contents: Spans) -> list[Known]:
    walked = walk_messages(data, _chosen(contents, places), _TENSOR_FIELDS)
    is_usual = walked.usual & walked.present[1] & walked.present[2] & walked.present[4]
    types = walked.spans[1].starts
    content = walked.spans[4]
    content_bytes = content.ends - content.starts
    known = []
    for element_type, size in _SIZES.items():
        chosen = np.flatnonzero(is_usual & (types == element_type))
        lengths = content_bytes[chosen] // (3 * size)
        shapes = _chosen(walked.spans[2], chosen)
        fits = _are_rows(data, shapes, lengths) & (content_bytes[chosen] == 3 * size * lengths)
        chosen, lengths = chosen[fits], lengths[fits]
        lefts, rights, counts = _numbers(data, _chosen(content, chosen), size).reshape(-1, 3).T
        unknown = np.full(len(chosen), np.nan)
        known.append(
            Known(places[chosen], lengths, lefts, rights, counts, unknown, unknown, unknown)
        )
    return known


def _are_rows(data: Bytes, shapes: Spans, lengths: Indices) -> NDArray[np.bool_]:
    """Tell which serialized shapes are ``[length, 3]``, written in the shortest way.

    Longer ones than 127 rows, whose length takes more than a byte, are not told.
    """
    words: NDArray[np.uint64] = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    expected = _SHAPE_OF_NO_ROWS | (lengths.astype(np.uint64) << np.uint64(24))
    is_short = (lengths < 128) & (shapes.ends - shapes.starts == 8)
    answers: NDArray[np.bool_] = is_short & (words[shapes.starts] == expected)
    return answers


def _chosen(spans: Spans, places: Indices) -> Spans:
    return Spans(spans.starts[places], spans.ends[places])


def _single(data: Bytes, walked: WalkedMessages, number: int) -> Floats:
    """Return a field of 8 bytes of each message, 0 where it is missing."""
    present = walked.present[number]
    numbers = np.zeros(len(present))
    numbers[present] = _numbers(data, _chosen(walked.spans[number], np.flatnonzero(present)), 8)
    return numbers


def _numbers(data: Bytes, lists: Spans, size: int) -> Floats:
    """Return the numbers of ``size`` bytes in several packed lists, one list after the other."""
    view = data.data
    pairs = zip(lists.starts.tolist(), lists.ends.tolist(), strict=True)
    joined = bytearray().join([view[start:end] for start, end in pairs])
    return np.frombuffer(joined, f"<f{size}").astype(np.float64, copy=False)
