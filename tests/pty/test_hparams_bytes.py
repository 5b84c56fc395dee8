"""What the views of trials cost over SSH."""

from __future__ import annotations

import pytest
from terminal import open_and_settle
from trial_logs import write_sweep

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

HPARAMS = str([dashboard.name for dashboard in DASHBOARDS].index("hparams") + 1)


def test_the_next_trial_and_the_next_view(tmp_path):
    write_sweep(tmp_path, 40)
    with open_and_settle(tmp_path, "--interval", "1000") as terminal:
        for keys, most in ((HPARAMS, 60_000), ("j", 600), ("v", 40_000), ("j", 8_000)):
            terminal.press(keys)
            assert 0 < len(terminal.drain(quiet=0.3, first=3.0)) < most
