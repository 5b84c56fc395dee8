"""A look that finds nothing new costs little, and nothing new stays unseen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource, discover
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable
from tbtui.store.loader import Loader
from tbtui.store.run import Run
from tbtui.store.watch import Watch
from tbtui.store.work import Followed

NAME = "events.out.tfevents.1"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    for run in ("a", "b", "nested/c"):
        with EventWriter(tmp_path / run / NAME) as writer:
            writer.add_scalar("loss", 1.0, 1)
    for directory in [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]:
        os.utime(directory, (1_000, 1_000))
    return tmp_path


def watch(directory: Path) -> Watch:
    """Look through everything and read it, as the loader does."""
    found = discover([LogSource("", str(directory))])
    table, buffer = TemplateTable(), ReadBuffer(1 << 12)
    followed = []
    for found_run in found.runs:
        run = Run(found_run.name, found_run.directory)
        for file in found_run.files:
            contents = run.file(file.path, table)
            assert list(contents.read(buffer))
            followed.append(Followed(run, contents))
    return Watch(found.directories, followed)


def test_it_is_quiet_while_nothing_happens(logs: Path) -> None:
    watched = watch(logs)
    assert watched.look() == []
    assert watched.look() == []


def grow(logs: Path) -> None:
    with (logs / "b" / NAME).open("ab") as file:
        file.write(b"x")


def rewrite(logs: Path) -> None:
    (logs / "b" / NAME).write_bytes(bytes(20))


def replace(logs: Path) -> None:
    shutil.copy(logs / "b" / NAME, logs / "b" / "copy")
    (logs / "b" / "copy").replace(logs / "b" / NAME)
    os.utime(logs / "b", (1_000, 1_000))


def restart(logs: Path) -> None:
    (logs / "nested" / "c" / f"{NAME}.restarted").touch()


def start(logs: Path) -> None:
    (logs / "nested" / "new").mkdir()


def remove(logs: Path) -> None:
    shutil.rmtree(logs / "a")


@pytest.mark.parametrize("change", [grow, replace, rewrite])
def test_the_files_that_have_changed_are_told(logs: Path, change) -> None:
    watched = watch(logs)
    change(logs)
    changed = watched.look()
    assert changed is not None
    assert [work.followed.run.name for work in changed] == ["b"]


@pytest.mark.parametrize("change", [restart, start, remove])
def test_where_files_come_or_go_all_has_to_be_looked_through(logs: Path, change) -> None:
    watched = watch(logs)
    change(logs)
    assert watched.look() is None


def test_a_directory_that_has_just_changed_may_change_again_unseen(logs: Path) -> None:
    (logs / "a" / "notes.txt").touch()
    assert watch(logs).look() is None


def test_many_leaves_take_turns(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tbtui.store.watch._LEAVES_AT_ONCE", 1)
    watched = watch(logs)
    restart(logs)
    assert None in [watched.look() for _ in range(3)]


def test_files_that_grow_are_read_without_looking_through_the_directories(
    logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = Loader([LogSource("", str(logs))])
    loader.load()

    def fail(*_: object) -> None:
        raise AssertionError("looked through the directories")

    monkeypatch.setattr("tbtui.store.loader.discover", fail)
    for step in (2, 3):
        with EventWriter(logs / "b" / f"{NAME}.copy") as writer:
            writer.add_scalar("loss", step, step)
        more = (logs / "b" / f"{NAME}.copy").read_bytes()
        (logs / "b" / f"{NAME}.copy").unlink()
        os.utime(logs / "b", (1_000, 1_000))
        with (logs / "b" / NAME).open("ab") as file:
            file.write(more)
        loader._poll(lambda: None)
    run = loader.store.run("b")
    assert run is not None
    assert run.scalars["loss"].view().steps.tolist() == [1, 2, 3]
    assert not loader.store.progress.loading
