"""What tabs cost over SSH: going to one, and the first value of a kind that brings one."""

from __future__ import annotations

import pytest
from layout_files import category, layout, margin, multiline, write_layout
from terminal import open_and_settle

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

CUSTOM = str(sum(not dashboard.optional for dashboard in DASHBOARDS) + 1)

LAYOUT = layout(
    category("Losses", multiline("all", ".*"), margin("band", ("loss", "loss", "loss")))
)


def test_another_tab_and_back(logs):
    write_layout(logs.path / "custom" / "events.out.tfevents.2.host", LAYOUT, {"loss": [3, 2, 1]})
    with open_and_settle(logs.path, "--interval", "1000") as terminal:
        for key, shown in ((CUSTOM, "CHARTS"), ("1", "TAGS"), (CUSTOM, "CHARTS")):
            terminal.press(key)
            assert 0 < len(terminal.drain(quiet=0.3, first=3.0)) < 60_000
            assert shown in terminal.text


def test_a_tab_that_appears_draws_but_the_line_of_tabs(logs):
    with open_and_settle(logs.path, "--interval", "1") as terminal:
        assert "Custom scalars" not in terminal.text
        write_layout(logs.path / "run0" / "events.out.tfevents.2.host", LAYOUT)
        before = len(terminal.sent)
        terminal.wait_for("Custom scalars")
        terminal.drain(quiet=0.5)
        # The first line says that something was read, and the list has another run.
        assert len(terminal.sent) - before < 1_500
