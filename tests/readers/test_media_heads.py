"""What is known of a large value from its first bytes is what a walk over it finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.media_heads import HEAD_SIZE, media_head
from tbtui.readers.values import kind_of, walk_value

Value = summary_pb2.Summary.Value
contents = st.sampled_from(
    [
        {"image": {"width": 3, "encoded_image_string": bytes(2_000)}},
        {"histo": {"max": 1, "bucket_limit": [1.0] * 100, "bucket": [2.0] * 100}},
        {"audio": {"encoded_audio_string": bytes(100_000)}},
        {"audio": {}},
        {"simple_value": 1.0},
        {"node_name": "graph node", "image": {"encoded_image_string": bytes(300)}},
        {"image": {"width": 1}, "metadata": {"display_name": "a sample"}},
    ]
)


@given(tag=st.text(max_size=150), content=contents, cut=st.integers(0, 30), more=st.binary())
def test_a_head_that_is_recognised_says_what_a_walk_says(
    tag: str, content: dict[str, object], cut: int, more: bytes
) -> None:
    summary = summary_pb2.Summary(value=[Value(tag=tag, **content)]).SerializeToString()
    encoded = (summary + more)[: len(summary) + len(more) - cut]
    head = media_head(encoded[:HEAD_SIZE], len(encoded))
    if head is not None:
        value = walk_value(encoded, head.body, len(encoded))
        assert (head.kind, head.tag) == (kind_of(value), value.tag)
        assert value.metadata is None
    usual = set(content) < {"image", "histo", "audio"} and len(tag.encode()) < 128
    if usual and tag and len(content) == 1 and not more and not cut:
        assert head is not None
