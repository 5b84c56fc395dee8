"""Recognise scalar values by the bytes around their number.

A writer encodes all values of one tag alike: the same tag and metadata, the same field tags, the
same lengths; only the number differs. Such a value with its number cut out is a *template*. Once a
template is known, a value is decoded by comparing *every* other byte with it and reading the number
from the hole. Equal bytes mean equal messages, so a match decodes exactly as protobuf would; a
value that matches no template is walked (see `values`) and may teach a new one.

The comparison is done for many values at once. Which hole to cut out before comparing follows from
the *shape*, which is a value's size and the length of its tag: both stand in its first bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.values import SCALARS, TENSOR, ScalarSource, Span, Value, walk_value
from tbtui.readers.wire import FIXED32, FIXED64, LENGTH_DELIMITED, WireError, fields, read_varint
from tbtui.readers.word_lookup import UNKNOWN, WordLookup, as_words

VALUE_TAG = 0x0A
"""The byte before each value of a summary, and before a value's own tag."""
MAX_VALUE_SIZE = 512
"""Longer values are walked; no scalar needs so many bytes."""
_TAG_LENGTH_BITS = 7
_WIDTHS = (64, 128, 256, MAX_VALUE_SIZE)
"""Bytes compared at once: values are grouped by the narrowest width that holds them."""
_MAX_TEMPLATES = 1 << 18
_FIRST_CAPACITY = 16
_REBUILD_SHARE = 8
"""Templates whose arrays are rebuilt in the time in which one value is learnt."""
_FIXED_WIDTH_TYPES = {
    1: "<f4", 2: "<f8", 3: "<i4", 4: "u1", 5: "<i2", 6: "i1", 9: "<i8",
    17: "<u2", 19: "<f2", 22: "<u4", 23: "<u8",
}  # fmt: skip
"""numpy types of the ``DataType`` numbers that are read from a hole of their size."""


class Template(NamedTuple):
    """The constant bytes of a scalar value and the hole where its number stands.

    Attributes
    ----------
    pattern : bytes
        The value with its leading byte and length, zeros in the hole.
    hole : int
        Offset of the number.
    dtype : numpy.dtype
        Of the number.
    source : ScalarSource
    """

    pattern: bytes
    hole: int
    dtype: np.dtype[np.generic]
    source: ScalarSource


def template_of(encoded: bytes, value: Value) -> Template | None:
    """Return the template of a scalar, or None if this value is not one or not of fixed width.

    Parameters
    ----------
    encoded : bytes
        The value with its leading byte and length.
    value : Value
        What a walk over ``encoded`` found, with offsets into ``encoded``.
    """
    if len(encoded) > MAX_VALUE_SIZE or not encoded.startswith(bytes([VALUE_TAG])):
        return None
    if value.kind == SCALARS:
        number: tuple[Span, str] | None = (value.content, "<f4")
    elif value.kind == TENSOR:
        number = _number_in_tensor(encoded, value.content)
    else:
        return None
    _, body = read_varint(encoded, 1, len(encoded))
    numbers_seen = [field.number for field in fields(encoded, body, len(encoded))]
    if number is None or len(set(numbers_seen)) != len(numbers_seen) or numbers_seen[0] != 1:
        return None
    (start, end), dtype = number
    pattern = encoded[:start] + bytes(end - start) + encoded[end:]
    source = ScalarSource(value.tag, value.kind, value.metadata)
    return Template(pattern, start, np.dtype(dtype), source)


def _number_in_tensor(data: bytes, tensor: Span) -> tuple[Span, str] | None:
    """Find the one number of a ``TensorProto`` that stores it in a fixed number of bytes."""
    data_type = 0
    number: Span | None = None
    number_field = 0
    for field in fields(data, tensor.start, tensor.end):
        if field.number == 1:
            data_type = field.value
        elif field.number == 2 and field.wire_type == LENGTH_DELIMITED:
            if not _has_one_element(data, field.start, field.end):
                return None
        elif field.number in (4, 5, 6) and number is None:
            # Written as packed list, as single unpacked element, or as raw bytes.
            if field.wire_type not in (LENGTH_DELIMITED, FIXED32, FIXED64):
                return None
            number, number_field = Span(field.start, field.end), field.number
        else:
            return None
    if number is None:
        return None
    dtype = _FIXED_WIDTH_TYPES.get(data_type)
    if number_field in (5, 6) and data_type != number_field - 4:
        return None
    if dtype is None or np.dtype(dtype).itemsize != number.end - number.start:
        return None
    return number, dtype


