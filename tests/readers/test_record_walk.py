"""A walk through large records finds the frames that there are; it ends where they become small."""

from __future__ import annotations

import numpy as np
import pytest
from frames import frame
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.record_walk import walk_large_records
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, find_records

SLACK = 64


def buffer_of(*frames: bytes, slack: bytes = bytes(SLACK)) -> tuple[np.ndarray, int]:
    data = b"".join(frames)
    return np.frombuffer(data + slack, np.uint8).copy(), len(data)


def edges_of(lengths: list[int]) -> list[int]:
    return [0, *np.cumsum([FRAME_SIZE + length for length in lengths]).tolist()]


@given(
    lengths=st.lists(st.integers(0, 3_000), max_size=100),
    cut=st.integers(0, 4_000),
    slack=st.binary(min_size=SLACK, max_size=SLACK),
)
def test_the_frames_found_are_the_first_ones_there_are(
    lengths: list[int], cut: int, slack: bytes
) -> None:
    buffer, size = buffer_of(*[frame(bytes(length)) for length in lengths], slack=slack)
    end = max(0, size - cut)
    complete = sum(edge <= end for edge in edges_of(lengths)[1:])

    walked = walk_large_records(buffer, end, 0)
    count = len(walked.starts)
    assert walked.starts.tolist() == edges_of(lengths)[:count]
    assert walked.lengths.tolist() == lengths[:count]
    assert walked.next == edges_of(lengths)[count]
    assert count == complete or count >= 64

    found = find_records(buffer, end)
    assert found.lengths.tolist() == lengths[:complete]
    assert found.next == edges_of(lengths)[complete]
    assert not found.lost


def test_it_ends_where_records_become_small() -> None:
    lengths = [10_000] * 200 + [40] * 1_000
    buffer, end = buffer_of(*[frame(bytes(length)) for length in lengths])
    assert 200 <= len(walk_large_records(buffer, end, 0).starts) < 400
    assert len(find_records(buffer, end).starts) == 1_200


@pytest.mark.parametrize("damaged", range(HEADER_SIZE))
def test_it_ends_before_a_header_that_is_not_sound(damaged: int) -> None:
    buffer, end = buffer_of(*[frame(bytes(2_000))] * 100)
    place = 70 * (FRAME_SIZE + 2_000)
    buffer[place + damaged] ^= 0x80
    walked = walk_large_records(buffer, end, 0)
    assert (len(walked.starts), walked.next) == (70, place)
    found = find_records(buffer, end)
    assert (len(found.starts), found.next, found.lost) == (70, place, True)


def test_without_a_header_there_is_nothing_to_walk() -> None:
    buffer, end = buffer_of(frame(b"payload"))
    assert len(walk_large_records(buffer, 11, 0).starts) == 0
    assert walk_large_records(buffer, end, end).next == end
