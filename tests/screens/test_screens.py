"""The screen as it looks, at the sizes that matter."""

from __future__ import annotations

import pytest
from driving import drive
from fakes import FakeProblem, FakeProgress, FakeRun, FakeStore, odd_run, training_runs


def look(snapshot, *keys, store=None, svg=False, **options):
    """Press keys and compare the screen with the snapshot of the test."""

    async def scenario(pilot):
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.1)
        snapshot(pilot.app, svg=svg)

    drive(scenario, store, **options)


def test_hero_160x48(snapshot):
    look(snapshot, "l", *["L"] * 7, svg=True)


def test_light_160x48(snapshot):
    look(snapshot, "l", *["L"] * 7, theme="light", svg=True)


def test_80x24(snapshot):
    look(snapshot, size=(80, 24), svg=True)


def test_60x15(snapshot):
    look(snapshot, "l", "L", "L", size=(60, 15), svg=True)


@pytest.mark.parametrize(
    "size", [(220, 60), (130, 40), (99, 30), (80, 18), (40, 10), (30, 8), (300, 80)]
)
def test_other_sizes(snapshot, size):
    look(snapshot, size=size)


def test_too_small(snapshot):
    look(snapshot, size=(29, 7))


def test_grid(snapshot):
    look(snapshot, "v", "pagedown")


def test_grid_80x24(snapshot):
    look(snapshot, "v", size=(80, 24))


def test_maximised(snapshot):
    look(snapshot, "z")


def test_run_list_with_hidden_runs(snapshot):
    look(snapshot, "tab", "j", "space", "j", "j", "space")


def test_wall_time_log_scale_and_no_grid(snapshot):
    look(snapshot, "x", "x", "s", "#", "h")


def test_filtering(snapshot):
    look(snapshot, "/", *"loss")


def test_sidebar_at_80x24(snapshot):
    look(snapshot, "b", size=(80, 24))


def test_sidebar_at_60x15(snapshot):
    look(snapshot, "b", size=(60, 15))


def test_tags_at_40x10(snapshot):
    look(snapshot, "b", "tab", size=(40, 10))


def test_help_at_30x8(snapshot):
    look(snapshot, "?", size=(30, 8))


def test_help(snapshot):
    look(snapshot, "?", size=(100, 30))


def test_loading(snapshot):
    progress = FakeProgress(120_000_000, 1_400_000_000, 5, True)
    problem = FakeProblem("/logs/a/events.1", 1234, 55, "the checksum does not match")
    look(snapshot, store=FakeStore(training_runs(), [problem], progress))


def test_problems(snapshot):
    problems = [
        FakeProblem(f"/logs/a/events.{number}", 1234 * number, 55, "the checksum does not match")
        for number in range(20)
    ]
    look(snapshot, "!", store=FakeStore(training_runs(), problems), size=(100, 30))


def test_looking(snapshot):
    look(snapshot, store=FakeStore(scanned=False), size=(100, 30))


def test_no_event_files(snapshot):
    look(snapshot, store=FakeStore(), size=(100, 40))


def test_no_scalars(snapshot):
    run = FakeRun("a", indexed=[("images", "x"), ("histograms", "y"), ("histograms", "z")])
    look(snapshot, store=FakeStore([run]), size=(100, 40))


def test_odd_data(snapshot):
    look(snapshot, "v", store=FakeStore([odd_run()]), size=(120, 40))


def test_many_runs(snapshot):
    names = tuple(f"sweep/lr={index},seed={index * 7 % 13}" for index in range(60))
    look(snapshot, "tab", "G", store=FakeStore(training_runs(names)))
