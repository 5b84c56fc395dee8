"""``--verify`` finds a damaged number, which is not looked for otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tbtui.cli import main
from tbtui.readers.event_writer import EventWriter

DAMAGED = "checksum of this record does not match"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    path = tmp_path / "events.out.tfevents.1"
    with EventWriter(path) as writer:
        for step in range(500):
            writer.add_scalar("loss", 0.5, step)
    data = bytearray(path.read_bytes())
    data[-43 * 100 - 6] ^= 0x01  # a byte of a number: all later records have 43 bytes
    path.write_bytes(bytes(data))
    return tmp_path


def test_only_with_verify(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["inspect", str(logs)])
    assert DAMAGED not in capsys.readouterr().out
    main(["inspect", "--verify", str(logs)])
    assert DAMAGED in capsys.readouterr().out
