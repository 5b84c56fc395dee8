"""Histograms of all writers, decoded many at a time."""

from __future__ import annotations

import contextlib
import itertools

import numpy as np
import pytest
from google.protobuf.message import DecodeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tensorboard import data_compat
from tensorboard.compat.proto.summary_pb2 import HistogramProto, Summary
from tensorboard.util import tensor_util

from tbtui.readers.histograms import LONGEST_HISTOGRAM, joined, read_histograms
from tbtui.readers.legacy import LegacyValueError, histogram
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.tensors import TensorError, decode_tensor


@pytest.fixture
def written(tmp_path):
    numbers = itertools.count()

    def write(values, gaps=""):
        """Write serialized values into a file, one after the other, with gaps between them."""
        file = tmp_path / str(next(numbers))
        entries, content = [], b""
        for step, value in enumerate(values):
            data = value if isinstance(value, bytes) else value.SerializeToString()
            content += gaps.encode()
            entries.append(IndexEntry(step, 0.5 + step, str(file), len(content), len(data)))
            content += data
        file.write_bytes(content)
        return entries

    return write


def proto(**fields):
    return Summary.Value(tag="h", histo=HistogramProto(**fields))


def tensor(rows, dtype=np.float64):
    array = np.array(rows, dtype).reshape(-1, 3)
    return Summary.Value(tag="h", tensor=tensor_util.make_tensor_proto(array))


def rows_of(columns):
    """The buckets of each histogram, as lists."""
    table = np.stack([columns.lefts, columns.rights, columns.counts], axis=1)
    return [part.tolist() for part in np.split(table, columns.starts[1:-1])]


PROTO = proto(
    min=-1, max=2.5, num=7, sum=3, sum_squares=9, bucket_limit=[-2, 0, 1, 3, 9],
    bucket=[0, 2, 0, 5, 0],
)  # fmt: skip
PROTO_ROWS = [[-1, 0, 2], [0, 1, 0], [1, 2.5, 5]]


def test_an_older_histogram(written):
    columns = read_histograms(written([PROTO]))
    assert rows_of(columns) == [PROTO_ROWS]
    assert columns.steps.tolist() == [0]
    assert columns.wall_times.tolist() == [0.5]
    assert columns.starts.tolist() == [0, 3]
    assert [columns.value_counts[0], columns.sums[0], columns.square_sums[0]] == [7, 3, 9]


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int32])
def test_rows_of_a_tensor(written, dtype):
    columns = read_histograms(written([tensor([[0, 1, 2], [1, 2, 3]], dtype)]))
    assert rows_of(columns) == [[[0, 1, 2], [1, 2, 3]]]
    assert columns.lefts.dtype == np.float64
    assert np.isnan(columns.sums).all()


def test_all_forms_together_stay_in_the_order_of_the_entries(written):
    bfloat16 = tensor_util.make_tensor_proto(np.zeros((1, 3), np.float32))
    bfloat16.dtype, bfloat16.tensor_content = 14, b"\x80\x3f\x00\x40\x40\x40"
    values = [
        tensor([[1, 2, 3]]),
        PROTO,
        tensor([]),
        tensor([[4, 5, 6]] * 200),
        Summary.Value(tag="h", tensor=bfloat16),
        proto(),
        tensor([[7, 8, 9]], np.float32),
    ]
    assert rows_of(read_histograms(written(values, "gap"))) == [
        [[1, 2, 3]], PROTO_ROWS, [], [[4, 5, 6]] * 200, [[1, 2, 3]], [], [[7, 8, 9]],
    ]  # fmt: skip


def test_lists_that_are_not_packed(written):
    packed = PROTO.histo.SerializeToString()
    numbers = PROTO.histo
    loose = packed[: packed.index(b"\x32")]
    for number, values in ((6, numbers.bucket_limit), (7, numbers.bucket)):
        for value in values:
            loose += bytes([number << 3 | 1]) + np.float64(value).tobytes()
    value = Summary.Value(tag="h")
    value.histo.ParseFromString(loose)
    assert value == PROTO
    data = b"\x0a\x01h\x2a" + bytes([len(loose) & 0x7F | 0x80, len(loose) >> 7]) + loose
    assert rows_of(read_histograms(written([data]))) == [PROTO_ROWS]


def test_the_last_value_of_a_message_counts(written):
    both = PROTO.SerializeToString() + tensor([[1, 2, 3]]).SerializeToString()
    scalar = PROTO.SerializeToString() + b"\x15\x00\x00\x80\x3f"
    columns = read_histograms(written([both, scalar]))
    assert rows_of(columns) == [[[1, 2, 3]], []]
    assert list(columns.problems) == [1]


