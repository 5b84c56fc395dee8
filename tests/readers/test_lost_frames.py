"""Where a file goes on behind a damaged frame is found wherever chunks of it end."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import event, read_blocks, scalar, steps_of
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.event_file import EventFile
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable

CAPACITY = 1 << 12
FILE = "events.out.tfevents.1"


@pytest.mark.parametrize("before_edge", range(14))
def test_a_header_across_the_end_of_a_chunk(tmp_path: Path, before_edge: int) -> None:
    """The search starts a byte behind the lost frame, which stands at 0."""
    path = tmp_path / FILE
    path.write_bytes(b"x" * (1 + CAPACITY - before_edge) + scalar("loss", 7, 0.5))
    _, blocks = read_blocks(path, capacity=CAPACITY)
    assert steps_of(blocks) == [7]


@pytest.mark.parametrize("arrived", range(14))
def test_a_header_of_which_a_part_had_arrived(tmp_path: Path, arrived: int) -> None:
    path = tmp_path / FILE
    record = scalar("loss", 7, 0.5)
    path.write_bytes(b"x" * 100 + record[:arrived])
    file, buffer = EventFile(str(path), TemplateTable()), ReadBuffer(CAPACITY)
    assert steps_of(file.blocks(buffer)) == []
    path.write_bytes(b"x" * 100 + record)
    assert steps_of(file.blocks(buffer)) == [7]


def test_what_a_huge_damaged_record_seems_to_span(tmp_path: Path) -> None:
    """A hundred bytes of it are missing, so it seems to reach into records behind it."""
    image = summary_pb2.Summary.Value(tag="image")
    image.image.encoded_image_string = bytes(3 * CAPACITY)
    damaged = event(1, [image])
    damaged = damaged[:5_000] + damaged[5_100:]
    path = tmp_path / FILE
    path.write_bytes(damaged + b"".join(scalar("loss", step, 0.5) for step in range(20)))
    _, blocks = read_blocks(path, capacity=CAPACITY)
    assert steps_of(blocks) == list(range(20))
    assert sum(len(block.problems) for block in blocks) == 1
