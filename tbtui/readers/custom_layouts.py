"""Layouts of the Custom Scalars dashboard: charts that whoever wrote the log has put together.

A layout is a string tensor that holds a serialized ``Layout``. Field numbers are those of
TensorBoard's ``plugins/custom_scalar/layout.proto`` and of its ``tensor.proto``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tbtui.readers.entry_bytes import EntryError, entry_bytes
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.string_tensors import only_string
from tbtui.readers.values import TENSOR, text, walk_value
from tbtui.readers.wire import LENGTH_DELIMITED, VARINT, Field, WireError, fields

LAYOUT_TAG = "custom_scalars__config__"
LAYOUT_PLUGIN = "custom_scalars"

LONGEST_LAYOUT = 1 << 20
"""Bytes of the largest layout that is read: one of thousands of charts."""


class LayoutError(ValueError):
    """A layout that cannot be read; the message says why."""


@dataclass(frozen=True)
class MultilineChart:
    """A chart of all tags that match.

    Attributes
    ----------
    title : str
        May be empty.
    tag_regexes : tuple of str
        Regular expressions, each matched from the start of a tag.
    """

    title: str
    tag_regexes: tuple[str, ...]


@dataclass(frozen=True)
class MarginSeries:
    """The tags of a line and of the lower and the upper end of the band around it."""

    value: str
    lower: str
    upper: str


@dataclass(frozen=True)
class MarginChart:
    """A chart of lines within bands.

    Attributes
    ----------
    title : str
        May be empty.
    series : tuple of MarginSeries
    """

    title: str
    series: tuple[MarginSeries, ...]


Chart = MultilineChart | MarginChart


@dataclass(frozen=True)
class Category:
    """A group of charts.

    Attributes
    ----------
    title : str
        May be empty.
    closed : bool
        Whether the group is folded at first.
    charts : tuple of MultilineChart or MarginChart
        Those that say what is in them.
    """

    title: str
    closed: bool
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Layout:
    """All charts of a Custom Scalars dashboard.

    Attributes
    ----------
    version : int
        0 so far.
    categories : tuple of Category
    """

    version: int
    categories: tuple[Category, ...]


def read_layout(entry: IndexEntry) -> Layout:
    """Read the layout that an index entry points to.

    Parameters
    ----------
    entry : IndexEntry
        One with the tag `LAYOUT_TAG`.

    Raises
    ------
    LayoutError
        The bytes cannot be had, are more than `LONGEST_LAYOUT`, or are no layout.
    """
    try:
        data = entry_bytes(entry, LONGEST_LAYOUT)
        value = walk_value(data, 0, len(data))
        if value.tag != LAYOUT_TAG or value.kind != TENSOR:
            raise LayoutError("the layout cannot be read: its file holds something else there")
        layout = only_string(data, value.content)
        if layout is None:
            raise LayoutError("the layout cannot be read: its tensor is not a single string")
        return decode_layout(layout)
    except EntryError as error:
        raise LayoutError(f"the layout cannot be read: {error}") from error
    except WireError as error:
        raise LayoutError(f"the layout is damaged: {error}") from error


def decode_layout(data: bytes) -> Layout:
    """Decode a serialized ``Layout``.

    As everywhere, bytes of names that are not UTF-8 become lone surrogates.

    Raises
    ------
    LayoutError
        The bytes are no layout.
    """
    version = 0
    categories: list[Category] = []
    try:
        for field in fields(data, 0, len(data)):
            if field.number == 1 and field.wire_type == VARINT:
                version = _int32(field.value)
            elif field.number == 2 and field.wire_type == LENGTH_DELIMITED:
                categories.append(_category(data, field))
    except WireError as error:
        raise LayoutError(f"the layout is damaged: {error}") from error
    return Layout(version, tuple(categories))


def _category(data: bytes, category: Field) -> Category:
    title, closed = "", False
    charts: list[Chart] = []
    for field in fields(data, category.start, category.end):
        if field.number == 1 and field.wire_type == LENGTH_DELIMITED:
            title = _string(data, field)
        elif field.number == 2 and field.wire_type == LENGTH_DELIMITED:
            chart = _chart(data, field)
            if chart is not None:
                charts.append(chart)
        elif field.number == 3 and field.wire_type == VARINT:
            closed = field.value != 0
    return Category(title, closed, tuple(charts))


def _chart(data: bytes, chart: Field) -> Chart | None:
    """Decode a chart; None if it has no contents, which newer versions may have of other kinds."""
    title = ""
    tag_regexes: list[str] | None = None
    series: list[MarginSeries] | None = None
    for field in fields(data, chart.start, chart.end):
        if field.wire_type != LENGTH_DELIMITED:
            continue
        if field.number == 1:
            title = _string(data, field)
        # The contents are a oneof: the last kind counts, and several of one kind are joined.
        elif field.number == 2:
            tag_regexes = (tag_regexes or []) + _tag_regexes(data, field)
            series = None
        elif field.number == 3:
            series = (series or []) + _margin_series(data, field)
            tag_regexes = None
    if tag_regexes is not None:
        return MultilineChart(title, tuple(tag_regexes))
    if series is not None:
        return MarginChart(title, tuple(series))
    return None


def _tag_regexes(data: bytes, multiline: Field) -> list[str]:
    return [
        _string(data, field)
        for field in fields(data, multiline.start, multiline.end)
        if field.number == 1 and field.wire_type == LENGTH_DELIMITED
    ]


def _margin_series(data: bytes, margin: Field) -> list[MarginSeries]:
    return [
        _one_margin_series(data, field)
        for field in fields(data, margin.start, margin.end)
        if field.number == 1 and field.wire_type == LENGTH_DELIMITED
    ]


def _one_margin_series(data: bytes, series: Field) -> MarginSeries:
    tags = {1: "", 2: "", 3: ""}
    for field in fields(data, series.start, series.end):
        if field.number in tags and field.wire_type == LENGTH_DELIMITED:
            tags[field.number] = _string(data, field)
    return MarginSeries(value=tags[1], lower=tags[2], upper=tags[3])


def _string(data: bytes, field: Field) -> str:
    return text(data[field.start : field.end])


def _int32(value: int) -> int:
    low = value & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low
