"""Recognise large values by their first bytes: a tag, then one image, histogram or sound.

Such a value starts with a leading byte and its length, then a tag and its length, then a field and
its length. Where the first and the last of these lengths reach exactly to the value's end, there is
nothing else to be found in it, and its contents need not be looked at.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.records import words_at_every_byte
from tbtui.readers.value_templates import VALUE_TAG
from tbtui.readers.values import LEGACY_KINDS
from tbtui.readers.varints import decode_varints

HEAD_SIZE = 288
"""Bytes that may be looked at from a value's start on, also behind its end."""
_LONGEST_LENGTH = 7
"""Bytes of a length that are looked at."""
_LENGTH_DELIMITED = 2
_KIND_OF_KEY = {number << 3 | _LENGTH_DELIMITED: LEGACY_KINDS[number] for number in (4, 5, 6)}
KINDS = ("", *_KIND_OF_KEY.values())
"""What the numbers in `MediaHeads.kinds` stand for."""
_LONGEST_TAG = 127
_BYTE = np.uint64(0xFF)


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
    """

    kinds: NDArray[np.uint8]
    bodies: NDArray[np.int64]
    tags: NDArray[np.int64]
    tag_ends: NDArray[np.int64]


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
    _, reaches_end = _contents(content_heads, tag_ends, ends)
    sound &= reaches_end
    kinds = _kind_of_byte().take((content_heads & _BYTE).astype(np.intp))
    kinds[~sound] = 0
    return MediaHeads(kinds, bodies, tags, tag_ends)


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
    kinds[list(_KIND_OF_KEY)] = range(1, len(KINDS))
    return kinds
