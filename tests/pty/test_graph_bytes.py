"""What the Graph tab costs over SSH."""

from __future__ import annotations

import pytest
from graph_runs import write_graphs
from terminal import open_and_settle

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

GRAPH = str([dashboard.name for dashboard in DASHBOARDS].index("graph") + 1)


def test_the_tab_a_step_of_the_cursor_and_an_opened_scope(tmp_path):
    write_graphs(tmp_path)
    with open_and_settle(tmp_path, "--interval", "1000") as terminal:
        terminal.press(GRAPH)
        terminal.wait_for("optimizer")
        assert 0 < len(terminal.drain(quiet=0.5, first=3.0)) < 60_000
        # Beside the cursor, the picture and the panel tell of another item.
        for key, most in (("j", 6_000), ("j", 6_000), ("j", 6_000), ("l", 8_000)):
            terminal.press(key)
            assert 0 < len(terminal.drain(quiet=0.4, first=3.0)) < most
        terminal.press("w", "w", "w")
        terminal.drain(quiet=0.5, first=3.0)
        terminal.press("k")
        assert 0 < len(terminal.drain(quiet=0.4, first=3.0)) < 500
        assert terminal.drain(quiet=1.0, first=1.0) == b""
