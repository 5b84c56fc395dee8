"""Columns that readers share without a lock, runs of several files, and following them."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store.columns import ScalarColumns
from tbtui.store.loader import Loader

NAME = "events.out.tfevents.{}.host"


def rows(*numbers: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.array(numbers, np.int64),
        np.array(numbers, np.float64),
        np.array(numbers, np.float32),
    )


def write(path: Path, steps: range, tag: str = "loss") -> None:
    with EventWriter(path, wall_time=1.0) as writer:
        for step in steps:
            writer.add_scalar(tag, step / 2, step, wall_time=1000.0 + step)


def loader(*paths: Path) -> Loader:
    return Loader([LogSource("", str(path)) for path in paths])


def steps(loaded: Loader, run: str, tag: str = "loss") -> list[int]:
    found = loaded.store.run(run)
    assert found is not None
    return found.scalars[tag].view().steps.tolist()


def test_slices_taken_before_an_append_stay_as_they_were() -> None:
    columns = ScalarColumns()
    columns.append(*rows(1, 2))
    before = columns.slices()
    for number in range(3, 500):
        columns.append(*rows(number))
    assert before.steps.tolist() == [1, 2]
    assert columns.slices().steps.tolist() == list(range(1, 500))
    assert columns.slices().values.dtype == np.float32


def test_values_become_wide_when_wide_ones_arrive() -> None:
    columns = ScalarColumns()
    columns.append(*rows(1))
    columns.append(np.array([2]), np.array([2.0]), np.array([0.1], np.float64))
    assert columns.slices().values.tolist() == [1.0, 0.1]


def test_a_series_is_in_the_order_of_its_files_however_they_arrive(tmp_path: Path) -> None:
    followed = loader(tmp_path)
    write(tmp_path / "run" / NAME.format(2), range(10, 13))
    followed.load()
    assert steps(followed, "run") == [10, 11, 12]
    version = followed.store.runs[0].scalars["loss"].version
    write(tmp_path / "run" / NAME.format(1), range(3))
    followed.load()
    assert steps(followed, "run") == [0, 1, 2, 10, 11, 12]
    assert followed.store.runs[0].scalars["loss"].version != version
    afresh = loader(tmp_path)
    afresh.load()
    assert steps(afresh, "run") == steps(followed, "run")


def test_an_older_file_that_grows_is_still_read(tmp_path: Path) -> None:
    old = EventWriter(tmp_path / NAME.format(1), wall_time=1.0)
    write(tmp_path / NAME.format(2), range(10, 12))
    followed = loader(tmp_path)
    followed.load()
    old.add_scalar("loss", 0.5, 3, wall_time=5.0)
    old.close()
    followed.load()
    assert steps(followed, ".") == [3, 10, 11]


def test_a_pass_without_news_publishes_nothing(tmp_path: Path) -> None:
    write(tmp_path / NAME.format(1), range(3))
    followed = loader(tmp_path)
    followed.load()
    revision = followed.store.revision
    followed.load()
    assert followed.store.revision == revision


def test_runs_that_vanish_are_dropped_and_new_ones_found(tmp_path: Path) -> None:
    write(tmp_path / "a" / NAME.format(1), range(3))
    write(tmp_path / "b" / NAME.format(1), range(3))
    followed = loader(tmp_path)
    followed.load()
    shutil.rmtree(tmp_path / "a")
    write(tmp_path / "c" / NAME.format(1), range(4))
    followed.load()
    assert [run.name for run in followed.store.runs] == ["b", "c"]


def test_a_run_that_comes_back_has_versions_that_it_never_had(tmp_path: Path) -> None:
    seen = set()
    followed = loader(tmp_path)
    for _ in range(3):
        write(tmp_path / "a" / NAME.format(1), range(2))
        followed.load()
        [run] = followed.store.runs
        seen.add(run.scalars["loss"].version)
        shutil.rmtree(tmp_path / "a")
        followed.load()
    assert len(seen) == 3


def test_a_file_that_vanishes_takes_its_points_with_it(tmp_path: Path) -> None:
    write(tmp_path / NAME.format(1), range(3))
    write(tmp_path / NAME.format(2), range(5, 7))
    followed = loader(tmp_path)
    followed.load()
    (tmp_path / NAME.format(1)).unlink()
    followed.load()
    assert steps(followed, ".") == [5, 6]


def test_what_a_replaced_file_held_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / NAME.format(1)
    write(path, range(5), tag="old")
    followed = loader(tmp_path)
    followed.load()
    path.unlink()
    write(path, range(2), tag="new")
    followed.load()
    assert list(followed.store.runs[0].scalars) == ["new"]


def test_the_only_file_of_a_run_is_exchanged_for_others(tmp_path: Path) -> None:
    write(tmp_path / NAME.format(1), range(3))
    followed = loader(tmp_path)
    followed.load()
    (tmp_path / NAME.format(1)).unlink()
    write(tmp_path / NAME.format(2), range(5, 7))
    write(tmp_path / NAME.format(3), range(8, 9))
    followed.load()
    assert steps(followed, ".") == [5, 6, 8]


def test_an_empty_directory_is_scanned_and_has_no_runs(tmp_path: Path) -> None:
    followed = loader(tmp_path)
    assert not followed.store.scanned
    followed.load()
    assert followed.store.scanned
    assert followed.store.runs == ()


def test_tags_that_are_not_scalars_are_indexed_with_their_metadata(tmp_path: Path) -> None:
    with EventWriter(tmp_path / NAME.format(1)) as writer:
        for step in range(3):
            writer.add_histogram("weights", [[0.0, 1.0, 5.0]], step)
        writer.add_text("notes", "hello", 0)
    followed = loader(tmp_path)
    followed.load()
    [run] = followed.store.runs
    assert {key: len(tag) for key, tag in run.indexed.items()} == {
        ("histograms", "weights"): 3,
        ("text", "notes"): 1,
    }
    assert [entry.step for entry in run.indexed["histograms", "weights"].entries()] == [0, 1, 2]
    assert run.metadata["weights"].plugin == "histograms"


def test_tags_are_counted_once_over_all_runs_and_again_when_there_are_more(tmp_path: Path) -> None:
    write(tmp_path / "a" / NAME.format(1), range(2))
    write(tmp_path / "b" / NAME.format(1), range(2))
    followed = loader(tmp_path)
    followed.load()
    assert followed.store.scalar_tag_count() == 1
    write(tmp_path / "b" / NAME.format(2), range(2), tag="accuracy")
    followed.load()
    assert followed.store.scalar_tag_count() == 2


def test_tags_of_other_kinds_count_once_and_those_that_libraries_choose_do_not(
    tmp_path: Path,
) -> None:
    with EventWriter(tmp_path / NAME.format(1)) as events:
        events.add_scalar("loss", 1.0, 0)
        events.add_histogram("loss", [[0.0, 1.0, 1.0]], 0)
        events.add_histogram("weights", [[0.0, 1.0, 1.0]], 0)
        events.add_graph(b"")
    followed = loader(tmp_path)
    followed.load()
    assert followed.store.scalar_tag_count() == 1
    assert followed.store.tag_count() == 2


def test_progress_ends_with_everything_read(tmp_path: Path) -> None:
    write(tmp_path / NAME.format(1), range(3))
    followed = loader(tmp_path)
    followed.load()
    progress = followed.store.progress
    assert not progress.loading
    assert progress.bytes_read == progress.bytes_total > 0
    assert progress.files == 1
    assert progress.bytes_a_second > 0


def test_the_thread_follows_and_stops(tmp_path: Path) -> None:
    path = tmp_path / NAME.format(1)
    writer = EventWriter(path, wall_time=1.0)
    followed = Loader([LogSource("", str(tmp_path))], interval=3600.0)
    changed = threading.Event()
    followed.start(changed.set)
    assert changed.wait(10)

    def wait_for(expected: list[int]) -> bool:
        for _ in range(100):
            run = followed.store.run(".")
            series = run.scalars.get("loss") if run else None
            if series is not None and series.view().steps.tolist() == expected:
                return True
            changed.clear()
            followed.reload()
            changed.wait(0.1)
        return False

    try:
        writer.add_scalar("loss", 1.0, 7)
        writer.flush()
        assert wait_for([7])
        followed.paused = True
        writer.add_scalar("loss", 1.0, 8)
        writer.close()
        assert wait_for([7, 8])
    finally:
        followed.stop()
    assert not [t for t in threading.enumerate() if t.name == "tbtui-loader"]


def test_an_error_of_ours_is_told_and_following_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / NAME.format(1), range(3))
    followed = Loader([LogSource("", str(tmp_path))], interval=0.01)
    changed = threading.Event()

    def fail(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    with monkeypatch.context() as patch:
        patch.setattr("tbtui.store.loader.discover", fail)
        followed.start(changed.set)
        assert changed.wait(10)
        assert "nobody thought of this" in followed.store.problems[0].reason
        assert not followed.store.progress.loading
    try:
        for _ in range(500):
            changed.clear()
            if followed.store.runs and not followed.store.progress.loading:
                break
            changed.wait(0.05)
        assert steps(followed, ".") == [0, 1, 2]
        assert followed.store.problems == ()
    finally:
        followed.stop()
