"""What histograms cost over SSH: going to their tabs, a step, a bin, and a film of all steps."""

from __future__ import annotations

import numpy as np
import pytest
from terminal import open_and_settle

from tbtui.dashboards import DASHBOARDS
from tbtui.readers.event_writer import EventWriter

pytestmark = pytest.mark.pty

NAMES = [dashboard.name for dashboard in DASHBOARDS]
HISTOGRAMS, DISTRIBUTIONS = (str(NAMES.index(name) + 1) for name in ("histograms", "distributions"))


@pytest.fixture(scope="module")
def widening(tmp_path_factory):
    """Write two runs of three layers whose weights widen, and a scalar for the first screen."""
    directory = tmp_path_factory.mktemp("widening")
    edges = np.linspace(-3.0, 3.0, 31)
    middles = (edges[1:] + edges[:-1]) / 2
    for run in ("a", "b"):
        with EventWriter(directory / run / "events.out.tfevents.1.host", 1.0) as writer:
            for step in range(40):
                writer.add_scalar("loss", 1 / (1 + step), step, 1.0 + step)
                counts = np.rint(1000 * np.exp(-0.5 * (middles / (0.3 + step / 50)) ** 2))
                rows = np.stack([edges[:-1], edges[1:], counts], axis=1).tolist()
                for layer in range(3):
                    writer.add_histogram(f"layer{layer}/weights", rows, step, 1.0 + step)
    return directory


@pytest.mark.parametrize(
    ("tab", "shown", "keys"),
    [
        (HISTOGRAMS, "ridges", (("l", 4_000), ("h", 4_000), ("H", 5_000), (")", 1_500))),
        (DISTRIBUTIONS, "percentiles", (("l", 4_000), ("h", 1_500), ("h", 1_500))),
    ],
    ids=["histograms", "distributions"],
)
def test_a_tab_and_its_marks(widening, tab, shown, keys):
    with open_and_settle(widening, "--interval", "1000") as terminal:
        before = len(terminal.sent)
        open_tab(terminal, tab, shown)
        assert len(terminal.sent) - before < 60_000
        for key, most in keys:
            terminal.press(key)
            assert 0 < len(terminal.drain(quiet=0.3, first=3.0)) < most


def test_after_the_last_step_of_a_film_nothing_is_sent(widening):
    with open_and_settle(widening, "--interval", "1000") as terminal:
        open_tab(terminal, HISTOGRAMS, "ridges")
        for key in "Ghh":
            terminal.press(key)
            terminal.drain(quiet=0.3, first=3.0)
        assert "step 37" in terminal.text
        terminal.press(" ")
        terminal.wait_for("step 39")
        terminal.drain(quiet=0.5)
        assert terminal.drain(quiet=1.0, timeout=0.1) == b""


def open_tab(terminal, tab, shown):
    """Go to a tab and wait until its cards are drawn."""
    terminal.press(tab)
    terminal.wait_for(shown)
    terminal.drain(quiet=0.5)
