"""What is said while there is nothing to draw."""

from __future__ import annotations

from driving import drive, screen_text
from fakes import FakeProblem, FakeProgress, FakeRun, FakeStore, small_run


def text_of(store, *keys, **options):
    found = {}

    async def scenario(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        found["text"] = screen_text(pilot.app)

    drive(scenario, store, **options)
    return found["text"]


def test_the_frame_stands_while_event_files_are_looked_for():
    text = text_of(FakeStore(scanned=False, progress=FakeProgress(loading=True)))
    assert "looking for event files" in text
    assert "/logs/llm-125m" in text
    assert "RUNS  0/0" in text


def test_without_event_files_it_says_how_to_write_some():
    text = text_of(FakeStore(problems=[FakeProblem("/logs/x", 0, 0, "not an event file")]))
    for words in (
        "No event files were found",
        "0 files named *tfevents*",
        "writer.add_scalar(",
        "tf.summary.scalar(",
        "keras.callbacks.TensorBoard(",
        "TensorBoardLogger(",
        "1, listed by !",
    ):
        assert words in text


def test_runs_without_scalars_say_what_they_hold():
    run = FakeRun("a", indexed=[("images", "x"), ("histograms", "y"), ("histograms", "z")])
    text = text_of(FakeStore([run]))
    assert "1 run holds no scalars" in text
    assert "histograms    2 series" in text
    assert "images        1 series" in text


def test_no_run_shown():
    store = FakeStore([small_run("a", loss=[1, 2])])
    assert "No run is shown" in text_of(store, "tab", "a")


def test_a_run_without_any_value():
    assert "no values of any other kind" in text_of(FakeStore([FakeRun("a")]))


def test_a_run_of_which_nothing_could_be_read_points_to_the_problems():
    store = FakeStore([FakeRun("a")], problems=[FakeProblem("/logs/x", 0, 9, "not an event file")])
    assert "1, listed by !" in text_of(store)


def test_names_from_files_cannot_reach_the_terminal():
    run = FakeRun("a\x1b[31m", indexed=[("images\x1b", "x")])
    text = text_of(FakeStore([run]), paths=("/logs\x1b[2J",))
    assert "\x1b" not in text
    assert "\\x1b[2J" in text
