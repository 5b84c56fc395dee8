"""Our own messages: the same bytes as TensorBoard's, in a pool of their own."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tbtui.readers import proto
from tbtui.readers.proto import event, loading, plugins, regenerate, summary, tensor

DIRECTORY = Path(proto.__file__).parent

SCALAR_EVENT = bytes.fromhex(
    "09 00 00 00 00 00 00 f0 3f"  # wall_time: 1.0
    "10 07"  # step: 7
    "2a 0d 0a 0b"  # summary, with one value
    "0a 04 6c 6f 73 73"  # tag: "loss"
    "15 00 00 00 3f"  # simple_value: 0.5
)

MODULES = {"event": event, "plugins": plugins, "summary": summary, "tensor": tensor}


def test_an_event_is_read_and_written_byte_for_byte():
    parsed = event.Event.FromString(SCALAR_EVENT)

    assert (parsed.wall_time, parsed.step) == (1.0, 7)
    assert parsed.WhichOneof("what") == "summary"
    (value,) = parsed.summary.value
    assert value.tag == "loss"
    assert value.WhichOneof("value") == "simple_value"
    assert value.simple_value == 0.5
    assert parsed.SerializeToString() == SCALAR_EVENT


def test_a_field_that_nobody_knows_yet_is_no_obstacle():
    assert event.Event.FromString(SCALAR_EVENT + b"\xa2\x06\x01x").step == 7


def test_an_enumeration_knows_its_names():
    assert tensor.TensorProto.DT_BFLOAT16 == 14
    assert tensor.TensorProto.DataType.Name(14) == "DT_BFLOAT16"
    assert plugins.AudioPluginData.WAV == 11


def test_a_class_is_made_once_even_when_asked_for_by_many_threads(monkeypatch):
    monkeypatch.delitem(vars(event), "Event", raising=False)
    classes = []
    threads = [threading.Thread(target=lambda: classes.append(event.Event)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(classes) == 8
    assert set(classes) == {event.Event}


@pytest.mark.parametrize("name", ["Evnt", "__path__", "Value"])
def test_a_name_that_is_in_no_proto_file_is_refused(name):
    with pytest.raises(AttributeError, match=rf"'tbtui\.readers\.proto\.event'.*'{name}'"):
        getattr(event, name)


def test_importing_the_modules_does_not_import_protobuf():
    script = (
        "import sys\n"
        "from tbtui.readers.proto import event, plugins, summary, tensor\n"
        "assert 'google.protobuf' not in sys.modules\n"
        "event.Event()\n"
        "assert 'google.protobuf' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("implementation", ["upb", "python"])
def test_messages_within_messages_are_attributes_in_every_protobuf(implementation):
    script = (
        "from google.protobuf.internal import api_implementation\n"
        "from tbtui.readers.proto import summary, tensor\n"
        f"assert api_implementation.Type() == {implementation!r}\n"
        "value = summary.Summary.Value(tag='a', image=summary.Summary.Image(width=3))\n"
        "assert value.SerializeToString() == bytes.fromhex('0a0161 2202 1003')\n"
        "assert summary.SummaryMetadata.PluginData().plugin_name == ''\n"
        "assert tensor.TensorProto.DataType.Name(tensor.TensorProto.DT_HALF) == 'DT_HALF'\n"
    )
    environment = os.environ | {"PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": implementation}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)


# What other packages call the messages; each of ours has to be the same on disk.
TENSORBOARD_NAMES = {
    "Event": "tensorboard.compat.proto.event_pb2",
    "SourceMetadata": "tensorboard.compat.proto.event_pb2",
    "LogMessage": "tensorboard.compat.proto.event_pb2",
    "SessionLog": "tensorboard.compat.proto.event_pb2",
    "TaggedRunMetadata": "tensorboard.compat.proto.event_pb2",
    "Summary": "tensorboard.compat.proto.summary_pb2",
    "SummaryMetadata": "tensorboard.compat.proto.summary_pb2",
    "SummaryDescription": "tensorboard.compat.proto.summary_pb2",
    "HistogramProto": "tensorboard.compat.proto.histogram_pb2",
    "TensorProto": "tensorboard.compat.proto.tensor_pb2",
    "VariantTensorDataProto": "tensorboard.compat.proto.tensor_pb2",
    "TensorShapeProto": "tensorboard.compat.proto.tensor_shape_pb2",
    "ResourceHandleProto": "tensorboard.compat.proto.resource_handle_pb2",
    "ScalarPluginData": "tensorboard.plugins.scalar.plugin_data_pb2",
    "HistogramPluginData": "tensorboard.plugins.histogram.plugin_data_pb2",
    "ImagePluginData": "tensorboard.plugins.image.plugin_data_pb2",
    "AudioPluginData": "tensorboard.plugins.audio.plugin_data_pb2",
    "TextPluginData": "tensorboard.plugins.text.plugin_data_pb2",
    "PrCurvePluginData": "tensorboard.plugins.pr_curve.plugin_data_pb2",
    "MeshPluginData": "tensorboard.plugins.mesh.plugin_data_pb2",
}

# What says nothing worth showing is left out.
LEFT_OUT = {"ResourceHandleProto": {"dtypes_and_shapes", "DtypeAndShape"}}


def described(message):
    """A top-level message class as its .proto file says it."""
    from google.protobuf import descriptor_pb2

    file = descriptor_pb2.FileDescriptorProto.FromString(message.DESCRIPTOR.file.serialized_pb)
    return next(each for each in file.message_type if each.name == message.DESCRIPTOR.name)


def layout(description):
    """Everything about a message's fields that decides its bytes."""
    fields = {
        field.name: (
            field.number,
            field.label,
            field.type,
            field.type_name.rpartition(".")[2],
            description.oneof_decl[field.oneof_index].name
            if field.HasField("oneof_index")
            else None,
        )
        for field in description.field
    }
    return fields | {nested.name: layout(nested) for nested in description.nested_type}


