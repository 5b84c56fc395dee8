"""Our own event files: the same bytes as the well-known writers', and readable by TensorBoard."""

from __future__ import annotations

import math
import struct
import time

import numpy as np
import pytest
from google.protobuf import struct_pb2
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2
from tensorboard.plugins.hparams import api_pb2, metadata
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData, SessionStartInfo

from tbtui.readers.event_writer import EventWriter

SETTINGS = {"lr": 0.5, "warm": False, "optimizer": "adam"}
NAME = "events.out.tfevents.1700000000.host"


def payloads(content):
    """The records of a file, without looking at any checksum."""
    position = 0
    found = []
    while position < len(content):
        (length,) = struct.unpack_from("<Q", content, position)
        found.append(content[position + 12 : position + 12 + length])
        position += 12 + length + 4
    return found


def hparams_data(payload):
    """What TensorBoard reads of an event of the hparams plugin."""
    (value,) = event_pb2.Event.FromString(payload).summary.value
    assert value.tag.startswith("_hparams_/")
    assert value.metadata.plugin_data.plugin_name == metadata.PLUGIN_NAME
    assert value.tensor == metadata.NULL_TENSOR
    return HParamsPluginData.FromString(value.metadata.plugin_data.content)


@pytest.fixture
def written(tmp_path):
    """Call a writer's method and return the payload of the record that it wrote."""

    def write(method, *arguments):
        path = tmp_path / NAME
        with EventWriter(path, wall_time=1.0) as writer:
            getattr(writer, method)(*arguments)
        content = path.read_bytes()
        path.unlink()
        _, payload = payloads(content)
        return payload

    return write


def test_a_file_begins_with_its_version_and_its_writer(tmp_path):
    path = tmp_path / NAME
    EventWriter(path, wall_time=1.0).close()

    (payload,) = payloads(path.read_bytes())
    assert payload == (
        bytes.fromhex("09 000000000000f03f")
        + b"\x1a\x0dbrain.Event:2"
        + b"\x52\x1c\x0a\x1atbtui.readers.event_writer"
    )


def test_a_frame_has_the_checksums_of_its_length_and_of_its_payload(tmp_path):
    path = tmp_path / NAME
    with EventWriter(path, wall_time=1.0) as writer:
        # Checksums that another implementation of CRC-32C gave.
        writer.write_record(b"\0" * 24)
        writer.write_record(b"")

    frames = path.read_bytes()[12 + 54 + 4 :]
    assert frames[:12] == bytes.fromhex("1800000000000000 a37f4b22")
    assert frames[12:36] == bytes(24)
    assert frames[40:] == bytes.fromhex("0000000000000000 29039807 d8ea82a2")


def test_a_scalar(written):
    assert written("add_scalar", "loss", 0.5, 7, 1.0) == bytes.fromhex(
        "09 000000000000f03f"  # wall_time: 1.0
        "10 07"  # step: 7
        "2a 0d 0a 0b"  # summary, with one value
        "0a 04 6c6f7373"  # tag: "loss"
        "15 0000003f"  # simple_value: 0.5
    )


def test_what_is_zero_is_left_out_except_the_value(written):
    assert written("add_scalar", "", 0.0, 0, 0.0) == bytes.fromhex("2a 07 0a 05 15 00000000")


def test_a_negative_step_takes_ten_bytes(written):
    payload = written("add_scalar", "a", 0.0, -1, 1.0)
    assert payload[9:20] == bytes.fromhex("10 ffffffffffffffffff01")


def test_several_scalars_in_one_event(written):
    assert written("add_scalars_event", {"a": 1.0, "b": 2.0}, 1, 1.0)[9:] == bytes.fromhex(
        "10 01 2a 14  0a 08 0a0161 15 0000803f  0a 08 0a0162 15 00000040"
    )


def test_tensorflows_scalar(written):
    # The record that TensorFlow 2.21 wrote for tf.summary.scalar("acc", 0.0, step=0).
    assert written(
        "add_tensor_scalar",
        "acc",
        0.0,
        0,
        struct.unpack("<d", bytes.fromhex("f034e6092bc0da41"))[0],
    ) == bytes.fromhex(
        "09f034e6092bc0da412a200a1e0a03616363420a080112002204000000004a0b0a090a077363616c617273"
    )


def test_a_histogram(written):
    assert written("add_histogram", "h", [[0.0, 1.0, 2.0]], 1, 1.0)[13:] == (
        bytes.fromhex("0a 3b 0a0168")
        + bytes.fromhex("42 26 0802 12 08 12020801 12020803 22 18")
        + struct.pack("<3d", 0.0, 1.0, 2.0)
        + b"\x4a\x0e\x0a\x0c\x0a\x0ahistograms"
    )


def test_a_session_start(written):
    assert hparams_data(written("add_session_start", SETTINGS, 2.0)) == HParamsPluginData(
        session_start_info=SessionStartInfo(
            hparams={
                "lr": struct_pb2.Value(number_value=0.5),
                "warm": struct_pb2.Value(bool_value=False),
                "optimizer": struct_pb2.Value(string_value="adam"),
            },
            start_time_secs=2.0,
        )
    )


