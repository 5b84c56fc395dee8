"""What the Graph tab costs over SSH."""

from __future__ import annotations

import pytest
from terminal import tbtui
from transformer_runs import write_graphs

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

GRAPH = str([dashboard.name for dashboard in DASHBOARDS].index("graph") + 1)


def test_the_tab_a_step_of_the_cursor_and_an_opened_scope(tmp_path):
    write_graphs(tmp_path)
    with tbtui(tmp_path, "--interval", "1000") as terminal:
        terminal.wait_for("2 runs")
        terminal.drain(quiet=0.5)
        before = len(terminal.sent)
        terminal.press(GRAPH)
        terminal.wait_for("optimizer")
        terminal.drain(quiet=0.5)
        assert len(terminal.sent) - before < 20_000
        # Beside the cursor, the picture and the panel tell of another item.
        for key, most in (("j", 4_000), ("jj", 7_000), ("l", 5_000), ("www", 12_000), ("k", 500)):
            terminal.press(*key)
            assert 0 < len(terminal.drain(quiet=0.3, first=3.0)) < most
