"""Text summaries as lines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tensorboard.compat.proto import summary_pb2, tensor_pb2, types_pb2

from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.text_values import TextError, read_text, text_lines


def strings(*values: bytes, shape: tuple[int, ...]) -> np.ndarray:
    tensor = np.empty(len(values), object)
    tensor[:] = values
    return tensor.reshape(shape)


def test_one_text_is_its_lines() -> None:
    assert text_lines(strings(b"# a\n\nb", shape=())) == ("# a", "", "b")


def test_a_vector_is_one_text_below_another() -> None:
    assert text_lines(strings(b"a", b"", b"b\nc", shape=(3,))) == ("a", "", "b", "c")


def test_a_matrix_is_a_table() -> None:
    assert text_lines(strings(b"a", b"b", b"c", b"d", shape=(2, 2))) == ("a | b", "c | d")


def test_of_more_dimensions_there_is_the_first_plane() -> None:
    cells = strings(*(bytes([65 + index]) for index in range(8)), shape=(2, 2, 2))
    assert text_lines(cells) == ("A | B", "C | D", "(the first plane of 2x2x2 texts)")
    assert text_lines(np.empty((0, 2, 2), object)) == ("(the first plane of 0x2x2 texts)",)


def test_odd_bytes_are_replaced_and_nul_is_dropped() -> None:
    assert text_lines(strings(b"a\xff\0b", shape=())) == ("a\ufffdb",)


def test_numbers_are_no_text() -> None:
    with pytest.raises(TextError, match="no text"):
        text_lines(np.zeros(3))


def test_a_value_is_read_from_its_file(tmp_path: Path) -> None:
    tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[b"lr **0.1**\nwarm"])
    tensor.tensor_shape.dim.add(size=1)
    value = summary_pb2.Summary.Value(tag="notes", tensor=tensor).SerializeToString()
    path = tmp_path / "events"
    path.write_bytes(b"xxx" + value)
    entry = IndexEntry(0, 0.0, str(path), 3, len(value))
    assert read_text(entry) == ("lr **0.1**", "warm")
    with pytest.raises(TextError):
        read_text(entry._replace(offset=0))


def test_a_file_that_has_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="cannot be read"):
        read_text(IndexEntry(0, 0.0, str(tmp_path / "gone"), 0, 10))
