"""Write large event files quickly, in the very bytes of torch's ``SummaryWriter``.

All records of one tag and one width of the step differ only in wall time, step and value, so they
are filled in as columns of a matrix; their checksums come from the same tables that the reader uses
(``tests/readers`` compares these with an independent implementation).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import contributions, crc32c, masked
from tbtui.readers.event_writer import EventWriter

_START_TIME = 1_700_000_000.0


def varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append((number & 0x7F) | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _records(tag: str, steps: NDArray[np.int64], values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return uint8[n, size]: one frame a row; all steps have varints of one width."""
    name = tag.encode()
    value = b"\x0a" + varint(len(name)) + name + b"\x15" + bytes(4)
    summary = b"\x0a" + varint(len(value)) + value
    step_width = len(varint(int(steps[0]))) if steps[0] else 0
    step = b"\x10" + bytes(step_width) if step_width else b""
    payload = b"\x09" + bytes(8) + step + b"\x2a" + varint(len(summary)) + summary
    header = len(payload).to_bytes(8, "little")
    frame = header + masked(crc32c(header)).to_bytes(4, "little") + payload + bytes(4)
    rows = np.tile(np.frombuffer(frame, np.uint8), (len(steps), 1))
    wall_times = _START_TIME + steps * 0.25
    rows[:, 13:21] = wall_times.view(np.uint8).reshape(-1, 8)
    for place in range(step_width):
        more = 0x80 if place < step_width - 1 else 0
        rows[:, 22 + place] = ((steps >> (7 * place)) & 0x7F) | more
    rows[:, -8:-4] = values.view(np.uint8).reshape(-1, 4)
    rows[:, -4:] = _masked_checksums(rows[:, 12:-4]).view(np.uint8).reshape(-1, 4)
    return rows


def _masked_checksums(payloads: NDArray[np.uint8]) -> NDArray[np.uint32]:
    table = contributions()
    size = payloads.shape[1]
    registers = np.zeros(len(payloads), np.uint32)
    for place in range(size):
        inverted = payloads[:, place] ^ (0xFF if place < 4 else 0)
        registers ^= table[size - 1 - place].take(inverted)
    registers ^= np.uint32(0xFFFFFFFF)
    return ((registers >> 15) | (registers << 17)) + np.uint32(0xA282EAD8)


def write_scalars(path: Path, tags: Sequence[str], step_count: int, seed: int = 0) -> None:
    """Write ``step_count`` steps of all tags, step by step, as a training loop would."""
    random = np.random.default_rng(seed)
    with EventWriter(path, wall_time=_START_TIME):
        pass
    steps = np.arange(step_count, dtype=np.int64)
    edges = [0, 1, *(1 << (7 * k) for k in range(1, 9))]
    with path.open("ab") as file:
        for start, end in itertools.pairwise(edges):
            for first in range(start, min(end, step_count), 50_000):
                chunk = steps[first : min(end, step_count, first + 50_000)]
                columns = [_records(tag, chunk, _curve(random, chunk, step_count)) for tag in tags]
                file.write(np.concatenate(columns, axis=1).tobytes())


def _curve(
    random: np.random.Generator, steps: NDArray[np.int64], step_count: int
) -> NDArray[np.float32]:
    decay = np.exp(-3 * steps / step_count)
    noise = 0.1 * random.standard_normal(len(steps))
    return (0.2 + 2 * decay + noise).astype(np.float32)
