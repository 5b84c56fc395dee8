"""What stands above the ranked hyperparameters."""

from __future__ import annotations

from driving import drive, screen_text
from trial_logs import store_of, write_sweep


def test_that_it_is_correlation_and_no_cause_is_said_on_the_smallest_screen(tmp_path):
    write_sweep(tmp_path)

    async def scenario(pilot):
        await pilot.press("v", "v", "v")
        await pilot.pause()
        assert "rank correlation, not cause" in screen_text(pilot.app)

    drive(scenario, store_of(tmp_path), size=(60, 15), first="hparams")
