"""What the table of runs costs over SSH."""

from __future__ import annotations

import pytest
from terminal import open_and_settle
from trial_logs import write_sweep

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

COMPARE = str([dashboard.name for dashboard in DASHBOARDS].index("compare") + 1)


def test_the_next_row_and_the_next_column(tmp_path):
    write_sweep(tmp_path, 40)
    with open_and_settle(tmp_path, "--interval", "1000") as terminal:
        # The numbers come in pieces, a moment after the tab.
        for keys, quiet, most in ((COMPARE, 1.5, 60_000), ("j", 0.3, 900), ("l", 0.3, 900)):
            terminal.press(keys)
            assert 0 < len(terminal.drain(quiet=quiet, first=3.0)) < most
