from __future__ import annotations

import os
from pathlib import Path

import pytest

from tbtui.readers.logdir import LogSource, LogSourceError, discover, parse_source

NAME = "events.out.tfevents.1700000000.host"


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def runs(*sources: LogSource) -> dict[str, list[str]]:
    return {run.name: [Path(f.path).name for f in run.files] for run in discover(sources).runs}


def test_runs_are_the_directories_that_hold_event_files(tmp_path: Path) -> None:
    touch(tmp_path / NAME)
    touch(tmp_path / "a" / "train" / "1.tfevents")
    touch(tmp_path / "a" / "train" / "0.tfevents")
    touch(tmp_path / "b" / "notes.txt")
    touch(tmp_path / "c" / "x.tfevents.profile-empty")
    found = runs(LogSource("", str(tmp_path)))
    assert found == {".": [NAME], "a/train": ["0.tfevents", "1.tfevents"]}


def test_several_directories_are_told_apart_by_name_or_path(tmp_path: Path) -> None:
    for directory in ("old", "new"):
        touch(tmp_path / directory / NAME)
        touch(tmp_path / directory / "eval" / NAME)
    old = str(tmp_path / "old")
    found = runs(LogSource("", old), LogSource("fresh", str(tmp_path / "new")))
    assert set(found) == {old, f"{old}/eval", "fresh", "fresh/eval"}


def test_one_event_file_is_a_run_of_its_own(tmp_path: Path) -> None:
    touch(tmp_path / "other.tfevents")
    found = runs(LogSource("", str(touch(tmp_path / NAME))))
    assert found == {".": [NAME]}


def test_links_are_followed_but_loops_end(tmp_path: Path) -> None:
    touch(tmp_path / "real" / NAME)
    logs = tmp_path / "logs"
    touch(logs / "run" / NAME)
    (logs / "linked").symlink_to(tmp_path / "real")
    (logs / "run" / "loop").symlink_to(logs)
    found = runs(LogSource("", str(logs)))
    assert found == {"linked": [NAME], "run": [NAME]}


def test_what_is_named_like_an_event_file_but_is_none(tmp_path: Path) -> None:
    touch(tmp_path / NAME)
    os.mkfifo(tmp_path / "pipe.tfevents")
    (tmp_path / "dangling.tfevents").symlink_to(tmp_path / "nowhere")
    discovery = discover([LogSource("", str(tmp_path))])
    assert [len(run.files) for run in discovery.runs] == [1]
    reasons = {Path(p.file).name: p.reason for p in discovery.problems}
    assert "not a file" in reasons["pipe.tfevents"]
    assert "cannot be read" in reasons["dangling.tfevents"]


def test_arguments(tmp_path: Path) -> None:
    directory = str(tmp_path)
    assert parse_source(directory) == LogSource("", directory)
    assert parse_source(f"best={directory}") == LogSource("best", directory)
    with_sign = tmp_path / "lr=0.1"
    with_sign.mkdir()
    assert parse_source(str(with_sign)) == LogSource("", str(with_sign))


@pytest.mark.parametrize("argument", ["missing", "name=missing"])
def test_a_missing_directory_is_named(tmp_path: Path, argument: str) -> None:
    with pytest.raises(LogSourceError, match=r"no such file or directory: .*missing"):
        parse_source(argument.replace("missing", str(tmp_path / "missing")))


def test_a_file_that_cannot_be_an_event_file(tmp_path: Path) -> None:
    notes = touch(tmp_path / "notes.txt")
    with pytest.raises(LogSourceError, match="neither a directory nor an event file"):
        parse_source(str(notes))
