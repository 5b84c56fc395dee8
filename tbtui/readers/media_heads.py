"""Recognise a large value by its first bytes: a tag, then one image, histogram or sound."""

from __future__ import annotations

from typing import NamedTuple

from tbtui.readers.value_templates import VALUE_TAG
from tbtui.readers.values import LEGACY_KINDS, text

HEAD_SIZE = 160
"""Bytes that are enough for the head of a value with a tag of up to 127 bytes."""
_KIND_OF_KEY = {number << 3 | 2: LEGACY_KINDS[number] for number in (4, 5, 6)}


class MediaHead(NamedTuple):
    """What stands before the contents of a value.

    Attributes
    ----------
    kind, tag : str
    body : int
        Where the value itself starts, behind its leading byte and length.
    """

    kind: str
    tag: str
    body: int


def media_head(head: bytes, size: int) -> MediaHead | None:
    """Return what a value says of itself, if it is nothing but a tag and one medium.

    Then its first bytes are a leading byte and its length, a tag and its length, and a field and
    its length; the first and the last of these lengths reach exactly to its end, so that there is
    nothing else to be found in it.

    Parameters
    ----------
    head : bytes
        The first bytes, up to `HEAD_SIZE`.
    size : int
        Of the whole value with its leading byte and length.
    """
    try:
        if head[0] != VALUE_TAG:
            return None
        length, body = _read_length(head, 1)
        if body + length != size or head[body] != VALUE_TAG or head[body + 1] >= 0x80:
            return None
        tag_end = body + 2 + head[body + 1]
        kind = _KIND_OF_KEY.get(head[tag_end])
        content_length, content = _read_length(head, tag_end + 1)
    except IndexError:
        return None
    if kind is None or content + content_length != size:
        return None
    return MediaHead(kind, text(head[body + 2 : tag_end]), body)


def _read_length(head: bytes, position: int) -> tuple[int, int]:
    """Return the varint at ``position`` and the position behind it."""
    byte = head[position]
    length = byte & 0x7F
    shift = 7
    while byte >= 0x80:
        position += 1
        byte = head[position]
        length |= (byte & 0x7F) << shift
        shift += 7
    return length, position + 1
