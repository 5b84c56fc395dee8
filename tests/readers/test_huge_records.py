"""Records larger than the buffer hold what they would hold if they were small."""

from __future__ import annotations

from pathlib import Path

import plain_reader
import pytest
from frames import event, points_of, read_blocks, scalar
from tensorboard.compat.proto import summary_pb2

from tbtui.readers import huge_records
from tbtui.readers.templates import TemplateTable

Value = summary_pb2.Summary.Value
FILE = "events.out.tfevents.1"
CAPACITY = 1 << 13


def values() -> list[Value]:
    """Scalars of every width, and what is none, in one event that no buffer holds."""
    image = Value(tag="image", image={"encoded_image_string": bytes(20_000)})
    wide = [Value(tag=f"wide/{n}", tensor={"dtype": 2, "double_val": [n / 3]}) for n in range(300)]
    mixed = [Value(tag="mixed", histo={"max": 1.0}), Value(tag="mixed", simple_value=1.0)]
    return [*wide, image, *mixed, *(Value(tag=f"loss/{n}", simple_value=n) for n in range(700))]


@pytest.mark.parametrize("at_once", [7, 1 << 14])
@pytest.mark.parametrize("verify", [False, True])
def test_scalars_in_a_record_larger_than_the_buffer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, verify: bool
) -> None:
    monkeypatch.setattr(huge_records, "_VALUES_AT_ONCE", at_once)
    path = tmp_path / FILE
    path.write_bytes(scalar("loss/1", 1, 0.5) + event(2, values()) + scalar("loss/1", 3, 0.25))
    table = TemplateTable(verify=verify)
    file, blocks = read_blocks(path, table, CAPACITY)
    assert points_of(blocks) == plain_reader.by_tag(plain_reader.scalars(path))
    assert file.status.state == "read"
    assert not [problem for block in blocks for problem in block.problems]
    indexed = [value for block in blocks for value in block.indexed]
    assert [(value.kind, value.tag) for value in indexed] == [
        ("images", "image"), ("histograms", "mixed"),
    ]  # fmt: skip
    for value, tag in zip(indexed, ("image", "mixed"), strict=True):
        start, end = value.entry.offset, value.entry.offset + value.entry.length
        assert Value.FromString(path.read_bytes()[start:end]).tag == tag


def test_what_comes_first_in_a_large_record_describes_its_tag(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(event(2, values()))
    _, [block] = read_blocks(path, capacity=CAPACITY)
    assert block.indexed_first == {"mixed"}


@pytest.mark.parametrize("verify", [False, True])
def test_a_flipped_bit_in_a_large_record_invents_no_curve(tmp_path: Path, verify: bool) -> None:
    path = tmp_path / FILE
    damaged = bytearray(event(2, values()))
    damaged[damaged.index(b"loss/500")] ^= 0x01
    path.write_bytes(scalar("loss", 1, 0.5) + bytes(damaged) + scalar("loss", 3, 0.25))
    file, blocks = read_blocks(path, TemplateTable(verify=verify), CAPACITY)
    assert list(points_of(blocks)) == ["loss"]
    [problem] = [problem for block in blocks for problem in block.problems]
    assert "checksum" in problem.reason
    assert problem.length == len(damaged)
    assert file.status.state == "read"