def enumerations(descriptor):
    """The names and numbers of every enumeration that fields of a message use."""
    found = {}
    for field in descriptor.fields:
        if field.enum_type is not None:
            found |= {value.name: value.number for value in field.enum_type.values}
    return found


def ours_and_theirs(name):
    ours = next(getattr(module, name) for module in MODULES.values() if name in messages_in(module))
    return ours, getattr(importlib.import_module(TENSORBOARD_NAMES[name]), name)


@pytest.mark.parametrize("name", TENSORBOARD_NAMES)
def test_a_message_has_the_layout_of_tensorboards(name):
    ours, theirs = ours_and_theirs(name)

    expected = layout(described(theirs))
    for field in LEFT_OUT.get(name, ()):
        del expected[field]
    assert layout(described(ours)) == expected


@pytest.mark.parametrize(
    "name", ["LogMessage", "SessionLog", "SummaryMetadata", "TensorProto", "AudioPluginData"]
)
def test_an_enumeration_has_the_numbers_of_tensorboards(name):
    ours, theirs = ours_and_theirs(name)
    # TensorBoard also lists the reference of every element type, 100 further on. An older
    # TensorBoard does not have the newest types yet.
    expected = {
        name: number for name, number in enumerations(theirs.DESCRIPTOR).items() if number < 100
    }
    assert len(expected) > 1
    assert expected.items() <= enumerations(ours.DESCRIPTOR).items()


def messages_in(module):
    return set(module.DESCRIPTOR.message_types_by_name)


def test_every_message_is_compared_with_tensorboards():
    assert set().union(*map(messages_in, MODULES.values())) == set(TENSORBOARD_NAMES)


def test_our_messages_and_tensorboards_live_in_one_process():
    from google.protobuf import descriptor_pool
    from tensorboard.compat.proto import event_pb2

    assert event_pb2.Event.DESCRIPTOR.full_name == "tensorboard.Event"
    assert event.Event.DESCRIPTOR.full_name == "tbtui.proto.Event"
    assert event_pb2.Event.FromString(SCALAR_EVENT).SerializeToString() == SCALAR_EVENT
    with pytest.raises(KeyError):
        descriptor_pool.Default().FindMessageTypeByName("tbtui.proto.Event")
    with pytest.raises(KeyError):
        loading._descriptor_pool().FindMessageTypeByName("tensorboard.Event")


def test_the_committed_files_are_what_the_proto_files_give():
    if importlib.util.find_spec("grpc_tools") is None:
        pytest.skip("grpcio-tools is not installed")
    from google.protobuf import descriptor_pb2

    generated = regenerate.generate()
    committed = {name: (DIRECTORY / name).read_bytes() for name in generated}

    stub = committed["event.pyi"].decode()
    same_protoc = regenerate.protoc_version() == re.search(r"libprotoc [\d.]+", stub).group()
    if not same_protoc:
        # Another protoc may write the same things in another way.
        for contents in (generated, committed):
            for name in [name for name in contents if name.endswith(".pyi")]:
                del contents[name]
            contents[regenerate.DESCRIPTOR_SET] = descriptor_pb2.FileDescriptorSet.FromString(
                contents[regenerate.DESCRIPTOR_SET]
            )
    assert generated == committed


def test_generating_twice_gives_the_same():
    if importlib.util.find_spec("grpc_tools") is None:
        pytest.skip("grpcio-tools is not installed")
    assert regenerate.generate() == regenerate.generate()
