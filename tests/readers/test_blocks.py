"""The vectorised reader decodes what a plain protobuf loop decodes, whatever the events hold."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np
import plain_reader
import pytest
from frames import START, event, frame, points_of, read_blocks, scalar, version
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2

from tbtui.readers.templates import TemplateTable

Value = summary_pb2.Summary.Value
FILE = "events.out.tfevents.1"

# TensorBoard reads half precision in a way that numpy 2.5 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:Setting the dtype:DeprecationWarning")

tags = st.sampled_from(["loss", "a", "train/acc", "é", "x" * 60, "y" * 130, "z" * 300, ""])
float32 = st.floats(width=32, allow_nan=True)
steps = st.one_of(st.integers(0, 300), st.integers(-(1 << 63), (1 << 63) - 1))


def tensor_value(tag: str, tensor: tensor_pb2.TensorProto, plugin: str | None) -> Value:
    value = Value(tag=tag, tensor=tensor)
    if plugin is not None:
        value.metadata.plugin_data.plugin_name = plugin
    return value


def _tensors(number: float) -> dict[str, tensor_pb2.TensorProto]:
    dtypes, proto = types_pb2, tensor_pb2.TensorProto
    ones = {"dim": [{"size": 1}, {"size": 1}]}
    small = int(abs(number)) % 100 if math.isfinite(number) else 7
    return {
        "float_val": proto(dtype=dtypes.DT_FLOAT, float_val=[number]),
        "float content": proto(dtype=dtypes.DT_FLOAT, tensor_content=struct.pack("<f", number)),
        "one by one": proto(dtype=dtypes.DT_FLOAT, tensor_shape=ones, float_val=[number]),
        "double_val": proto(dtype=dtypes.DT_DOUBLE, double_val=[number / 3]),
        "double content": proto(dtype=dtypes.DT_DOUBLE, tensor_content=struct.pack("<d", number)),
        "int64_val": proto(dtype=dtypes.DT_INT64, int64_val=[small]),
        "int64 content": proto(dtype=dtypes.DT_INT64, tensor_content=struct.pack("<q", small)),
        "int_val": proto(dtype=dtypes.DT_INT32, int_val=[small]),
        "uint8 content": proto(dtype=dtypes.DT_UINT8, tensor_content=bytes([small])),
        "bool_val": proto(dtype=dtypes.DT_BOOL, bool_val=[bool(small % 2)]),
        "half content": proto(dtype=dtypes.DT_HALF, tensor_content=np.float16(small).tobytes()),
        "half_val": proto(dtype=dtypes.DT_HALF, half_val=[0x3C00]),
    }


@st.composite
def values(draw: st.DrawFn) -> Value:
    tag, number = draw(tags), draw(float32)
    kind = draw(st.sampled_from(["simple", "simple", *_tensors(1.0), "histogram", "string"]))
    if kind == "simple":
        return Value(tag=tag, simple_value=number)
    if kind == "histogram":
        return Value(tag=tag, histo={"min": 0, "max": 1, "bucket_limit": [1], "bucket": [2]})
    if kind == "string":
        text = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[b"text"])
        return tensor_value(tag, text, "text")
    plugin = draw(st.sampled_from(["scalars", None, "third_party"]))
    return tensor_value(tag, _tensors(number)[kind], plugin)


def same(ours: list[tuple[int, float, float]], plain: list[tuple[int, float, float]]) -> bool:
    return np.array_equal(
        np.array(ours, np.float64), np.array(plain, np.float64), equal_nan=True
    ) and [row[0] for row in ours] == [row[0] for row in plain]


@settings(max_examples=150, deadline=None)
@given(events=st.lists(st.tuples(steps, st.lists(values(), max_size=5)), max_size=25))
def test_any_mixture_of_values_is_read_as_protobuf_reads_it(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[int, list[Value]]]
) -> None:
    path = tmp_path_factory.mktemp("run") / FILE
    path.write_bytes(version() + b"".join(event(step, found) for step, found in events))
    file, blocks = read_blocks(path)
    ours, plain = points_of(blocks), plain_reader.by_tag(plain_reader.scalars(path))
    assert ours.keys() == plain.keys()
    assert all(same(ours[tag], plain[tag]) for tag in plain)
    assert [problem for block in blocks for problem in block.problems] == []
    others = sum(v.WhichOneof("value") == "histo" for _, found in events for v in found)
    strings = sum(v.tensor.dtype == types_pb2.DT_STRING for _, found in events for v in found)
    assert sum(len(block.indexed) for block in blocks) == others + strings
    assert file.status.bytes_read == path.stat().st_size


@pytest.mark.parametrize("kind", list(_tensors(1.0)))
def test_every_encoding_of_a_number(kind: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    written = [tensor_value("x", _tensors(2.5 * n)[kind], "scalars") for n in range(1, 6)]
    path.write_bytes(version() + b"".join(event(n, [v]) for n, v in enumerate(written)))
    _, blocks = read_blocks(path)
    assert same(points_of(blocks)["x"], plain_reader.by_tag(plain_reader.scalars(path))["x"])


def test_float32_stays_narrow_and_wider_numbers_become_float64(tmp_path: Path) -> None:
    path = tmp_path / FILE
    wide = _tensors(0.1)["double content"]
    path.write_bytes(
        event(1, [Value(tag="narrow", simple_value=0.1), tensor_value("wide", wide, "scalars")])
    )
    _, [block] = read_blocks(path)
    dtypes = {points.source.tag: points.values.dtype for points in block.points}
    assert dtypes == {"narrow": np.float32, "wide": np.float64}


def test_one_tag_in_narrow_and_wide_form_keeps_its_order(tmp_path: Path) -> None:
    path = tmp_path / FILE
    wide = tensor_value("x", _tensors(0.25)["double content"], "scalars")
    narrow = Value(tag="x", simple_value=0.5)
    path.write_bytes(b"".join(event(n, [wide if n % 3 else narrow]) for n in range(9)))
    _, blocks = read_blocks(path)
    assert [step for step, _, _ in points_of(blocks)["x"]] == list(range(9))


def test_an_event_of_twenty_thousand_values(tmp_path: Path) -> None:
    path = tmp_path / FILE
    found = [Value(tag=f"t{n % 7}", simple_value=n) for n in range(20_000)]
    path.write_bytes(event(3, found))
    _, blocks = read_blocks(path, capacity=1 << 20)
    assert [v for _, _, v in points_of(blocks)["t2"]] == list(range(2, 20_000, 7))


def test_more_templates_than_a_hash_table_has_places_for(tmp_path: Path) -> None:
    path = tmp_path / FILE
    names = [f"layer_{n}/norm" for n in range(3_000)]
    one_round = [event(0, [Value(tag=name, simple_value=n)]) for n, name in enumerate(names)]
    path.write_bytes(b"".join(one_round) * 2)
    table = TemplateTable()
    _, blocks = read_blocks(path, table)
    points = points_of(blocks)
    assert len(table.templates) == 3_000
    assert all([v for _, _, v in points[name]] == [n, n] for n, name in enumerate(names))


def test_a_flipped_bit_in_a_tag_invents_no_curve(tmp_path: Path) -> None:
    path = tmp_path / FILE
    records = [scalar("loss", step, 0.5) for step in range(100)]
    damaged = bytearray(records[40])
    damaged[damaged.index(b"loss")] ^= 0x01
    records[40] = bytes(damaged)
    path.write_bytes(version() + b"".join(records))
    _, blocks = read_blocks(path)
    points = points_of(blocks)
    assert list(points) == ["loss"]
    assert [step for step, _, _ in points["loss"]] == [n for n in range(100) if n != 40]
    [problem] = [problem for block in blocks for problem in block.problems]
    assert problem.offset == len(version()) + sum(map(len, records[:40]))
    assert problem.length == len(damaged)
    assert "checksum" in problem.reason


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(b"\x0a\x03\x0a\x7fx", id="a value that is malformed"),
        pytest.param(b"\xff", id="a field that is none"),
    ],
)
@pytest.mark.parametrize("is_usual", [False, True])
def test_a_flipped_bit_in_a_long_record_invents_no_curve(
    tmp_path: Path, rest: bytes, is_usual: bool
) -> None:
    """Also where the values are walked, or the record is no event any more."""
    values = [
        Value(tag="counter", tensor={"dtype": 3, "int_val": [7]}),
        Value(tag="weights", histo={"max": 1, "bucket_limit": range(200), "bucket": range(200)}),
    ]
    summary = summary_pb2.Summary(value=values).SerializeToString() + rest
    size = bytes([len(summary) & 0x7F | 0x80, len(summary) >> 7])
    unknown = b"" if is_usual else b"\x78\x01"
    record = bytearray(frame(b"\x09" + bytes(7) + b"\x41" + unknown + b"\x2a" + size + summary))
    record[-1] ^= 0x10
    path = tmp_path / FILE
    path.write_bytes(scalar("loss", 1, 0.5) + bytes(record) + scalar("loss", 2, 0.5))
    _, blocks = read_blocks(path)
    assert list(points_of(blocks)) == ["loss"]
    assert not [value for block in blocks for value in block.indexed]
    [problem] = [problem for block in blocks for problem in block.problems]
    assert "checksum" in problem.reason


def test_a_flipped_bit_among_many_scalars_that_are_walked_invents_no_curve(tmp_path: Path) -> None:
    tensor = {"dtype": 3, "int_val": [7]}
    values = [Value(tag=f"counter/{number}", tensor=tensor) for number in range(60)]
    # Behind the summary stands a field that nobody knows.
    payloads = [event(step, values)[12:-4] + b"\x78\x01" for step in (1, 2)]
    sound, damaged = frame(payloads[0]), bytearray(frame(payloads[1]))
    damaged[damaged.index(b"counter/50")] ^= 0x01
    path = tmp_path / FILE
    path.write_bytes(sound + bytes(damaged) + sound)
    _, blocks = read_blocks(path)
    points = points_of(blocks)
    assert set(points) == {f"counter/{number}" for number in range(60)}
    assert [step for step, _, _ in points["counter/3"]] == [1, 1]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        pytest.param(b"\x12\x04\0\0\x80\x3f", None, id="a simple_value with a length"),
        pytest.param(b"\x10\x05", None, id="a simple_value that is a varint"),
        pytest.param(b"\x42\x07\x08\x01\x25\0\0\x80\x3f", 0.0, id="contents of fixed width"),
        pytest.param(b"\x42\x07\x08\x01\x2d\0\0\x80\x3f", 1.0, id="a float_val on its own"),
    ],
)
def test_a_field_of_another_wire_type_is_not_that_field(
    value: bytes, number: float | None, tmp_path: Path
) -> None:
    """As in protobuf, which skips it like a field that it does not know."""
    tagged = b"\x0a\x04loss" + value
    summary = b"\x0a" + bytes([len(tagged)]) + tagged
    wall_time = struct.pack("<d", START)
    for other_time in (b"", b"\x0a\x08" + bytes(8)):
        payload = b"\x09" + wall_time + other_time + b"\x2a" + bytes([len(summary)]) + summary
        path = tmp_path / FILE
        path.write_bytes(frame(payload) * 3)
        _, blocks = read_blocks(path)
        assert event_pb2.Event.FromString(payload).wall_time == START
        assert not [problem for block in blocks for problem in block.problems]
        expected = {} if number is None else {"loss": [(0, START, number)] * 3}
        assert points_of(blocks) == expected


def test_a_record_that_is_no_event_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(scalar("loss", 0, 1.0) + frame(b"\xff" * 40) + scalar("loss", 1, 1.0))
    _, blocks = read_blocks(path)
    assert [step for step, _, _ in points_of(blocks)["loss"]] == [0, 1]
    [problem] = [problem for block in blocks for problem in block.problems]
    assert "not a well-formed event" in problem.reason


def test_everything_else_is_indexed_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / FILE
    image = Value(tag="sample", image={"width": 2, "height": 1, "encoded_image_string": b"png"})
    graph = event_pb2.Event(wall_time=START, step=4, graph_def=b"graph bytes")
    path.write_bytes(version() + event(2, [image]) + frame(graph.SerializeToString()))
    _, [block] = read_blocks(path)
    data = path.read_bytes()
    first, second = block.indexed
    assert (first.kind, first.tag, first.entry.step) == ("images", "sample", 2)
    entry = first.entry
    assert Value.FromString(data[entry.offset : entry.offset + entry.length]) == image
    assert (second.kind, second.tag, second.entry.step) == ("graphs", "__run_graph__", 4)
    entry = second.entry
    assert data[entry.offset : entry.offset + entry.length] == b"graph bytes"


def test_a_record_larger_than_the_buffer_is_indexed_without_reading_it_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / FILE
    big = Value(tag="big", image={"encoded_image_string": bytes(300_000)})
    path.write_bytes(scalar("loss", 1, 0.5) + event(2, [big]) + scalar("loss", 3, 0.25))
    file, blocks = read_blocks(path, capacity=1 << 14)
    assert [step for step, _, _ in points_of(blocks)["loss"]] == [1, 3]
    [value] = [value for block in blocks for value in block.indexed]
    entry = value.entry
    data = path.read_bytes()[entry.offset : entry.offset + entry.length]
    assert Value.FromString(data) == big
    assert file.status.state == "read"


def test_index_entries_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    histogram = Value(tag="weights", histo={"max": 1, "bucket_limit": [1], "bucket": [3]})
    path = tmp_path / FILE
    scalar_first = event(0, [Value(tag="loss", simple_value=1.0), histogram])
    path.write_bytes(version() + scalar_first + event(1, [histogram]) + scalar_first)
    _, blocks = read_blocks(path)
    entries = [value.entry for block in blocks for value in block.indexed]
    assert [entry.step for entry in entries] == [0, 1, 0]
