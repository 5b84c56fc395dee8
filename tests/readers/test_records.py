from __future__ import annotations

import numpy as np
import pytest
from frames import frame, scalar, version
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.readers.records import RecordSpans, find_header, find_records

SLACK = bytes(64)


def find(data: bytes, start: int = 0) -> RecordSpans:
    return find_records(np.frombuffer(data + SLACK, np.uint8), len(data), start)


def payloads_found(data: bytes, spans: RecordSpans) -> list[bytes]:
    return [
        data[start + 12 : start + 12 + length]
        for start, length in zip(spans.starts.tolist(), spans.lengths.tolist(), strict=True)
    ]


def test_a_chain_of_records() -> None:
    records = [version(), *(scalar("loss", step, 0.5) for step in range(3))]
    data = b"".join(records)
    spans = find(data)
    assert spans.starts.tolist() == [0, *np.cumsum([len(r) for r in records])[:-1].tolist()]
    assert (spans.next, spans.lost, spans.pending_length) == (len(data), False, -1)


def test_an_incomplete_record_waits_at_its_start() -> None:
    whole, last = scalar("loss", 1, 0.5), scalar("loss", 2, 0.5)
    for cut in range(len(last)):
        spans = find(whole + last[:cut])
        assert (len(spans.starts), spans.next, spans.lost) == (1, len(whole), False)
        assert spans.pending_length == (len(last) - 16 if cut >= 12 else -1)


def test_a_wrong_length_loses_the_chain_there() -> None:
    good, bad = scalar("loss", 1, 0.5), bytearray(scalar("loss", 2, 0.5))
    bad[0] ^= 1
    spans = find(good + bytes(bad) + good)
    assert (spans.starts.tolist(), spans.next, spans.lost) == ([0], len(good), True)


def test_signatures_inside_payloads_do_not_confuse() -> None:
    decoy = bytes(12) + b"\x09" + bytes(7) + b"\x41" + bytes(20)
    records = [scalar("a", 1, 0.5), frame(decoy * 3), scalar("b", 2, 0.5), frame(b""), frame(decoy)]
    data = b"".join(records)
    assert payloads_found(data, find(data)) == [record[12:-4] for record in records]


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=80), max_size=12), st.integers(0, 30))
def test_any_payloads_are_found_and_a_cut_costs_only_the_last(
    contents: list[bytes], cut: int
) -> None:
    data = b"".join(frame(content) for content in contents)
    assert payloads_found(data, find(data)) == contents
    shorter = data[: max(0, len(data) - cut)]
    found = payloads_found(shorter, find(shorter))
    assert found == contents[: len(found)]


def test_the_next_frame_is_found_behind_junk() -> None:
    junk = np.random.default_rng(1).bytes(500)
    data = junk + scalar("loss", 1, 0.5)
    buffer = np.frombuffer(data, np.uint8)
    assert find_header(buffer, 0, len(data)) == 500
    assert find_header(buffer, 0, 505) is None


@pytest.mark.parametrize("edge", [1 << 12, (9 << 12) - 11])
@pytest.mark.parametrize("before", [-30, -12, -11, -6, -1, 0, 1])
def test_the_next_frame_is_found_where_one_search_ends_and_another_begins(
    edge: int, before: int
) -> None:
    """A long way behind the damage, larger and larger windows are searched."""
    place = edge + before
    record = frame(bytes(5_000))
    data = bytes(place) + record + bytes(100)
    buffer = np.frombuffer(data, np.uint8)
    assert find_header(buffer, 0, len(data)) == place
    assert find_header(buffer, 0, place + 12) == place
    assert find_header(buffer, 0, place + 11) is None
    damaged = np.array(buffer)
    damaged[place + 3_000] = 1
    assert find_header(damaged, 0, len(data)) is None


def test_zeros_are_no_frame() -> None:
    assert find_header(np.zeros(4096, np.uint8), 0, 4096) is None
