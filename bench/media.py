"""Write runs whose bulk is histograms, images and texts, as PyTorch logs them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.event_bytes import START_TIME, varint
from tbtui.readers.event_writer import EventWriter

HISTOGRAMS = tuple(f"weights/layer_{number}" for number in range(5))
_SCALARS = tuple(f"train/metric_{number}" for number in range(17))
_BUCKETS = 640
_IMAGE_SIZE = 60_000
_TEXT_SIZE = 2_000
_MEDIA_EVERY = 100
_SECONDS_A_STEP = 0.25


class Written(NamedTuple):
    """How many scalars a run holds, and of how many tags."""

    points: int
    tags: int


def field(number: int, content: bytes) -> bytes:
    """Encode a field of bytes of a protobuf message."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def older_histogram(random: np.random.Generator, buckets: int = _BUCKETS) -> bytes:
    """Encode a ``HistogramProto``: minimum to sum of squares, then limits and counts."""
    numbers = b"".join(
        varint(number << 3 | 1) + struct.pack("<d", random.normal()) for number in range(1, 6)
    )
    limits = np.sort(random.normal(size=buckets)).tobytes()
    counts = random.integers(0, 1000, buckets).astype(np.float64).tobytes()
    return numbers + field(6, limits) + field(7, counts)


def _image(random: np.random.Generator) -> bytes:
    return b"\x08\x40\x10\x40\x18\x03" + field(4, random.bytes(_IMAGE_SIZE))


def write_media(path: Path, step_count: int, seed: int) -> Written:
    """Write a run of histograms and scalars at every step, and now and then an image and a text.

    Parameters
    ----------
    path : pathlib.Path
        Of the event file.
    step_count : int
    seed : int
    """
    random = np.random.default_rng(seed)
    contents = [older_histogram(random) for _ in range(16)]
    image = _image(random)
    with EventWriter(path, wall_time=START_TIME) as writer:
        for step in range(step_count):
            wall_time = START_TIME + step * _SECONDS_A_STEP
            for tag in _SCALARS:
                writer.add_scalar(tag, random.normal(), step, wall_time)
            step_field = b"\x10" + varint(step) if step else b""
            head = b"\x09" + struct.pack("<d", wall_time) + step_field
            for number, tag in enumerate(HISTOGRAMS):
                content = contents[(step + number) % len(contents)]
                value = field(1, tag.encode()) + field(5, content)
                writer.write_record(head + field(5, field(1, value)))
            if step % _MEDIA_EVERY == 0:
                value = field(1, b"samples") + field(4, image)
                writer.write_record(head + field(5, field(1, value)))
                writer.add_text("notes", "lorem ipsum " * (_TEXT_SIZE // 12), step, wall_time)
    return Written(step_count * len(_SCALARS), len(_SCALARS))
