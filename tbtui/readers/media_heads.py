"""Recognise values by their first bytes: a tag, then one image, histogram, sound or tensor.

Such a value starts with a leading byte and its length, then a tag and its length, then a field and
its length. Where the first and the last of these lengths reach exactly to the value's end, there is
nothing else to be found in it, and its contents need not be looked at.

Behind a tensor there may be the tag's metadata, which TensorFlow 2 writes with every value. Only
tensors are recognised that are no scalars: long ones, and the rows of histograms.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.odd_values import LONGEST_SCALAR
from tbtui.readers.records import words_at_every_byte
from tbtui.readers.value_templates import VALUE_TAG
from tbtui.readers.values import LEGACY_KINDS, TENSOR
from tbtui.readers.varints import decode_varints

HEAD_SIZE = 288
"""Bytes that may be looked at from a value's start on, also behind its end."""
_LONGEST_LENGTH = 7
"""Bytes of a length that are looked at."""
_LENGTH_DELIMITED = 2
_KIND_OF_KEY = {number << 3 | _LENGTH_DELIMITED: LEGACY_KINDS[number] for number in (4, 5, 6)}
KINDS = ("", *_KIND_OF_KEY.values(), TENSOR)
"""What the numbers in `MediaHeads.kinds` stand for."""
_LONGEST_TAG = 127
_BYTE = np.uint64(0xFF)
_TENSOR_KIND = KINDS.index(TENSOR)
_TENSOR_KEY, _METADATA_KEY = 8 << 3 | _LENGTH_DELIMITED, 9 << 3 | _LENGTH_DELIMITED

# A tensor of rows of three: the type, the shape with two sizes, then the elements as bytes.
_SHAPE_SIZE = 12
_ROWS = np.uint64(int.from_bytes(b"\x08\x00\x12\x08\x12\x02\x08\x00", "little"))
_ROWS_MASK = np.uint64(int.from_bytes(b"\xff\x80\xff\xff\xff\xff\xff\x80", "little"))
_THREE = np.uint64(int.from_bytes(b"\x12\x02\x08\x03\x22\x00\x00\x00", "little"))
_THREE_MASK = np.uint64(0xFF_FFFF_FFFF)


class MediaHeads(NamedTuple):
    """What stands before the contents of values.

    Attributes
    ----------
    kinds : uint8[n]
        Indexes into `KINDS`; 0 for a value that is more or less than a tag and one medium. What the
        other columns say of that means nothing.
    bodies : int64[n]
        Where the values themselves start, behind leading byte and length.
    tags, tag_ends : int64[n]
        Where their tags start and end.
    metadata : int64[n]
        Where the field of metadata behind a tensor starts; where the value ends, if there is none.
    """

    kinds: NDArray[np.uint8]
    bodies: NDArray[np.int64]
    tags: NDArray[np.int64]
    tag_ends: NDArray[np.int64]
    metadata: NDArray[np.int64]


def media_heads(
    buffer: NDArray[np.uint8], positions: NDArray[np.int64], ends: NDArray[np.int64]
) -> MediaHeads:
    """Look at the heads of many values at once.

    Parameters
    ----------
    buffer : uint8[m]
        With `HEAD_SIZE` bytes behind the last position.
    positions, ends : int64[n]
        Where each value starts, with its leading byte, and where it has to end.
    """
    words = words_at_every_byte(buffer, len(buffer), "<u8")
    heads = words[positions]
    bodies, sound = _contents(heads, positions, ends)
    sound &= (heads & _BYTE) == VALUE_TAG
    tag_heads = words[bodies]
    tag_lengths = ((tag_heads >> np.uint64(8)) & _BYTE).astype(np.int64)
    sound &= (tag_heads & _BYTE) == VALUE_TAG
    sound &= tag_lengths <= _LONGEST_TAG
    tags = bodies + 2
    tag_ends = tags + tag_lengths
    content_heads = words[tag_ends]
    is_tensor = sound & ((content_heads & _BYTE) == _TENSOR_KEY)
    _, reaches_end = _contents(content_heads, tag_ends, ends)
    sound &= reaches_end
    kinds = _kind_of_byte().take((content_heads & _BYTE).astype(np.intp))
    kinds[~sound] = 0
    metadata = ends.copy()
    tensors = np.flatnonzero(is_tensor)
    if len(tensors):
        recognised, tensor_ends = _tensors(words, tag_ends[tensors], ends[tensors])
        tensors = tensors[recognised]
        kinds[tensors] = _TENSOR_KIND
        metadata[tensors] = tensor_ends[recognised]
    return MediaHeads(kinds, bodies, tags, tag_ends, metadata)


def _tensors(
    words: NDArray[np.uint64], positions: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return which fields hold a tensor that is no scalar and ends right, and where it ends."""
    lengths, sizes = decode_varints(words[positions] >> np.uint64(8))
    starts = positions + 1 + sizes
    complete = (sizes > 0) & (sizes <= _LONGEST_LENGTH)
    complete &= lengths <= np.maximum(ends - starts, 0).view(np.uint64)
    tensor_ends = np.where(complete, starts + lengths.view(np.int64), ends)
    last = len(words) - 1
    behind = words[np.minimum(tensor_ends, last)]
    _, metadata_reaches_end = _contents(behind, tensor_ends, ends)
    is_followed = ((behind & _BYTE) == _METADATA_KEY) & metadata_reaches_end
    complete &= (tensor_ends == ends) | is_followed
    elements = np.minimum(starts + _SHAPE_SIZE, last)
    are_rows = (words[np.minimum(starts, last)] & _ROWS_MASK) == _ROWS
    are_rows &= (words[np.minimum(starts + 8, last)] & _THREE_MASK) == _THREE
    _, elements_reach_end = _contents(words[elements], elements, tensor_ends)
    are_rows &= elements_reach_end
    return complete & (are_rows | (lengths > LONGEST_SCALAR)), tensor_ends


def _contents(
    heads: NDArray[np.uint64], positions: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where the contents of fields of one byte's key start, and whether they end right."""
    lengths, sizes = decode_varints(heads >> np.uint64(8))
    starts = positions + 1 + sizes
    complete = (sizes > 0) & (sizes <= _LONGEST_LENGTH)
    return starts, complete & (lengths == (ends - starts).view(np.uint64))


def _kind_of_byte() -> NDArray[np.uint8]:
    """Return uint8[256]: the kind that each key of a field stands for."""
    kinds = np.zeros(256, np.uint8)
    kinds[list(_KIND_OF_KEY)] = range(1, 1 + len(_KIND_OF_KEY))
    return kinds
