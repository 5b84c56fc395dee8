"""What is known of a large value from its first bytes is what a walk over it finds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto import summary_pb2
from tensorboard.util import tensor_util

from tbtui.readers.media_heads import HEAD_SIZE, KINDS, media_heads
from tbtui.readers.tensors import scalar_of
from tbtui.readers.values import TENSOR, TagMetadata, text, walk_value

Value = summary_pb2.Summary.Value
ROWS = tensor_util.make_tensor_proto(np.ones((4, 3)))
ONE = tensor_util.make_tensor_proto(np.ones(()))
HISTOGRAMS = {"plugin_data": {"plugin_name": "histograms"}}
contents = st.sampled_from(
    [
        {"image": {"width": 3, "encoded_image_string": bytes(2_000)}},
        {"histo": {"max": 1, "bucket_limit": [1.0] * 100, "bucket": [2.0] * 100}},
        {"audio": {"encoded_audio_string": bytes(100_000)}},
        {"audio": {}},
        {"simple_value": 1.0},
        {"node_name": "graph node", "image": {"encoded_image_string": bytes(300)}},
        {"image": {"width": 1}, "metadata": {"display_name": "a sample"}},
        {"tensor": ROWS},
        {"tensor": ROWS, "metadata": HISTOGRAMS},
        {"tensor": tensor_util.make_tensor_proto(np.ones(400)), "metadata": HISTOGRAMS},
        {"tensor": ONE, "metadata": HISTOGRAMS},
        {"tensor": ROWS, "metadata": HISTOGRAMS, "node_name": "graph node"},
    ]
)


class Head(NamedTuple):
    kind: str
    tag: str
    body: int
    metadata: TagMetadata | None


def head_of(encoded: bytes) -> Head | None:
    """Return what the head of a value says that ends with these bytes."""
    data = np.frombuffer(encoded + bytes(HEAD_SIZE), np.uint8)
    heads = media_heads(data, np.array([0]), np.array([len(encoded)]))
    kind, body, tag, tag_end, metadata = (int(column[0]) for column in heads)
    if not kind:
        return None
    said = walk_value(encoded, metadata, len(encoded)).metadata
    return Head(KINDS[kind], text(encoded[tag:tag_end]), body, said)


@given(tag=st.text(max_size=150), content=contents, cut=st.integers(0, 30), more=st.binary())
def test_a_head_that_is_recognised_says_what_a_walk_says(
    tag: str, content: dict[str, object], cut: int, more: bytes
) -> None:
    summary = summary_pb2.Summary(value=[Value(tag=tag, **content)]).SerializeToString()
    encoded = (summary + more)[: len(summary) + len(more) - cut]
    head = head_of(encoded)
    if head is not None:
        value = walk_value(encoded, head.body, len(encoded))
        assert (head.kind, head.tag, head.metadata) == (value.kind, value.tag, value.metadata)
        if head.kind == TENSOR:
            assert scalar_of(encoded[value.content.start : value.content.end]) is None
    usual = set(content) < {"image", "histo", "audio"} and len(content) == 1
    usual |= set(content) <= {"tensor", "metadata"} and content["tensor"] is not ONE
    if usual and tag and len(tag.encode()) < 128 and not more and not cut:
        assert head is not None


@given(
    changes=st.dictionaries(st.integers(0, 20), st.integers(0, 255), max_size=3),
    content=contents,
)
def test_damaged_heads_are_not_taken_for_others(
    changes: dict[int, int], content: dict[str, object]
) -> None:
    summary = summary_pb2.Summary(value=[Value(tag="loss", **content)])
    encoded = bytearray(summary.SerializeToString())
    for place, byte in changes.items():
        encoded[place % len(encoded)] = byte
    head = head_of(bytes(encoded))
    if head is not None:
        value = walk_value(encoded, head.body, len(encoded))
        assert (head.kind, head.tag) == (value.kind, value.tag)


def test_a_length_of_more_bytes_than_are_looked_at_is_none() -> None:
    """Cut after seven bytes, this length would reach exactly to the end."""
    inner = b"\x0a\x01t\x22\x00"
    length = bytes([0x80 | len(inner), *[0x80] * 6, 0x01])
    assert head_of(b"\x0a" + length + inner) is None
    assert head_of(b"\x0a" + length[:6] + b"\x00" + inner) is not None


def test_many_heads_are_told_apart() -> None:
    values = [
        Value(tag="a", image={"width": 1}),
        Value(tag="b", simple_value=1.0),
        Value(tag="c" * 127, histo={"max": 1}),
        Value(tag="d" * 128, histo={"max": 1}),
        Value(tag="e", audio={"encoded_audio_string": bytes(70_000)}),
    ]
    encoded = [summary_pb2.Summary(value=[value]).SerializeToString() for value in values]
    ends = np.cumsum([len(one) for one in encoded])
    data = np.frombuffer(b"".join(encoded) + bytes(HEAD_SIZE), np.uint8)
    heads = media_heads(data, ends - [len(one) for one in encoded], ends)
    assert [KINDS[kind] for kind in heads.kinds] == ["images", "", "histograms", "", "audio"]


def test_the_end_of_a_long_tag_is_not_taken_for_a_medium() -> None:
    """Read as one byte, the length of this tag leads to its last letter, which is a key."""
    value = Value(tag="t" * 199 + '"')
    value.image.encoded_image_string = bytes(31)
    encoded = summary_pb2.Summary(value=[value]).SerializeToString()
    assert encoded[-36:-33] == bytes([ord('"'), ord('"'), 33])
    assert head_of(encoded) is None
