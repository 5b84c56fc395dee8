"""Layouts read from event files, whatever is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st
from layout_files import category, layout, margin, multiline, string_tensor, write_layout
from tensorboard.plugins.custom_scalar import layout_pb2

from tbtui.analysis.custom_layouts import layout_entry
from tbtui.readers.custom_layouts import (
    LONGEST_LAYOUT,
    Category,
    Layout,
    LayoutError,
    MarginChart,
    MarginSeries,
    MultilineChart,
    decode_layout,
    read_layout,
)
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

LOSSES = layout(
    category("losses", multiline("all", "loss/.*", "nll"), multiline("")),
    category("", margin("bands", ("mean", "low", "high"), ("a", "b", "c")), closed=True),
)
DECODED_LOSSES = Layout(
    version=0,
    categories=(
        Category(
            "losses",
            closed=False,
            charts=(MultilineChart("all", ("loss/.*", "nll")), MultilineChart("", ())),
        ),
        Category(
            "",
            closed=True,
            charts=(
                MarginChart(
                    "bands",
                    (MarginSeries("mean", "low", "high"), MarginSeries("a", "b", "c")),
                ),
            ),
        ),
    ),
)


def entry_in(directory: Path):
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    (run,) = loader.store.runs
    assert loader.store.problems == ()
    entry = layout_entry(run)
    assert entry is not None
    return entry


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.out.tfevents.1.host"


def test_a_layout_in_an_event_file(path):
    write_layout(path, LOSSES)
    assert read_layout(entry_in(path.parent)) == DECODED_LOSSES


def test_the_last_layout_of_a_run_counts(path):
    write_layout(path, [layout(category("old")), LOSSES])
    assert read_layout(entry_in(path.parent)) == DECODED_LOSSES


def test_a_run_without_a_layout_has_no_entry(tmp_path):
    write_layout(tmp_path / "events.out.tfevents.1.host", [], {"loss": [1.0]})
    loader = Loader([LogSource("", str(tmp_path))])
    loader.load()
    (run,) = loader.store.runs
    assert layout_entry(run) is None


@pytest.mark.parametrize(
    ("tensor", "message"),
    [
        (string_tensor(), "its tensor is not a single string"),
        (string_tensor(b"", b""), "its tensor is not a single string"),
        (string_tensor(b"", dtype=3, shape=[2]), "its tensor is not a single string"),
        (string_tensor(b"\x12\xff"), "the layout is damaged: unfinished varint at byte 1"),
        (string_tensor(b"\x12\x02\x0a\x05"), "field 1 reaches 5 bytes beyond its message"),
        (string_tensor(bytes(LONGEST_LAYOUT)), "bytes, more than 1,048,576"),
    ],
)
def test_a_tensor_that_is_no_layout(path, tensor, message):
    write_layout(path, None, tensors=[tensor])
    with pytest.raises(LayoutError, match=message):
        read_layout(entry_in(path.parent))


def truncate(path: Path) -> None:
    os.truncate(path, 40)


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def write_zeros_instead(path: Path) -> None:
    size = path.stat().st_size
    path.unlink()
    path.write_bytes(bytes(size))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Path.unlink, "its file cannot be read: No such file or directory"),
        (truncate, "its file became shorter"),
        (make_a_pipe, "its file is no regular file any more"),
        (write_zeros_instead, "the layout is damaged: field number 0 at byte 1"),
    ],
)
def test_a_file_that_changed_since_it_was_indexed(path, change, message):
    write_layout(path, LOSSES)
    entry = entry_in(path.parent)
    change(path)
    with pytest.raises(LayoutError, match=message):
        read_layout(entry)


def test_an_entry_that_points_to_another_value(path):
    write_layout(path, LOSSES, {"loss": [1.0]})
    entry = entry_in(path.parent)
    # The first value of the scalar: a tag of four bytes and a float, eleven bytes in all.
    start = path.read_bytes().index(b"\x0a\x04loss")
    with pytest.raises(LayoutError, match="its file holds something else there"):
        read_layout(entry._replace(offset=start, length=11))


def test_names_that_are_not_utf8_stay_distinct():
    (first,) = decode_layout(b"\x12\x03\x0a\x01\xfe").categories
    (second,) = decode_layout(b"\x12\x03\x0a\x01\xff").categories
    assert (first.title, second.title) == ("\udcfe", "\udcff")


def test_a_chart_of_a_kind_that_is_not_known_is_left_out():
    message = layout(category("new", layout_pb2.Chart(title="empty"), multiline("known", "a")))
    (found,) = decode_layout(message.SerializeToString()).categories
    assert found.charts == (MultilineChart("known", ("a",)),)


def test_of_several_contents_the_last_kind_counts_and_equal_kinds_are_joined():
    kinds = [
        multiline("t", "a"),
        margin("", ("b", "c", "d")),
        multiline("", "e"),
        multiline("", "f"),
    ]
    chart = b"".join(kind.SerializeToString() for kind in kinds)
    message = layout(category("x", layout_pb2.Chart.FromString(chart)))
    assert list(message.category[0].chart[0].multiline.tag) == ["e", "f"]

    raw_category = b"\x12" + bytes([len(chart)]) + chart
    raw_layout = b"\x12" + bytes([len(raw_category)]) + raw_category
    (found,) = decode_layout(raw_layout).categories
    # The empty titles are not written, so that the first one stays.
    assert found.charts == (MultilineChart("t", ("e", "f")),)


def from_tensorboard(message) -> Layout:
    """What we should make of a message that protobuf decoded."""
    return Layout(
        message.version,
        tuple(
            Category(one.title, one.closed, tuple(filter(None, map(chart_of, one.chart))))
            for one in message.category
        ),
    )


def chart_of(chart):
    kind = chart.WhichOneof("content")
    if kind == "multiline":
        return MultilineChart(chart.title, tuple(chart.multiline.tag))
    if kind == "margin":
        series = (MarginSeries(one.value, one.lower, one.upper) for one in chart.margin.series)
        return MarginChart(chart.title, tuple(series))
    return None


names = st.text(max_size=4)
triples = st.tuples(names, names, names)
charts = st.one_of(
    st.builds(multiline, names, names, names),
    st.builds(margin, names, triples, triples),
    st.builds(layout_pb2.Chart, title=names),
)
categories = st.builds(
    lambda title, members, closed: category(title, *members, closed=closed),
    names,
    st.lists(charts, max_size=3),
    st.booleans(),
)
layouts = st.builds(
    lambda members, version: layout(*members, version=version),
    st.lists(categories, max_size=3),
    st.integers(-(2**31), 2**31 - 1),
)


@given(layouts)
def test_any_layout_is_decoded_as_protobuf_does(message):
    assert decode_layout(message.SerializeToString()) == from_tensorboard(message)


@given(layouts, st.data())
def test_damaged_layouts_are_refused_or_decoded_as_protobuf_does(message, data):
    damaged = bytearray(message.SerializeToString())
    if damaged:
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        decoded = decode_layout(bytes(damaged))
    except LayoutError:
        with pytest.raises(DecodeError):
            layout_pb2.Layout.FromString(bytes(damaged))
        return
    try:
        wanted = layout_pb2.Layout.FromString(bytes(damaged))
    except DecodeError:
        # Protobuf refuses names that are not UTF-8, and a few numbers that mean nothing.
        return
    assert decoded == from_tensorboard(wanted)
