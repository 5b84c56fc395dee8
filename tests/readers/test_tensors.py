"""Tensors as writers write them, and as none should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensor_bytes import float_bytes, head, lengthened, shape_field, varint

from tbtui.readers.proto.tensor import TensorProto
from tbtui.readers.tensors import ScalarTensor, TensorError, decode_tensor, scalar_of


def test_strings_are_bytes_whatever_they_hold():
    strings = lengthened(8, b"a") + lengthened(8, b"") + lengthened(8, b"\xff\x00")
    array = decode_tensor(head(7, 3, 1) + strings)

    assert array.dtype == object
    assert array.tolist() == [[b"a"], [b""], [b"\xff\x00"]]


def test_strings_are_repeated_or_empty_like_numbers():
    assert decode_tensor(head(7, 3) + lengthened(8, b"ab")).tolist() == [b"ab"] * 3
    assert decode_tensor(head(7, 2)).tolist() == [b"", b""]
    assert decode_tensor(b"\x08\x07" + lengthened(8, b"text")).item() == b"text"


def test_tensorflows_scalar():
    data = bytes.fromhex("08 01 12 00 22 04 00 00 80 3f")
    array = decode_tensor(data)
    assert array.shape == ()
    assert array.item() == 1.0
    assert scalar_of(data) == ScalarTensor(1.0, wide=False)


def test_a_shape_that_is_left_out_is_that_of_a_scalar():
    assert scalar_of(bytes.fromhex("08 03 38 07")) == ScalarTensor(7.0, wide=True)


def test_a_reference_to_a_type_is_read_as_the_type():
    assert decode_tensor(b"\x08\x65" + shape_field(1) + lengthened(4, float_bytes(2.0))) == [2.0]


def test_a_truth_value_is_any_byte_but_zero():
    array = decode_tensor(head(10, 3) + lengthened(4, b"\x00\x02\xff"))
    assert array.tolist() == [False, True, True]


def test_an_integer_too_large_for_its_type_wraps_around():
    assert decode_tensor(head(6, 1) + lengthened(7, varint(200))).tolist() == [-56]
    assert decode_tensor(head(4, 1) + lengthened(7, varint(-1))).tolist() == [255]


def test_no_elements():
    array = decode_tensor(head(1, 0, 3))
    assert array.shape == (0, 3)
    assert array.dtype == np.float32
    assert decode_tensor(head(7, 0)).dtype == object


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x08", "not a tensor"),
        (b"", "type DT_INVALID"),
        (head(20, 1), "type DT_RESOURCE"),
        (head(21, 1), "type DT_VARIANT"),
        (head(33, 1) + lengthened(4, b"\x01"), "type DT_FLOAT4_E2M1FN"),
        (head(77, 1), "type 77"),
        (b"\x08\x01" + lengthened(2, b"\x18\x01"), "rank is unknown"),
        (head(1, -1), r"shape \[-1\] has a negative size"),
        (head(1, *[1] * 33), "33 dimensions"),
        (head(1, 2) + lengthened(4, bytes(12)), r"shape \[2\] does not fit its 3 elements"),
        (head(1, 2) + lengthened(4, bytes(4)), r"shape \[2\] does not fit its 1 elements"),
        (head(1, 2) + lengthened(5, bytes(12)), r"shape \[2\] does not fit its 3 elements"),
        (head(1, 0) + lengthened(5, bytes(4)), r"shape \[0\] does not fit its 1 elements"),
        (head(1, 1) + lengthened(4, bytes(3)), "3 bytes are no whole number of float32"),
        (head(7, 1) + lengthened(4, b"abc"), "strings as if they were numbers"),
        (head(1, 2**62, 4) + lengthened(5, bytes(4)), "claims 18,446,744,073,709,551,616 elements"),
        (head(1, 2**26 + 1) + lengthened(5, bytes(4)), "claims 67,108,865 elements but holds 1"),
        (head(7, 2**26), "claims 67,108,864 elements but holds 0"),
        (head(1, 0, 2**62), r"shape \[0, 4611686018427387904\] is too large"),
    ],
)
def test_what_cannot_be_decoded_says_why(data, reason):
    with pytest.raises(TensorError, match=reason):
        decode_tensor(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",  # as hparams have it
        head(1, 2) + lengthened(5, bytes(8)),
        head(1, 0),
        head(1, 2**40),
        head(7, 1) + lengthened(8, b"1.0"),
        head(8, 1) + lengthened(9, bytes(8)),
        head(21, 1),
        head(77, 1),
    ],
)
def test_what_is_not_one_number_is_no_scalar(data):
    assert scalar_of(data) is None


def test_a_damaged_scalar_is_an_error_and_not_another_number():
    with pytest.raises(TensorError, match="does not fit"):
        scalar_of(head(1) + lengthened(5, bytes(8)))


@given(st.binary(max_size=60))
def test_any_bytes_give_an_array_or_a_reason(data):
    try:
        array = decode_tensor(data)
    except TensorError:
        return
    assert isinstance(array, np.ndarray)


@st.composite
def odd_tensors(draw):
    """TensorProtos whose parts are sound but need not fit together."""
    message = TensorProto(dtype=draw(st.integers(0, 40)))
    for size in draw(st.lists(st.sampled_from([0, 1, 2, 3, -1, 2**40]), max_size=3)):
        message.tensor_shape.dim.add(size=size)
    message.tensor_content = draw(st.one_of(st.just(b""), st.binary(max_size=16)))
    numbers = st.lists(st.integers(0, 255), max_size=4)
    for field in ("float_val", "double_val", "int_val", "half_val", "int64_val", "scomplex_val"):
        getattr(message, field).extend(draw(numbers))
    message.float8_val = bytes(draw(numbers))
    message.string_val.extend(draw(st.lists(st.binary(max_size=2), max_size=3)))
    return message


@given(odd_tensors())
def test_an_array_always_has_the_shape_that_was_claimed(message):
    try:
        array = decode_tensor(message.SerializeToString())
    except TensorError:
        return
    assert array.shape == tuple(dimension.size for dimension in message.tensor_shape.dim)
    scalar = scalar_of(message.SerializeToString())
    assert scalar is None or array.size == 1


TENSORBOARD_TYPES = [
    "float16", "float32", "float64", "int8", "int16", "int32", "int64",
    "uint8", "uint16", "uint32", "uint64", "bool", "complex64", "complex128",
]  # fmt: skip


# TensorBoard 2.21 sets the type of a half-precision array in a way that NumPy 2.5 deprecates.
@pytest.mark.filterwarnings("ignore:Setting the dtype:DeprecationWarning")
@given(
    dtype=st.sampled_from(TENSORBOARD_TYPES),
    shape=st.lists(st.integers(0, 4), max_size=3),
    pattern=st.binary(min_size=16, max_size=16),
    as_content=st.booleans(),
)
def test_arrays_survive_tensorboards_encoding(dtype, shape, pattern, as_content):
    from tensorboard.util import tensor_util

    count = int(np.prod(shape, dtype=int))
    raw = np.frombuffer((pattern * (count + 1))[: 16 * count], np.uint8)
    written = raw.view("u1" if dtype == "bool" else dtype)[:count].reshape(shape)
    if dtype == "bool":
        written = written > 127
    message = tensor_util.make_tensor_proto(written)
    if as_content:
        for field in [field for field, _ in message.ListFields() if field.name.endswith("_val")]:
            message.ClearField(field.name)
        message.tensor_content = written.tobytes()

    read = decode_tensor(message.SerializeToString())

    assert read.dtype == written.dtype
    assert read.shape == tuple(shape)
    np.testing.assert_array_equal(read, written)
    if message.tensor_content or dtype not in {"uint32", "uint64"}:  # lists it cannot read
        np.testing.assert_array_equal(read, tensor_util.make_ndarray(message))


@given(st.lists(st.lists(st.binary(max_size=5), min_size=2, max_size=2), min_size=1, max_size=4))
def test_strings_survive_tensorboards_encoding(rows):
    from tensorboard.util import tensor_util

    message = tensor_util.make_tensor_proto(np.array(rows, object))
    assert decode_tensor(message.SerializeToString()).tolist() == rows
