"""With everything verified, exactly the records whose checksums hold are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from frames import event, points_of, read_blocks, scalar, version
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.crc32c import crc32c, payload_is_sound
from tbtui.readers.logdir import LogSource
from tbtui.readers.payload_checks import payloads_are_sound
from tbtui.readers.templates import TemplateTable
from tbtui.store.loader import Loader

FILE = "events.out.tfevents.1"
Value = summary_pb2.Summary.Value


def several(step: int) -> bytes:
    return event(step, [Value(tag=f"layer_{n}" * 9, simple_value=step + n) for n in range(5)])


def regular() -> list[bytes]:
    return [scalar(tag, n, n / 4) for n in range(1_200) for tag in ("loss", "accuracy")]


def irregular() -> list[bytes]:
    return [several(n) if n % 7 in (2, 3) else scalar(f"t{n % 5}", n, n / 4) for n in range(400)]


@settings(max_examples=60, deadline=None)
@given(
    records=st.sampled_from([regular(), irregular()]),
    damage=st.lists(st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)), max_size=8),
)
def test_a_damaged_payload_costs_its_record_and_is_told(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[bytes],
    damage: list[tuple[float, float]],
) -> None:
    changed = list(records)
    bad = sorted({int(which * (len(records) - 1)) for which, _ in damage})
    for number, (_, place) in zip(bad, damage, strict=False):
        record = bytearray(records[number])
        record[12 + int(place * (len(record) - 12))] ^= 0x10
        changed[number] = bytes(record)
    directory = tmp_path_factory.mktemp("run")
    damaged, sound = directory / "damaged", directory / "sound"
    damaged.write_bytes(version() + b"".join(changed))
    sound.write_bytes(version() + b"".join(r for n, r in enumerate(records) if n not in bad))
    _, blocks = read_blocks(damaged, TemplateTable(verify=True), capacity=1 << 20)
    expected = points_of(read_blocks(sound, capacity=1 << 20)[1])
    assert points_of(blocks) == expected
    told = [problem.offset for block in blocks for problem in block.problems]
    lengths = np.cumsum([len(version()), *map(len, records)])
    assert told == [lengths[number] for number in bad]


def test_without_it_only_a_number_may_be_wrong(tmp_path: Path) -> None:
    records = regular()
    record = bytearray(records[1_000])
    record[-6] ^= 0x10
    records[1_000] = bytes(record)
    (tmp_path / FILE).write_bytes(b"".join(records))
    counts = []
    for verify in (False, True):
        loader = Loader([LogSource("", str(tmp_path))], verify=verify)
        loader.load()
        counts.append((loader.store.runs[0].point_count, len(loader.store.problems)))
    assert counts == [(2_400, 0), (2_399, 1)]


def test_a_record_larger_than_the_buffer_is_verified_too(tmp_path: Path) -> None:
    big = bytearray(event(2, [Value(tag="big", image={"encoded_image_string": bytes(300_000)})]))
    path = tmp_path / FILE
    path.write_bytes(scalar("loss", 1, 0.5) + bytes(big) + scalar("loss", 3, 0.25))
    _, blocks = read_blocks(path, TemplateTable(verify=True), capacity=1 << 14)
    assert sum(len(block.indexed) for block in blocks) == 1
    big[200_000] ^= 1
    path.write_bytes(scalar("loss", 1, 0.5) + bytes(big) + scalar("loss", 3, 0.25))
    _, blocks = read_blocks(path, TemplateTable(verify=True), capacity=1 << 14)
    assert sum(len(block.indexed) for block in blocks) == 0
    assert [p.length for block in blocks for p in block.problems] == [len(big)]


@given(lengths=st.lists(st.sampled_from([0, 3, 40, 41, 256, 257, 700, 1_100]), max_size=60),
       flipped=st.integers(0, 59), seed=st.integers(0, 9))  # fmt: skip
def test_many_checksums_at_once_are_those_one_by_one(
    lengths: list[int], flipped: int, seed: int
) -> None:
    from frames import frame

    random = np.random.default_rng(seed)
    frames = [bytearray(frame(random.bytes(length))) for length in lengths]
    if flipped < len(frames):
        frames[flipped][-1] ^= 0x80
    buffer = np.frombuffer(b"".join(frames) + bytes(64), np.uint8)
    starts = np.cumsum([0, *map(len, frames)])[:-1].astype(np.int64)
    sound = payloads_are_sound(buffer, starts, np.array(lengths, np.int64))
    one_by_one = [
        payload_is_sound(buffer, start, length)
        for start, length in zip(starts.tolist(), lengths, strict=True)
    ]
    assert sound.tolist() == one_by_one == [n != flipped for n in range(len(lengths))]


@given(parts=st.lists(st.binary(max_size=400), max_size=4))
def test_a_checksum_can_be_continued(parts: list[bytes]) -> None:
    checksum = 0
    for part in parts:
        checksum = crc32c(part, checksum)
    assert checksum == crc32c(b"".join(parts))
