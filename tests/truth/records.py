"""Records as the well-known writers make them, for tests of what becomes of them."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from tbtui.readers.event_writer import EventWriter

START = 1_700_000_000.0
_VERSION_RECORD = "events.out.tfevents"


def _written(write: Callable[[EventWriter], None]) -> bytes:
    """The bytes that a writer adds behind its version record."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / _VERSION_RECORD
        with EventWriter(path, START) as writer:
            writer.flush()
            before = path.stat().st_size
            write(writer)
        return path.read_bytes()[before:]


def version() -> bytes:
    """The first record of a file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / _VERSION_RECORD
        EventWriter(path, START).close()
        return path.read_bytes()


def record(payload: bytes) -> bytes:
    return _written(lambda writer: writer.write_record(payload))


def scalar(tag: str, step: int, value: float, wall_time: float | None = None) -> bytes:
    """As PyTorch writes it."""
    time = START + step if wall_time is None else wall_time
    return _written(lambda writer: writer.add_scalar(tag, value, step, time))


def tensor_scalar(tag: str, step: int, value: float) -> bytes:
    """As TensorFlow 2 writes it."""
    return _written(lambda writer: writer.add_tensor_scalar(tag, value, step, START + step))


def event_with(tags: list[str], step: int) -> bytes:
    """Several scalars in one event."""
    values = dict(zip(tags, itertools.count(), strict=False))
    return _written(lambda writer: writer.add_scalars_event(values, step, START + step))


def histogram(tag: str, step: int) -> bytes:
    rows = [(-1.0, 0.0, 5.0), (0.0, 1.0, 7.0)]
    return _written(lambda writer: writer.add_histogram(tag, rows, step, START + step))


def text(tag: str, step: int, content: str) -> bytes:
    return _written(lambda writer: writer.add_text(tag, content, step, START + step))
