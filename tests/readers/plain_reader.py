"""An event file read in the plainest way: the oracle for the vectorised reader."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tensorboard.compat.proto import event_pb2
from tensorboard.util import tensor_util


class PlainPoint(NamedTuple):
    tag: str
    step: int
    wall_time: float
    value: float


def payloads(data: bytes) -> list[bytes]:
    """All complete payloads, checksums not looked at."""
    found = []
    position = 0
    while position + 12 <= len(data):
        (length,) = struct.unpack_from("<Q", data, position)
        if position + 16 + length > len(data):
            break
        found.append(data[position + 12 : position + 12 + length])
        position += 16 + length
    return found


def scalars(path: Path) -> list[PlainPoint]:
    """All scalars of a sound file, in its order."""
    points = []
    for payload in payloads(path.read_bytes()):
        event = event_pb2.Event.FromString(payload)
        for value in event.summary.value:
            kind = value.WhichOneof("value")
            if kind == "simple_value":
                number = value.simple_value
            elif kind == "tensor":
                array = np.asarray(tensor_util.make_ndarray(value.tensor))
                if array.size != 1 or array.dtype.kind not in "fiub":
                    continue
                number = float(array.reshape(-1)[0])
            else:
                continue
            points.append(PlainPoint(value.tag, event.step, event.wall_time, number))
    return points


def by_tag(points: list[PlainPoint]) -> dict[str, list[tuple[int, float, float]]]:
    """Steps, wall times and values by tag."""
    result: dict[str, list[tuple[int, float, float]]] = {}
    for point in points:
        result.setdefault(point.tag, []).append((point.step, point.wall_time, point.value))
    return result
