"""What cards of histograms cost over SSH: 160x48 cells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from terminal import open_and_settle

sys.path.append(str(Path(__file__).parents[1] / "screens"))
from histogram_logs import write_histograms

from tbtui.readers.event_writer import EventWriter

pytestmark = pytest.mark.pty


def test_steps_bins_and_modes(tmp_path):
    write_histograms(tmp_path)
    with EventWriter(tmp_path / "a" / "events.out.tfevents.1700000001.host") as writer:
        for step in range(20):
            writer.add_scalar("loss", 1 / (1 + step), step)
    with open_and_settle(tmp_path, "--interval", "1000") as terminal:
        for keys, most in (
            ("2", 60_000),
            ("l", 6_000),
            ("h", 6_000),
            ("h", 6_000),
            (")", 1_500),
            ("(", 1_500),
            ("m", 30_000),
            ("3", 60_000),
            ("l", 6_000),
        ):
            terminal.press(keys)
            sent = len(terminal.drain(quiet=0.5, first=3.0))
            assert 0 < sent < most, (keys, sent)
        # Nothing goes on when everything has been found out.
        assert not terminal.drain(quiet=1.0, first=1.0)
