"""The tabs Histograms and Distributions on files that grow, are damaged, hostile, or hold none."""

from __future__ import annotations

import numpy as np
import pytest
from driving import screen_text, settle
from fakes import FakeLoader, FakeRun, FakeStore
from histogram_logs import store_of, write_histograms
from histogram_page import all_found, open_tab, settings
from tensorboard.compat.proto import event_pb2
from tensorboard.util import tensor_util

from tbtui.readers.event_writer import EventWriter


@pytest.fixture(autouse=True)
def work_without_rests(monkeypatch):
    """Let the background work go on at once, so that tests need not wait for it."""
    monkeypatch.setattr("tbtui.screens.histogram_idle_work.REST", 0.0)
    monkeypatch.setattr("tbtui.screens.histogram_idle_work.INTERVAL", 0.005)


def test_new_steps_appear_while_a_run_goes_on(tmp_path):
    write_histograms(tmp_path, runs=("a",), tags=("w",), steps=(0, 10))
    path = next((tmp_path / "a").iterdir())
    loader = FakeLoader(store_of(tmp_path))

    async def scenario(pilot):
        assert "2 steps" in screen_text(pilot.app)
        writer = EventWriter(path.with_name("events.out.tfevents.1700000001.host"), 1.7e9)
        writer.add_histogram("w", [[0.0, 1.0, 5.0]], 20, 1.7e9 + 20)
        writer.close()
        loader.publish(store_of(tmp_path).runs)
        await settle(pilot)
        assert "3 steps" in screen_text(pilot.app)
        await pilot.press("G")
        assert settings(pilot).step == 20

    open_tab(scenario, None, loader=loader)


def test_histograms_that_cannot_be_read_are_named_in_their_card(tmp_path):
    with EventWriter(tmp_path / "a" / "events.out.tfevents.1.host", wall_time=1.0) as writer:
        for step in (0, 10, 20):
            event = event_pb2.Event(wall_time=100.0, step=step)
            rows = np.ones((2, 2 if step == 10 else 3))
            value = event.summary.value.add(tag="w", tensor=tensor_util.make_tensor_proto(rows))
            value.metadata.plugin_data.plugin_name = "histograms"
            writer.write_record(event.SerializeToString())

    async def scenario(pilot):
        assert "▲ step 10: " in screen_text(pilot.app)
        await pilot.press("l", "h")
        await pilot.pause()
        assert "step 10" in screen_text(pilot.app)

    open_tab(scenario, store_of(tmp_path))


def test_buckets_that_are_not_finite_are_flagged(tmp_path):
    write_histograms(
        tmp_path,
        runs=("a",),
        tags=("w",),
        steps=(0, 10),
        rows=lambda *_: [[0.0, 1.0, 5.0], [1.0, float("inf"), 2.0]],
    )

    async def scenario(pilot):
        await all_found(pilot)
        text = screen_text(pilot.app)
        assert "1 bucket not finite" in text
        assert "exploding" in text

    open_tab(scenario, store_of(tmp_path), "l")


def test_names_from_files_do_not_reach_the_terminal_as_they_are(tmp_path):
    write_histograms(tmp_path, runs=("a",), tags=("w\x1b[31m/x",), steps=(0, 10))

    async def scenario(pilot):
        assert "\x1b" not in screen_text(pilot.app)
        await pilot.press("i")
        assert "\x1b" not in screen_text(pilot.app)
        await pilot.press("escape", "y")
        assert "\x1b" not in pilot.app.clipboard

    open_tab(scenario, store_of(tmp_path), "l")


@pytest.mark.parametrize("first", ["histograms", "distributions"])
def test_without_histograms_it_says_how_they_are_written(first):
    async def scenario(pilot):
        text = screen_text(pilot.app)
        assert "add_histogram" in text
        assert "tf.summary.histogram" in text
        assert "histogram_freq=1" in text
        assert "self.logger.experiment" in text

    open_tab(scenario, FakeStore([FakeRun("a")]), first=first)
