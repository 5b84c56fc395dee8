"""Search where the frames of a file go on behind a damaged one."""

from __future__ import annotations

import os
from typing import NamedTuple

from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.records import HEADER_SIZE, find_header


class FrameSearch(NamedTuple):
    """The outcome of a search.

    Attributes
    ----------
    found : int or None
        Offset of the next place where a frame can start; None when the file holds none (yet).
    searched_to : int
        Where a search that found nothing has to go on when the file has grown.
    only_zeros : bool
        Whether all that was searched is zeros.
    """

    found: int | None
    searched_to: int
    only_zeros: bool


def search_frame(descriptor: int, buffer: ReadBuffer, start: int) -> FrameSearch:
    """Search a file from offset ``start`` to its end for a place where a frame can start.

    Parameters
    ----------
    descriptor : int
    buffer : ReadBuffer
        Filled with what is searched.
    start : int
    """
    position = start
    only_zeros = True
    while True:
        got = os.preadv(descriptor, [buffer.view[: buffer.capacity]], position)
        is_empty = not buffer.data[:got].any()
        found = None if is_empty else find_header(buffer.data, 0, got)
        only_zeros = only_zeros and is_empty
        if found is not None:
            return FrameSearch(position + found, start, only_zeros)
        if got < buffer.capacity:
            return FrameSearch(None, max(start, position + got - HEADER_SIZE), only_zeros)
        position += got - HEADER_SIZE
