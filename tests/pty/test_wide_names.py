"""Wide and combining characters in names keep what is right of them in its column."""

from __future__ import annotations

import pytest
from terminal import tbtui

from tbtui.readers.event_writer import EventWriter

pytestmark = pytest.mark.pty

NAMES = ("模型训练", "e\u0301te\u0301", "한국어-실험", "ｆｕｌｌ", "naïve", "run\u0323\u0302s")
WIDTHS = range(40, 121, 9)


@pytest.fixture
def wide(tmp_path):
    for name in NAMES:
        with EventWriter(tmp_path / name / "events.out.tfevents.1", 1_767_225_600.0) as writer:
            for step in range(50):
                writer.add_scalar(f"損失/{name}", 1.0 / (step + 1), step, 1_767_225_600.0 + step)
    return tmp_path


def columns_of(screen, characters):
    """Return in which columns the last of some characters stands, for each row that has one."""
    found = []
    for row in range(screen.lines):
        line = screen.buffer[row]
        places = [x for x in range(screen.columns) if line[x].data in characters]
        if places:
            found.append(places[-1])
    return found


@pytest.mark.parametrize("symbols", ["braille", "ascii"])
def test_borders_stand_below_one_another_at_all_widths(symbols, wide):
    options = ("--symbols", symbols, "--interval", "1000")
    with tbtui(wide, *options, columns=120, rows=30) as program:
        program.read_until(lambda: " points" in program.text)
        program.drain(quiet=0.5)
        for columns in reversed(WIDTHS):
            program.resize(columns, 30)
            program.drain(quiet=0.3, first=1.0)
            # Every frame of the last column ends in the last cell of the screen.
            ends = columns_of(program.show(), "│╮╯" if symbols == "braille" else "|+")
            assert len(ends) > 15
            assert set(ends[3:-1]) <= {columns - 1}, program.text
            for key in ("v", "v"):
                program.press(key)
                program.drain(quiet=0.2, first=0.5)
