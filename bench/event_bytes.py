"""Encode many events at once, in the very bytes of torch's and of TensorFlow 2's writers.

All events of the same tags whose steps have varints of one width differ only in wall time, step
and numbers. They are the rows of a matrix, filled in column by column. The checksums come from the
tables that the reader uses; the tests compare whole frames with those of the plain writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import contributions, crc32c, masked

START_TIME = 1_700_000_000.0
"""Seconds since 1970 at which all generated runs start."""

_HEADER_SIZE = 12
_WALL_TIME_AT = 1
"""Where the wall time lies in a payload, behind the byte that names the field."""
_STEP_AT = 10
_SCALARS_METADATA = b"\x4a\x0b\x0a\x09\x0a\x07scalars"
_WIDEST_STEP = 8
STEP_EDGES = (0, 1, *(1 << (7 * width) for width in range(1, _WIDEST_STEP + 1)))
"""Between two neighbours, all steps have varints of one width; the step 0 is not written."""


class ValueStyle(Enum):
    """How a writer encodes a number."""

    SIMPLE = "simple_value, as PyTorch does"
    TENSOR = "tensor with metadata, as TensorFlow 2 does"


def varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append((number & 0x7F) | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def encode_frames(
    tags: Sequence[str],
    style: ValueStyle,
    steps: NDArray[np.int64],
    wall_times: NDArray[np.float64],
    values: NDArray[np.float32],
) -> NDArray[np.uint8]:
    """Encode events that each hold one value of every tag.

    Parameters
    ----------
    tags : sequence of str
        Few and short enough for a payload of at most 256 bytes.
    style : ValueStyle
    steps : int64[n]
        Whose varints all have the same width, see `STEP_EDGES`.
    wall_times : float64[n]
    values : float32[n, len(tags)]

    Returns
    -------
    uint8[n, size]
        One frame a row.
    """
    step_width = len(varint(int(steps[0]))) if steps[0] else 0
    payload, number_places = _payload_template(tags, style, step_width)
    header = len(payload).to_bytes(8, "little")
    frame = header + masked(crc32c(header)).to_bytes(4, "little") + payload + bytes(4)
    frames = np.tile(np.frombuffer(frame, np.uint8), (len(steps), 1))
    payloads = frames[:, _HEADER_SIZE:-4]

    varying = [slice(_WALL_TIME_AT, _WALL_TIME_AT + 8)]
    payloads[:, varying[0]] = _bytes_of(wall_times)
    for place in range(step_width):
        more = 0x80 if place < step_width - 1 else 0
        payloads[:, _STEP_AT + place] = ((steps >> (7 * place)) & 0x7F) | more
    varying.append(slice(_STEP_AT, _STEP_AT + step_width))
    for column, place in enumerate(number_places):
        payloads[:, place : place + 4] = _bytes_of(np.ascontiguousarray(values[:, column]))
        varying.append(slice(place, place + 4))
    frames[:, -4:] = _bytes_of(_masked_checksums(payload, payloads, varying))
    return frames


def _bytes_of(column: NDArray[np.generic]) -> NDArray[np.uint8]:
    return column.view(np.uint8).reshape(len(column), -1)


def _payload_template(
    tags: Sequence[str], style: ValueStyle, step_width: int
) -> tuple[bytes, list[int]]:
    """Return a payload with zeros for all that varies, and where its numbers lie."""
    summary = b""
    places = []
    for tag in tags:
        before, after = _around_number(tag, style)
        value = before + bytes(4) + after
        summary += b"\x0a" + varint(len(value))
        places.append(len(summary) + len(before))
        summary += value
    step = b"\x10" + bytes(step_width) if step_width else b""
    head = b"\x09" + bytes(8) + step + b"\x2a" + varint(len(summary))
    return head + summary, [len(head) + place for place in places]


def _around_number(tag: str, style: ValueStyle) -> tuple[bytes, bytes]:
    """Return the bytes of a value before and behind its number."""
    name = tag.encode()
    name_field = b"\x0a" + varint(len(name)) + name
    if style is ValueStyle.SIMPLE:
        return name_field + b"\x15", b""
    # DT_FLOAT, a shape without dimensions, and four bytes of content.
    tensor = b"\x08\x01\x12\x00\x22\x04"
    return name_field + b"\x42" + varint(len(tensor) + 4) + tensor, _SCALARS_METADATA


def _masked_checksums(
    template: bytes, payloads: NDArray[np.uint8], varying: Sequence[slice]
) -> NDArray[np.uint32]:
    """Add what the varying bytes, which are zero in the template, change in its checksum."""
    table = contributions()
    size = len(template)
    if size > len(table):
        message = f"an event of {size} bytes is longer than the tables of checksums"
        raise ValueError(message)
    registers = np.full(len(payloads), crc32c(template), np.uint32)
    for places in varying:
        for place in range(places.start, places.stop):
            registers ^= table[size - 1 - place].take(payloads[:, place])
    rotated = (registers >> np.uint32(15)) | (registers << np.uint32(17))
    return rotated + np.uint32(0xA282EAD8)
