"""A look that finds nothing new costs little, and nothing new stays unseen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tbtui.readers.event_file import EventFile, ReadBuffer
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource, discover
from tbtui.readers.templates import TemplateTable
from tbtui.store.watch import Watch

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
    files = [EventFile(file.path, table) for run in found.runs for file in run.files]
    for file in files:
        assert list(file.blocks(buffer))
    return Watch(found.directories, files)


def test_it_is_quiet_while_nothing_happens(logs: Path) -> None:
    watched = watch(logs)
    assert watched.is_quiet()
    assert watched.is_quiet()


def grow(logs: Path) -> None:
    with (logs / "b" / NAME).open("ab") as file:
        file.write(b"x")


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


@pytest.mark.parametrize("change", [grow, replace, restart, start, remove])
def test_every_change_ends_the_quiet(logs: Path, change) -> None:
    watched = watch(logs)
    change(logs)
    assert not watched.is_quiet()


def test_a_directory_that_has_just_changed_may_change_again_unseen(logs: Path) -> None:
    (logs / "a" / "notes.txt").touch()
    assert not watch(logs).is_quiet()


def test_many_leaves_take_turns(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tbtui.store.watch._LEAVES_AT_ONCE", 1)
    watched = watch(logs)
    restart(logs)
    looks = [watched.is_quiet() for _ in range(3)]
    assert looks.count(False) >= 1
