"""Read a log directory as one would in an afternoon: frame by frame, one message an event."""

from __future__ import annotations

import struct
import sys
from array import array
from pathlib import Path
from typing import NamedTuple

from bench.readers.announcing import announce, wait_for_the_end
from tbtui.readers.proto.event import Event

_LENGTH = struct.Struct("<Q")
_FLOAT = struct.Struct("<f")
_HEADER_SIZE = 12
_FRAME_SIZE = 16


class Series(NamedTuple):
    """The points of a tag."""

    steps: array[int]
    wall_times: array[float]
    values: array[float]


def read_file(path: Path, series_by_tag: dict[str, Series]) -> None:
    data = path.read_bytes()
    position = 0
    while position + _FRAME_SIZE <= len(data):
        (length,) = _LENGTH.unpack_from(data, position)
        start = position + _HEADER_SIZE
        event = Event.FromString(data[start : start + length])
        position += _FRAME_SIZE + length
        for value in event.summary.value:
            kind = value.WhichOneof("value")
            if kind == "simple_value":
                number = value.simple_value
            elif kind == "tensor" and len(value.tensor.tensor_content) == _FLOAT.size:
                (number,) = _FLOAT.unpack(value.tensor.tensor_content)
            else:
                continue
            series = series_by_tag.get(value.tag)
            if series is None:
                series = series_by_tag[value.tag] = Series(array("q"), array("d"), array("f"))
            series.steps.append(event.step)
            series.wall_times.append(event.wall_time)
            series.values.append(number)


def main(directory: str) -> None:
    runs: dict[Path, dict[str, Series]] = {}
    for path in sorted(Path(directory).rglob("*tfevents*")):
        read_file(path, runs.setdefault(path.parent, {}))
    series = [series for tags in runs.values() for series in tags.values()]
    announce("loaded", sum(len(one.steps) for one in series), len(series))
    wait_for_the_end()


if __name__ == "__main__":
    main(sys.argv[1])
