"""Recognise scalar values by the bytes around their number.

Once the template of a value is known (see `value_templates`), other values of it are decoded by
comparing *every* byte but the number's with it and reading the number from the hole. Equal bytes
mean equal messages, so a match decodes exactly as protobuf would; a value that matches no template
is walked (see `values`) and may teach a new one.

The comparison is done for many values at once. Which hole to cut out before comparing follows from
the *shape*, which is a value's size and the length of its tag: both stand in its first bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.growing import with_room
from tbtui.readers.known_cycles import KnownCycles
from tbtui.readers.sources import KnownSources
from tbtui.readers.value_templates import MAX_VALUE_SIZE, VALUE_TAG, Template, template_of
from tbtui.readers.wire import read_varint
from tbtui.readers.word_lookup import UNKNOWN, WordLookup, Words, as_words

_TAG_LENGTH_BITS = 7
_WIDTHS = (64, 128, 256, MAX_VALUE_SIZE)
"""Bytes compared at once: values are grouped by the narrowest width that holds them."""
_MAX_TEMPLATES = 1 << 18


class TemplateTable:
    """All templates known so far, in arrays that many values are compared with at once.

    One table serves all files of a log directory: runs of one experiment share their tags.

    Parameters
    ----------
    verify : bool
        Whether to compare every payload with its checksum, also where templates match.

    Attributes
    ----------
    templates : list of Template
        The template of number n is at n - 1.
    sources : KnownSources
        Of the templates, and of scalars that were decoded without one.
    silent_events : set of bytes
        Short events that hold nothing to be kept, such as a file's first, behind their wall times.
    cycles : KnownCycles
        Of records that match these templates.
    """

    def __init__(self, *, verify: bool = False) -> None:
        self.verify = verify
        self.templates: list[Template] = []
        self.sources = KnownSources()
        self.silent_events: set[bytes] = set()
        self.cycles = KnownCycles()
        self._numbers: dict[bytes, int] = {}
        self._widths = [_TemplatesOfWidth(width) for width in _WIDTHS]
        self._shape_of_key = np.zeros((MAX_VALUE_SIZE + 1) << _TAG_LENGTH_BITS, np.int32)
        self._holes = np.zeros(16, np.int64)
        self._type_numbers = np.zeros(16, np.int64)
        self._source_numbers = np.zeros(16, np.int64)
        self._types: dict[str, int] = {"": 0}

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
        template = template_of(encoded)
        if template is None:
            return UNKNOWN
        number = self._numbers.get(template.pattern)
        if number is not None:
            return number
        key = _shape_key(encoded)
        if key is None or len(self.templates) >= _MAX_TEMPLATES:
            return UNKNOWN
        of_width = next(one for one in self._widths if len(encoded) <= one.width)
        shape = of_width.shape_of(template, int(self._shape_of_key[key]))
        if shape is None:
            return UNKNOWN
        self._shape_of_key[key] = shape
        number = self._add(template)
        of_width.add(template.pattern, number)
        return number

    def _add(self, template: Template) -> int:
        self.templates.append(template)
        number = len(self.templates)
        self._numbers[template.pattern] = number
        self._holes = with_room(self._holes, number + 1)
        self._type_numbers = with_room(self._type_numbers, number + 1)
        self._source_numbers = with_room(self._source_numbers, number + 1)
        self._holes[number] = template.hole
        self._type_numbers[number] = self._types.setdefault(template.dtype.str, len(self._types))
        self._source_numbers[number] = self.sources.number_of(template.source)
        return number

    def refresh(self) -> bool:
        """Make newly learnt templates available to `match`; return whether there were any.

        The cost is that of the new ones, however many there are already.
        """
        refreshed = [of_width.refresh() for of_width in self._widths]
        return any(refreshed)

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

    def sources_of(self, templates: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number in ``sources`` of each template."""
        numbers: NDArray[np.int64] = self._source_numbers.take(templates)
        return numbers

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
        if not self.templates or not len(positions):
            return np.zeros(len(positions), np.int64)
        shapes = self._shape_of_key.take(shape_keys)
        largest = int(sizes.max())
        if largest <= self._widths[0].width:
            return self._widths[0].match(buffer, positions, shapes, largest)
        found = np.zeros(len(positions), np.int64)
        narrowest = 0
        for of_width in self._widths:
            members = np.flatnonzero((sizes > narrowest) & (sizes <= of_width.width))
            if len(members):
                found[members] = of_width.match(
                    buffer, positions[members], shapes[members], min(largest, of_width.width)
                )
            narrowest = of_width.width
        return found


class _TemplatesOfWidth:
    """The templates of values of up to ``width`` bytes, as columns of words.

    Rows and shapes are numbered from 1; those of number 0 are all zeros. A template starts with a
    byte that is not zero, so a value of no known shape, masked to zeros, equals none.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._patterns = np.zeros((width // 8, 16), np.uint64)
        self._numbers = np.zeros(16, np.int64)
        self._row_count = 1
        self._masks = np.zeros((width // 8, 16), np.uint64)
        self._holes: list[tuple[int, int]] = []
        self._waiting: list[tuple[bytes, int]] = []
        self._lookup = WordLookup()

    def shape_of(self, template: Template, known: int) -> int | None:
        """Return the number of a template's shape, None if that shape has another hole.

        Parameters
        ----------
        template : Template
        known : int
            The number of the shape, 0 if there is none yet.
        """
        hole = (template.hole, template.dtype.itemsize)
        if known:
            return known if self._holes[known - 1] == hole else None
        self._holes.append(hole)
        shape = len(self._holes)
        mask = bytearray(b"\xff" * len(template.pattern))
        mask[template.hole : template.hole + template.dtype.itemsize] = bytes(hole[1])
        self._masks = with_room(self._masks, shape + 1)
        self._masks[:, shape] = as_words([bytes(mask)], self.width // 8)[:, 0]
        return shape

    def add(self, pattern: bytes, number: int) -> None:
        """Add a template, which takes part in `match` after `refresh`."""
        self._waiting.append((pattern, number))

    def refresh(self) -> bool:
        """Bring what was added into the arrays; return whether there was anything."""
        if not self._waiting:
            return False
        end = self._row_count + len(self._waiting)
        added = as_words([pattern for pattern, _ in self._waiting], self.width // 8)
        self._patterns = with_room(self._patterns, end)
        self._patterns[:, self._row_count : end] = added
        self._numbers = with_room(self._numbers, end)
        self._numbers[self._row_count : end] = [number for _, number in self._waiting]
        self._lookup.add(list(added))
        self._row_count = end
        self._waiting.clear()
        return True

    def match(
        self,
        buffer: NDArray[np.uint8],
        positions: NDArray[np.int64],
        shapes: NDArray[np.int32],
        largest: int,
    ) -> NDArray[np.int64]:
        """Return the number of the template that each value matches, 0 where none does."""
        # One gather of a wide void type copies the start of every value into a dense matrix.
        wide = np.ndarray((len(buffer) - self.width,), f"V{self.width}", buffer, strides=(1,))
        rows = wide[positions]
        words = [
            np.ndarray((len(rows),), "<u8", rows, offset=8 * index, strides=(self.width,))
            & self._masks[index].take(shapes)
            for index in range(-(-largest // 8))
        ]
        found = self._lookup.find(words, self._are_equal)
        numbers: NDArray[np.int64] = self._numbers.take(found)
        return numbers

    def _are_equal(self, words: Words, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        equal = np.ones(len(candidates), np.bool_)
        for pattern, word in zip(self._patterns, words, strict=False):
            equal &= pattern.take(candidates) == word
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
