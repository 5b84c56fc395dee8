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

from tbtui.readers.file_layouts import KnownLayouts
from tbtui.readers.growing import with_room
from tbtui.readers.known_cycles import KnownCycles
from tbtui.readers.sources import KnownSources
from tbtui.readers.templates_of_width import TemplatesOfWidth
from tbtui.readers.value_shapes import SHAPE_KEY_COUNT, shape_key_of
from tbtui.readers.value_templates import MAX_VALUE_SIZE, Template, template_of
from tbtui.readers.word_lookup import UNKNOWN

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
    layouts : KnownLayouts
        Of whole files of such records.
    """

    def __init__(self, *, verify: bool = False) -> None:
        self.verify = verify
        self.templates: list[Template] = []
        self.sources = KnownSources()
        self.silent_events: set[bytes] = set()
        self.cycles = KnownCycles()
        self.layouts = KnownLayouts()
        self._numbers: dict[bytes, int] = {}
        self._refreshed = 0
        self._widths = [TemplatesOfWidth(width) for width in _WIDTHS]
        self._shape_of_key = np.zeros(SHAPE_KEY_COUNT, np.int32)
        self._holes = np.zeros(16, np.int64)
        self._type_numbers = np.zeros(16, np.int64)
        self._source_numbers = np.zeros(16, np.int64)
        self._types: dict[str, int] = {"": 0}

    def learn(self, encoded: bytes) -> int:
        """Return the number of a value's template, which is added if it is new.

        New templates take part in everything else after `refresh`.

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
        key = shape_key_of(encoded)
        if key is None or len(self.templates) >= _MAX_TEMPLATES:
            return UNKNOWN
        of_width = self._narrowest_for(len(encoded))
        shape = of_width.shape_of(template, int(self._shape_of_key[key]))
        if shape is None:
            return UNKNOWN
        self._shape_of_key[key] = shape
        self.templates.append(template)
        number = self._numbers[template.pattern] = len(self.templates)
        of_width.add(template.pattern, number)
        return number

    def _narrowest_for(self, size: int) -> TemplatesOfWidth:
        for of_width in self._widths:
            if size <= of_width.width:
                return of_width
        raise ValueError(f"no template has {size} bytes")

    def refresh(self) -> bool:
        """Make newly learnt templates available to `match`; return whether there were any.

        The cost is that of the new ones, however many there are already.
        """
        learnt = self.templates[self._refreshed :]
        if not learnt:
            return False
        # Template number n is at n - 1 of the list, but at n of the arrays.
        start, end = self._refreshed + 1, len(self.templates) + 1
        self._refreshed = len(self.templates)
        self._holes = with_room(self._holes, end)
        self._holes[start:end] = [template.hole for template in learnt]
        types = self._types
        self._type_numbers = with_room(self._type_numbers, end)
        self._type_numbers[start:end] = [
            types.setdefault(template.dtype.str, len(types)) for template in learnt
        ]
        self._source_numbers = with_room(self._source_numbers, end)
        self._source_numbers[start:end] = [
            self.sources.number_of(template.source) for template in learnt
        ]
        for of_width in self._widths:
            of_width.refresh()
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
