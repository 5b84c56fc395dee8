"""Index the values of a record that is larger than the buffer, reading only its headers."""

from __future__ import annotations

import os

import numpy as np

from tbtui.readers.block import Block
from tbtui.readers.file_window import FileWindow, is_sound_in_file
from tbtui.readers.odd_values import OddValues
from tbtui.readers.problems import Problem
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, may_be_header
from tbtui.readers.wire import WireError

_LARGEST_CHECKED = 1 << 28
"""Longer payloads are taken for what they claim to be: in a sparse file, a claim costs nothing."""


def leads_astray(descriptor: int, start: int, length: int) -> bool:
    """Say whether no frame follows the one at ``start``, and its checksum denies its payload.

    Parameters
    ----------
    descriptor : int
    start, length : int
        Offset of the frame, and its bytes of payload.
    """
    following = start + FRAME_SIZE + length
    header = np.frombuffer(os.pread(descriptor, HEADER_SIZE, following), np.uint8)
    if length > _LARGEST_CHECKED or may_be_header(header, 0, len(header)):
        return False
    return not is_sound_in_file(descriptor, start, length)


def read_huge_record(descriptor: int, path: str, start: int, length: int, *, verify: bool) -> Block:
    """Return what the record at ``start`` of a file holds.

    Parameters
    ----------
    descriptor : int
    path : str
        Of the file.
    start, length : int
        Offset of the frame, and its bytes of payload.
    verify : bool
        Whether to compare the payload with its checksum first.
    """
    size = FRAME_SIZE + length
    if verify and not is_sound_in_file(descriptor, start, length):
        reason = "the checksum of this record does not match its contents"
        return Block([], [], [Problem(path, start, size, reason)], start + size)
    odd = OddValues(path)
    problems = []
    try:
        window = FileWindow(descriptor, start + HEADER_SIZE)
        odd.read_event(window, length, start + HEADER_SIZE)
    except WireError as error:
        problems.append(Problem(path, start, size, f"not a well-formed event: {error}"))
    return Block([], odd.indexed, problems, start + size)
