"""Histograms, images and audio as they were before they became tensors."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.legacy import (
    LegacyAudio,
    LegacyImage,
    LegacyValueError,
    audio,
    histogram,
    image,
)
from tbtui.readers.proto.summary import HistogramProto, Summary


def rows(minimum, maximum, limits, counts):
    message = HistogramProto(min=minimum, max=maximum, bucket_limit=limits, bucket=counts)
    return histogram(message.SerializeToString()).rows.tolist()


def test_a_histogram_begins_at_its_least_value_and_ends_at_its_greatest():
    assert rows(0.25, 2.5, [1, 2, 3], [4, 5, 6]) == [[0.25, 1, 4], [1, 2, 5], [2, 2.5, 6]]


def test_literal_bytes():
    data = bytes.fromhex(
        "09 000000000000f03f"  # min: 1.0
        "11 0000000000000840"  # max: 3.0
        "32 10 0000000000000040 0000000000001040"  # bucket_limit: 2.0, 4.0
        "3a 10 000000000000f03f 0000000000000840"  # bucket: 1.0, 3.0
    )
    array = histogram(data).rows
    assert array.dtype == np.float64
    assert array.tolist() == [[1, 2, 1], [2, 3, 3]]


def test_tensorflow_1_with_the_largest_number_as_outermost_limits():
    largest = sys.float_info.max
    limits = [-largest, -1, 0, 1, largest]
    assert rows(-0.5, 0.5, limits, [0, 0, 2, 3, 0]) == [[-0.5, 0, 2], [0, 0.5, 3]]


def test_pytorch_with_an_empty_bucket_before_the_first_value():
    assert rows(2.0, 3.0, [1.9, 2.1, 3.1], [0, 1, 7]) == [[2.0, 2.1, 1], [2.1, 3.0, 7]]


def test_an_empty_bucket_within_stays():
    assert rows(0, 3, [1, 2, 3], [1, 0, 1]) == [[0, 1, 1], [1, 2, 0], [2, 3, 1]]


def test_one_bucket_spans_from_the_least_to_the_greatest_value():
    assert rows(5, 5, [4, 6], [0, 9]) == [[5, 5, 9]]


@pytest.mark.parametrize("counts", [[], [0], [0, 0]])
def test_a_histogram_without_values_has_no_rows(counts):
    message = HistogramProto(bucket_limit=[1] * len(counts), bucket=counts)
    assert histogram(message.SerializeToString()).rows.shape == (0, 3)


def test_no_bucket_runs_backwards():
    # The least value lies right of the first bucket's end, the greatest left of the last one's.
    assert rows(1.5, 1.9, [1, 2, 3], [1, 1, 1]) == [[1, 1, 1], [1, 2, 1], [1.9, 1.9, 1]]


def test_counts_and_edges_are_not_rounded():
    assert rows(0.1, 0.3, [0.2, 0.4], [2**24 + 1, 1]) == [[0.1, 0.2, 2**24 + 1], [0.2, 0.3, 1]]


def test_the_last_edge_may_be_missing_but_no_inner_one():
    assert rows(0, 3, [1, 2], [1, 1, 1]) == [[0, 1, 1], [1, 2, 1], [2, 3, 1]]
    with pytest.raises(LegacyValueError, match="3 buckets but 1 edges"):
        rows(0, 3, [1], [1, 1, 1])


def test_sums_are_known_where_the_writer_said_them():
    message = HistogramProto(num=3, sum=6, sum_squares=14, bucket_limit=[4], bucket=[3])
    assert histogram(message.SerializeToString())[1:] == (3, 6, 14)
    nothing = HistogramProto(bucket_limit=[4], bucket=[3])
    assert np.isnan(histogram(nothing.SerializeToString())[1:]).all()


def test_an_edge_that_is_no_number_stays_one():
    assert np.isnan(rows(np.nan, 2, [1, 2], [1, 1])[0][0])


@st.composite
def histograms(draw):
    """Histograms of values between an ascending list of limits."""
    limits = sorted(draw(st.sets(st.integers(-50, 50), min_size=1, max_size=8)))
    counts = draw(
        st.lists(st.integers(0, 5), min_size=len(limits), max_size=len(limits)).filter(any)
    )
    filled = [index for index, count in enumerate(counts) if count]
    minimum = limits[filled[0]] - 0.5
    maximum = limits[filled[-1]] - 0.25
    return HistogramProto(
        min=minimum, max=maximum, num=sum(counts), bucket_limit=limits, bucket=counts
    )


@given(histograms())
def test_a_sound_histogram_is_tensorboards(message):
    from tensorboard import data_compat
    from tensorboard.compat.proto import summary_pb2
    from tensorboard.util import tensor_util

    value = summary_pb2.Summary.Value(tag="h")
    value.histo.ParseFromString(message.SerializeToString())
    theirs = tensor_util.make_ndarray(data_compat.migrate_value(value).tensor)

    ours = histogram(message.SerializeToString()).rows

    np.testing.assert_array_equal(ours.astype(np.float32), theirs)
    assert (ours[:, 0] <= ours[:, 1]).all()
    assert (ours[1:, 0] == ours[:-1, 1]).all()
    assert ours[:, 2].sum() == message.num


@given(st.builds(
    HistogramProto,
    min=st.floats(), max=st.floats(),
    bucket_limit=st.lists(st.floats(), max_size=6), bucket=st.lists(st.floats(), max_size=6),
))  # fmt: skip
def test_an_unsound_histogram_still_has_three_columns(message):
    try:
        array = histogram(message.SerializeToString()).rows
    except LegacyValueError:
        return
    assert array.shape[1:] == (3,)
    assert not (array[:, 0] > array[:, 1]).any()


def test_an_image():
    message = Summary.Image(height=2, width=3, colorspace=1, encoded_image_string=b"\x89PNG")
    assert image(message.SerializeToString()) == LegacyImage(3, 2, b"\x89PNG")
    assert image(b"") == LegacyImage(0, 0, b"")


def test_a_clip():
    message = Summary.Audio(sample_rate=44100, encoded_audio_string=b"RIFF")
    assert audio(message.SerializeToString()) == LegacyAudio(44100.0, b"RIFF")


@pytest.mark.parametrize(
    ("decode", "reason"), [(histogram, "histogram"), (image, "image"), (audio, "audio")]
)
def test_bytes_that_are_something_else(decode, reason):
    with pytest.raises(LegacyValueError, match=f"the bytes are not (an? )?{reason}"):
        decode(b"\xff\xff")