def test_damaged_histograms_are_flagged_and_the_others_stay(written):
    good = PROTO.SerializeToString()
    lacking = proto(bucket_limit=[1], bucket=[1, 1, 1])
    square = Summary.Value(tag="h", tensor=tensor_util.make_tensor_proto(np.zeros((3, 3, 3))))
    text = Summary.Value(tag="h", tensor=tensor_util.make_tensor_proto([[b"a", b"b", b"c"]]))
    false_shape = tensor([[1, 2, 3]])
    false_shape.tensor.tensor_shape.dim[0].size = 2
    values = [good, good[:-1], lacking, square, text, false_shape, good]
    columns = read_histograms(written(values))
    assert columns.problems == {
        1: "the bytes are not a value",
        2: "the histogram has 3 buckets but 1 edges",
        3: "its tensor is of shape [3, 3, 3], not rows of three numbers",
        4: "its tensor holds no real numbers",
        5: "the tensor's shape [2, 3] does not fit its 3 elements",
    }
    assert rows_of(columns) == [PROTO_ROWS, [], [], [], [], [], PROTO_ROWS]


def test_what_cannot_be_fetched_is_flagged(written, tmp_path):
    entries = written([PROTO] * 3)
    others = written([PROTO])
    gone = entries[0]._replace(file=str(tmp_path / "gone"))
    directory = entries[0]._replace(file=str(tmp_path))
    too_long = entries[1]._replace(length=LONGEST_HISTOGRAM + 1)
    beyond = entries[2]._replace(offset=entries[2].offset + 1)
    columns = read_histograms([gone, entries[0], too_long, beyond, directory, *others])
    assert columns.problems == {
        0: "its file cannot be read: No such file or directory",
        2: "it has 16,777,217 bytes, more than 16,777,216",
        3: "its file became shorter",
        4: "its file is no regular file any more",
    }
    assert rows_of(columns) == [[], PROTO_ROWS, [], [], [], PROTO_ROWS]


def test_none_at_all():
    columns = read_histograms([])
    assert columns.starts.tolist() == [0]
    assert len(columns.steps) == len(columns.lefts) == 0


def test_parts_joined_and_taken_are_the_same_histograms(written):
    broken = PROTO.SerializeToString()[:-1]
    columns = read_histograms(written([PROTO, tensor([[1, 2, 3]]), broken, tensor([])]))
    first, second = columns.part(0, 1), columns.part(1, 4)
    assert rows_of(second) == [[[1, 2, 3]], [], []]
    again = joined([first, second])
    assert rows_of(again) == rows_of(columns)
    assert again.problems == columns.problems
    assert again.steps.tolist() == [0, 1, 2, 3]
    taken = columns.take(np.array([2, 0]))
    assert rows_of(taken) == [[], PROTO_ROWS]
    assert taken.problems == {0: columns.problems[2]}
    assert taken.value_counts[1] == 7


NUMBERS = st.floats(width=32)


@st.composite
def protos(draw):
    count = draw(st.integers(0, 5))
    return proto(
        min=draw(NUMBERS), max=draw(NUMBERS), num=count,
        bucket_limit=draw(st.lists(NUMBERS, min_size=count, max_size=count)),
        bucket=draw(st.lists(NUMBERS, min_size=count, max_size=count)),
    )  # fmt: skip


@st.composite
def tensors(draw):
    rows = draw(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=4))
    return tensor(rows, draw(st.sampled_from([np.float32, np.float64])))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(protos() | tensors(), max_size=6))
def test_decoded_as_tensorboard_does(tmp_path_factory, values):
    file = tmp_path_factory.mktemp("values") / "file"
    parts = [value.SerializeToString() for value in values]
    file.write_bytes(b"".join(parts))
    offsets = np.cumsum([0, *map(len, parts)]).tolist()
    columns = read_histograms(
        [IndexEntry(0, 0.0, str(file), *where) for where in zip(offsets, map(len, parts))]  # noqa: B905
    )
    assert not columns.problems
    for value, ours in zip(values, rows_of(columns), strict=bool(values)):
        migrated = data_compat.migrate_value(value)
        theirs = tensor_util.make_ndarray(migrated.tensor).astype(np.float64)
        if value.WhichOneof("value") == "histo":
            backwards = theirs[:, 0] > theirs[:, 1]
            theirs[backwards, 0] = theirs[backwards, 1]
        np.testing.assert_array_equal(np.reshape(ours, (-1, 3)), theirs)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_bytes_are_decoded_or_flagged(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "mutated"
    content = bytearray(
        data.draw(st.sampled_from([PROTO, tensor([[1, 2, 3]] * 4)])).SerializeToString()
    )
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content)
    entry = IndexEntry(0, 0.0, str(file), 0, len(content))
    columns = read_histograms([entry, entry])
    assert columns.starts[2] == 2 * columns.starts[1]
    assert list(columns.problems) in ([], [0, 1])
    try:
        value = Summary.Value.FromString(bytes(content))
    except DecodeError:
        return
    expected = None
    with contextlib.suppress(LegacyValueError, TensorError):
        if value.WhichOneof("value") == "histo":
            expected = histogram(value.histo.SerializeToString()).rows
        elif value.WhichOneof("value") == "tensor":
            expected = decode_tensor(value.tensor.SerializeToString())
    if expected is None or expected.shape[1:] != (3,):
        assert columns.problems
    else:
        ours = np.reshape(rows_of(columns)[1], (-1, 3))
        np.testing.assert_array_equal(ours, expected.astype(np.float64))