def _has_one_element(data: bytes, start: int, end: int) -> bool:
    """Say whether a ``TensorShapeProto`` has no dimension other than of size 1."""
    for dimension in fields(data, start, end):
        if dimension.number != 2 or dimension.wire_type != LENGTH_DELIMITED:
            return False
        sizes = [f.value for f in fields(data, dimension.start, dimension.end) if f.number == 1]
        if sizes != [1]:
            return False
    return True


class TemplateTable:
    """All templates known so far, in arrays that many values are compared with at once.

    One table serves all files of a log directory: runs of one experiment share their tags.
    """

    def __init__(self) -> None:
        self.templates: list[Template] = []
        self._numbers: dict[bytes, int] = {}
        self._shape_ids: dict[int, int] = {}
        self._shape_holes: list[tuple[int, int, int]] = []
        self._shape_of_key = np.zeros((MAX_VALUE_SIZE + 1) << _TAG_LENGTH_BITS, np.int32)
        self._holes = np.zeros(_FIRST_CAPACITY, np.int64)
        self._type_numbers = np.zeros(_FIRST_CAPACITY, np.int64)
        self._types: dict[str, int] = {"": 0}
        self._rebuild()

    def learn(self, encoded: bytes) -> int:
        """Return the number of a value's template, which is added if it is new.

        New templates take part in `match` after `refresh`.

        Parameters
        ----------
        encoded : bytes
            The value with its leading byte and length.

        Returns
        -------
        int
            As `match` returns it; 0 for what cannot be a template.
        """
        try:
            _, body = read_varint(encoded, 1, len(encoded))
            template = template_of(encoded, walk_value(encoded, body, len(encoded)))
        except WireError:
            return UNKNOWN
        if template is None:
            return UNKNOWN
        number = self._numbers.get(template.pattern)
        if number is not None:
            return number
        key = _shape_key(encoded)
        if key is None or len(self.templates) >= _MAX_TEMPLATES:
            return UNKNOWN
        hole = (len(encoded), template.hole, template.dtype.itemsize)
        shape = self._shape_ids.setdefault(key, len(self._shape_holes) + 1)
        if shape > len(self._shape_holes):
            self._shape_holes.append(hole)
        elif self._shape_holes[shape - 1] != hole:
            return UNKNOWN
        return self._add(template)

    def _add(self, template: Template) -> int:
        self.templates.append(template)
        number = len(self.templates)
        self._numbers[template.pattern] = number
        if number >= len(self._holes):
            self._holes = np.concatenate([self._holes, np.zeros_like(self._holes)])
            self._type_numbers = np.concatenate(
                [self._type_numbers, np.zeros_like(self._type_numbers)]
            )
        self._holes[number] = template.hole
        self._type_numbers[number] = self._types.setdefault(template.dtype.str, len(self._types))
        return number

    def refresh(self, waiting: int) -> bool:
        """Make newly learnt templates available to `match`; return whether that was done.

        Parameters
        ----------
        waiting : int
            Values that would be matched at once. For too few of them it is not done, because the
            arrays of all templates are built anew.
        """
        available = len(self._sizes) - 1
        if len(self.templates) == available or waiting * _REBUILD_SHARE < available:
            return False
        self._rebuild()
        return True

    def holes_and_types(self) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
        """Return where the number of each template stands and of which type it is.

        Returns
        -------
        holes : int64[m]
            Offsets from a value's start, by template number.
        type_numbers : int64[m]
            Indexes into ``types``, by template number; 0 for template 0.
        types : list of str
            Names of numpy types; the first is a placeholder.
        """
        return self._holes, self._type_numbers, list(self._types)

    def _rebuild(self) -> None:
        patterns = [template.pattern for template in self.templates]
        words = -(-max([len(pattern) for pattern in patterns], default=8) // 8)
        self._pattern_words = as_words([b"", *patterns], words)
        self._sizes = np.array([-1, *[len(pattern) for pattern in patterns]], np.int64)
        masks = [b"\x00"]
        for size, hole, width in self._shape_holes:
            masks.append(b"\xff" * hole + bytes(width) + b"\xff" * (size - hole - width))
        self._mask_words = as_words(masks, words)
        for key, shape in self._shape_ids.items():
            self._shape_of_key[key] = shape
        self._lookup = WordLookup(self._pattern_words[:, 1:])

    def match(
        self,
        buffer: NDArray[np.uint8],
        positions: NDArray[np.int64],
        sizes: NDArray[np.int64],
        shape_keys: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Return which template each value matches.

        Parameters
        ----------
        buffer : uint8[m]
            With at least `MAX_VALUE_SIZE` bytes behind the last position.
        positions : int64[n]
            Where each value starts, with its leading byte.
        sizes, shape_keys : int64[n]
            As `value_shapes` tells.

        Returns
        -------
        int64[n]
            One more than the index into ``templates``, 0 where none matches.
        """
        found = np.zeros(len(positions), np.int64)
        if not self.templates or not len(positions):
            return found
        shapes = self._shape_of_key.take(shape_keys)
        narrowest = 0
        largest = int(sizes.max())
        for width in _WIDTHS:
            if narrowest == 0 and largest <= width:
                return self._match_width(buffer, positions, sizes, shapes, width)
            members = np.flatnonzero((sizes > narrowest) & (sizes <= width))
            if len(members):
                found[members] = self._match_width(
                    buffer, positions[members], sizes[members], shapes[members], width
                )
            narrowest = width
        return found

    def _match_width(
        self,
        buffer: NDArray[np.uint8],
        positions: NDArray[np.int64],
        sizes: NDArray[np.int64],
        shapes: NDArray[np.int32],
        width: int,
    ) -> NDArray[np.int64]:
        # One gather of a wide void type copies the start of every value into a dense matrix.
        wide = np.ndarray((len(buffer) - width,), f"V{width}", buffer, strides=(1,))
        rows = wide[positions]
        count = min(-(-int(sizes.max()) // 8), len(self._pattern_words))
        words = [
            np.ndarray((len(rows),), "<u8", rows, offset=8 * index, strides=(width,))
            & self._mask_words[index].take(shapes)
            for index in range(count)
        ]
        found = self._lookup.table_lookup(words)
        matched = self._equal(words, sizes, found)
        if not matched.all():
            missed = np.flatnonzero(~matched)
            missed_words = [word[missed] for word in words]
            candidates = self._lookup.sorted_lookup(missed_words)
            equal = self._equal(missed_words, sizes[missed], candidates)
            found[missed] = np.where(equal, candidates, UNKNOWN)
        return found

    def _equal(
        self,
        words: Sequence[NDArray[np.uint64]],
        sizes: NDArray[np.int64],
        candidates: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        equal: NDArray[np.bool_] = self._sizes.take(candidates) == sizes
        for pattern_words, own_words in zip(self._pattern_words, words, strict=False):
            equal &= pattern_words.take(candidates) == own_words
        return equal


def value_shapes(
    heads: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Read sizes and shapes from the first eight bytes of values.

    Parameters
    ----------
    heads : uint64[n]
        Little-endian words, each starting with a value's leading byte.

    Returns
    -------
    sizes : int64[n]
        Bytes of the value with leading byte and length.
    shape_keys : int64[n]
        Size and tag length in one number, 0 where there is no such shape.
    regular : bool[n]
        Whether this is a value at all whose size fits what `TemplateTable` compares.
    """
    second = (heads >> np.uint64(8)) & np.uint64(0xFF)
    third = (heads >> np.uint64(16)) & np.uint64(0xFF)
    two_bytes = second >= 0x80
    if two_bytes.any():
        lengths = np.where(two_bytes, (second & np.uint64(0x7F)) | (third << np.uint64(7)), second)
        rest = heads >> np.where(two_bytes, np.uint64(24), np.uint64(16))
        regular = (heads & np.uint64(0xFF)) == VALUE_TAG
        regular &= ~(two_bytes & (third >= 0x80))
    else:
        lengths = second
        rest = heads >> np.uint64(16)
        regular = (heads & np.uint64(0xFF)) == VALUE_TAG
    sizes = lengths.astype(np.int64) + 2 + two_bytes
    tag_lengths = ((rest >> np.uint64(8)) & np.uint64(0xFF)).astype(np.int64)
    regular &= sizes <= MAX_VALUE_SIZE
    shaped = regular & ((rest & np.uint64(0xFF)) == VALUE_TAG) & (tag_lengths < 0x80)
    shape_keys = np.where(shaped, (sizes << _TAG_LENGTH_BITS) | tag_lengths, 0)
    return sizes, shape_keys, regular


def _shape_key(encoded: bytes) -> int | None:
    """Return the shape key of one value, as `value_shapes` computes it for many."""
    length, body = read_varint(encoded, 1, len(encoded))
    regular = body + length == len(encoded) <= MAX_VALUE_SIZE and encoded[body] == VALUE_TAG
    tag_length = encoded[body + 1]
    return (
        (len(encoded) << _TAG_LENGTH_BITS) | tag_length if regular and tag_length < 0x80 else None
    )