def test_an_experiment(written):
    assert hparams_data(written("add_experiment", SETTINGS, ["loss"], 2.0)) == HParamsPluginData(
        experiment=api_pb2.Experiment(
            hparam_infos=[
                api_pb2.HParamInfo(name="lr", type="DATA_TYPE_FLOAT64"),
                api_pb2.HParamInfo(name="warm", type="DATA_TYPE_BOOL"),
                api_pb2.HParamInfo(name="optimizer", type="DATA_TYPE_STRING"),
            ],
            metric_infos=[api_pb2.MetricInfo(name=api_pb2.MetricName(tag="loss"))],
        )
    )


@pytest.mark.parametrize(
    ("value", "stored"),
    [(1e39, math.inf), (-1e39, -math.inf), (math.inf, math.inf), (0.1, float(np.float32(0.1)))],
)
def test_numbers_become_float32(written, value, stored):
    payload = written("add_scalar", "a", value, 0, 1.0)
    assert struct.unpack("<f", payload[-4:]) == (stored,)


def test_numpy_numbers_are_as_good_as_pythons(written):
    ours = written("add_scalar", "a", np.float32(0.25), np.int64(-3), np.float64(1.0))
    assert ours == written("add_scalar", "a", 0.25, -3, 1.0)


tags = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
steps = st.integers(-(2**63), 2**63 - 1)
wall_times = st.floats(allow_nan=False)
float32 = st.floats(width=32)


@given(values=st.dictionaries(tags, float32, min_size=1), step=steps, wall_time=wall_times)
def test_scalars_are_the_bytes_that_protobuf_writes(tmp_path_factory, values, step, wall_time):
    from tensorboard.compat.proto import event_pb2

    expected = event_pb2.Event(wall_time=wall_time, step=step)
    for tag, value in values.items():
        expected.summary.value.add(tag=tag, simple_value=value)

    path = tmp_path_factory.mktemp("scalars") / NAME
    with EventWriter(path) as writer:
        writer.add_scalars_event(values, step, wall_time)
    assert payloads(path.read_bytes())[1] == expected.SerializeToString()


@given(
    tag=tags,
    rows=st.lists(st.tuples(st.floats(), st.floats(), st.floats()), max_size=5),
    text=tags,
    number=float32,
    step=steps,
)
def test_tensors_are_the_bytes_that_protobuf_writes(
    tmp_path_factory, tag, rows, text, number, step
):
    from tensorboard.compat.proto import event_pb2

    def event(plugin):
        message = event_pb2.Event(wall_time=1.0, step=step)
        value = message.summary.value.add(tag=tag)
        value.metadata.plugin_data.plugin_name = plugin
        value.tensor.tensor_shape.SetInParent()
        return message, value.tensor

    scalar, tensor = event("scalars")
    tensor.dtype = 1
    tensor.tensor_content = struct.pack("<f", number)
    histogram, tensor = event("histograms")
    tensor.dtype = 2
    tensor.tensor_shape.dim.add(size=len(rows))
    tensor.tensor_shape.dim.add(size=3)
    tensor.tensor_content = np.array(rows, "<f8").tobytes()
    words, tensor = event("text")
    tensor.dtype = 7
    tensor.string_val.append(text.encode())

    path = tmp_path_factory.mktemp("tensors") / NAME
    with EventWriter(path) as writer:
        writer.add_tensor_scalar(tag, number, step, 1.0)
        writer.add_histogram(tag, np.array(rows).reshape(-1, 3), step, 1.0)
        writer.add_text(tag, text, step, 1.0)
    expected = [message.SerializeToString() for message in (scalar, histogram, words)]
    assert payloads(path.read_bytes())[1:] == expected


def test_tensorboard_reads_what_was_written(tmp_path):
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
    from tensorboard.util import tensor_util

    path = tmp_path / "run" / "deeper" / NAME
    before = time.time()
    with EventWriter(path) as writer:
        writer.add_scalar("loss", 0.5, 1)
        writer.add_scalars_event({"a": 1.0, "b": 2.0}, 2)
        writer.add_tensor_scalar("accuracy", 0.75, 3)
        writer.add_histogram("weights", [[0, 1, 4], [1, 2, 6]], 4)
        writer.add_text("notes", "größer", 5)

    # The loader checks every checksum, and turns simple values into tensors.
    version, *events = EventFileLoader(str(path)).Load()

    assert version.file_version == "brain.Event:2"
    assert version.source_metadata.writer == "tbtui.readers.event_writer"
    assert before <= version.wall_time <= events[-1].wall_time <= time.time()
    read = [
        (
            event.step,
            value.tag,
            value.metadata.plugin_data.plugin_name,
            tensor_util.make_ndarray(value.tensor).tolist(),
        )
        for event in events
        for value in event.summary.value
    ]
    assert read == [
        (1, "loss", "scalars", 0.5),
        (2, "a", "scalars", 1.0),
        (2, "b", "scalars", 2.0),
        (3, "accuracy", "scalars", 0.75),
        (4, "weights", "histograms", [[0, 1, 4], [1, 2, 6]]),
        (5, "notes", "text", "größer".encode()),
    ]


def test_an_event_file_is_never_overwritten(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(b"somebody's results")
    with pytest.raises(FileExistsError):
        EventWriter(path)
    assert path.read_bytes() == b"somebody's results"


def test_a_flush_shows_the_record_to_others(tmp_path):
    path = tmp_path / NAME
    with EventWriter(path) as writer:
        writer.add_scalar("a", 1.0, 1)
        writer.flush()
        assert len(payloads(path.read_bytes())) == 2
    writer.close()
