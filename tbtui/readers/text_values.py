"""Text summaries: what an index entry of kind ``text`` holds, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.entry_bytes import EntryError, entry_bytes
from tbtui.readers.tensors import TensorError, decode_tensor
from tbtui.readers.values import TENSOR, walk_value
from tbtui.readers.wire import WireError

if TYPE_CHECKING:
    from tbtui.readers.odd_values import IndexEntry

TEXT = "text"
"""The kind of these entries, which is the name of the plugin."""
LONGEST_TEXT = 4 << 20
"""Bytes of a value that are read at most."""

_BETWEEN_COLUMNS = " | "
_PLANE = 2


class TextError(ValueError):
    """A text summary that cannot be read; the message says why."""


def read_text(entry: IndexEntry) -> tuple[str, ...]:
    """Read the lines of the text summary that an index entry points to.

    As in TensorBoard, NUL characters are dropped, a vector is a text below another, a matrix a
    table, and of more dimensions only the first plane is shown, which a last line says.

    Parameters
    ----------
    entry : IndexEntry
        One of kind `TEXT`.

    Raises
    ------
    TextError
        The bytes cannot be had, are more than `LONGEST_TEXT`, or are no text.
    """
    try:
        data = entry_bytes(entry, LONGEST_TEXT)
        value = walk_value(data, 0, len(data))
        if value.kind != TENSOR:
            raise TextError("its file holds something else there")
        return text_lines(decode_tensor(data[value.content.start : value.content.end]))
    except (EntryError, TensorError, WireError) as error:
        raise TextError(str(error)) from error


def text_lines(tensor: NDArray[Any]) -> tuple[str, ...]:
    """Return a tensor of strings as lines; of what is no string, nothing is a text.

    Raises
    ------
    TextError
        The elements are no strings.
    """
    if not tensor.dtype.hasobject:
        raise TextError("it holds numbers and no text")
    note: tuple[str, ...] = ()
    if tensor.ndim > _PLANE:
        note = (f"(the first plane of {'x'.join(map(str, tensor.shape))} texts)",)
        while tensor.ndim > _PLANE:
            tensor = tensor[0] if len(tensor) else np.empty((0, 0), object)
    if tensor.ndim == _PLANE:
        rows = [_BETWEEN_COLUMNS.join(_plain(cell) for cell in row) for row in tensor]
    else:
        rows = [_plain(cell) for cell in tensor.ravel()]
    return (*(line for row in rows for line in row.splitlines() or [""]), *note)


def _plain(cell: object) -> str:
    text = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
    return text.replace("\0", "")
