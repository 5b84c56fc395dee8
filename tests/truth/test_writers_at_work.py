"""Whatever writers do while we follow them: in the end we show what a fresh read shows."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import pytest
from records import event_with, histogram, record, scalar, tensor_scalar, version
from snapshots_of_stores import Follower

NAME = "events.out.tfevents.1700000000.host"
_ticks = itertools.count(1_700_000_000)


@pytest.fixture
def follower(tmp_path: Path):
    """A program that follows a directory; in the end it has to show what a fresh one would."""
    follower = Follower(tmp_path)
    yield follower
    follower.assert_same_as_fresh()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def put(path: Path, data: bytes, at: int | None = None) -> None:
    """Append, or write over what stands at an offset; every call is seen to be a later one."""
    path.touch()
    with path.open("r+b") as file:
        file.seek(*(0, os.SEEK_END) if at is None else (at,))
        file.write(data)
    os.utime(path, (next(_ticks),) * 2)


def losses(*steps: int) -> bytes:
    return b"".join(scalar("loss", step, 1 / (step + 1)) for step in steps)


def test_a_file_that_grows_by_a_few_bytes_at_a_time(follower, path):
    whole = version() + b"".join(
        scalar("loss", step, step / 8)
        + tensor_scalar("accuracy", step, step / 8)
        + histogram("weights", step)
        for step in range(6)
    )
    for start in range(0, len(whole), 7):
        put(path, whole[start : start + 7])
        follower.look()
        assert follower.reasons == []
    assert follower.steps() == list(range(6))


def test_a_run_goes_on_in_a_second_file_and_the_first_still_grows(follower, tmp_path, path):
    put(path, version() + losses(0, 1))
    assert follower.steps() == [0, 1]
    second = tmp_path / "events.out.tfevents.1700000001.host"
    put(second, version() + losses(4))
    assert follower.steps() == [0, 1, 4]
    put(path, losses(2, 3))
    assert follower.steps() == [0, 1, 2, 3, 4]


def test_rsync_copies_to_a_hidden_name_and_renames(follower, tmp_path, path):
    put(path, version() + losses(0, 1))
    assert follower.steps() == [0, 1]
    for steps in ([0, 1, 2], [0, 1, 2, 3]):
        temporary = tmp_path / f".{NAME}.AbC123"
        data = version() + losses(*steps)
        put(temporary, data[:60])
        follower.look()
        put(temporary, data[60:])
        temporary.replace(path)
        assert follower.steps() == steps


@pytest.mark.parametrize("steps", [[7], [10, 11], range(50)], ids=["shorter", "as long", "longer"])
def test_a_file_that_is_cut_and_rewritten(follower, path, steps):
    put(path, losses(0, 1))
    assert follower.steps() == [0, 1]
    os.truncate(path, 0)
    put(path, losses(*steps))
    assert follower.steps() == list(steps)


def test_a_file_that_is_written_over_and_given_its_old_time(follower, path):
    put(path, losses(1, 2))
    assert follower.steps() == [1, 2]
    before = path.stat()
    put(path, losses(10, 11), at=0)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert follower.steps() == [10, 11]


def test_a_file_that_is_cut_in_the_middle_of_a_record_and_goes_on(follower, path):
    put(path, losses(0, 1, 2))
    assert follower.steps() == [0, 1, 2]
    os.truncate(path, len(losses(0, 1)) + 5)
    assert follower.steps() == [0, 1]
    put(path, losses(2, 3)[5:])
    assert follower.steps() == [0, 1, 2, 3]


def test_runs_that_are_deleted_renamed_and_made_again(follower, tmp_path):
    for name in ("kept", "moved", "deleted"):
        (tmp_path / name).mkdir()
        put(tmp_path / name / NAME, losses(0, 1))
    assert {run.name for run in follower.look().runs} == {"kept", "moved", "deleted"}
    (tmp_path / "moved").rename(tmp_path / "archive")
    shutil.rmtree(tmp_path / "deleted")
    assert {run.name for run in follower.look().runs} == {"kept", "archive"}
    (tmp_path / "deleted").mkdir()
    put(tmp_path / "deleted" / NAME, losses(5))
    assert follower.steps("deleted") == [5]
    assert follower.steps("archive") == [0, 1]


def test_a_file_that_is_deleted_and_one_of_the_same_name_appears(follower, path):
    put(path, losses(0, 1, 2))
    assert follower.steps() == [0, 1, 2]
    path.unlink()
    assert follower.look().runs == ()
    put(path, losses(3))
    assert follower.steps() == [3]


def test_zeros_at_the_end_that_are_filled_in_page_by_page(follower, path):
    whole = losses(*range(300))
    put(path, whole[:4096] + bytes(len(whole) - 4096))
    first = follower.steps()
    assert first == list(range(len(first)))
    for start in range(4096, len(whole), 4096):
        put(path, whole[start : start + 4096], at=start)
        follower.look()
    assert follower.steps() == list(range(300))
    assert follower.reasons == []


HOLES = {
    "of a page": (4096, 8192),
    "that starts in a length": (5 * len(losses(9)) + 3, 4096),
    "that starts in a payload": (5 * len(losses(9)) + 20, 4096),
    "that starts in a checksum": (6 * len(losses(9)) - 2, 4096),
    "within one record": (5 * len(losses(9)) + 14, 5 * len(losses(9)) + 30),
    "at the start of the file": (0, 4096),
}


@pytest.mark.parametrize(("start", "end"), HOLES.values(), ids=HOLES)
def test_a_hole_that_was_passed_as_damage_and_is_filled_in_later(follower, path, start, end):
    whole = losses(*range(300))
    put(path, whole[:start] + bytes(end - start) + whole[end:])
    found = follower.steps()
    assert 100 < len(found) < 300
    assert len(follower.reasons) >= 1
    put(path, whole[start:end], at=start)
    assert follower.steps() == list(range(300))
    assert follower.reasons == []


def test_two_holes_are_filled_in_in_any_order_while_the_file_grows(follower, path):
    whole = losses(*range(500))
    holey = bytearray(whole)
    holey[4096:8192] = holey[12288:16384] = bytes(4096)
    put(path, bytes(holey[:17000]))
    follower.look()
    assert len(follower.reasons) >= 2
    put(path, whole[12288:16384], at=12288)
    follower.look()
    put(path, whole[17000:])
    assert len(follower.steps()) < 500
    put(path, whole[4096:8192], at=4096)
    assert follower.steps() == list(range(500))
    assert follower.reasons == []


def test_clocks_that_go_backwards(follower, path):
    for step, wall_time in enumerate([100.0, 50.0, 75.0, float("nan"), 20.0, float("inf"), 60.0]):
        put(path, scalar("loss", step, 1.0, wall_time))
        follower.look()
    run = follower.look().run(".")
    assert (run.first_wall_time, run.last_wall_time) == (20.0, 100.0)


def test_a_tag_whose_kind_changes_is_described_by_its_first_value(tmp_path, path):
    put(path, histogram("x", 0) + scalar("x", 1, 1.0) + scalar("y", 0, 1.0) + histogram("y", 1))
    run = Follower(tmp_path).look().run(".")
    assert run.metadata["x"].plugin == "histograms"
    assert run.metadata["y"].plugin == "scalars"


def test_a_file_that_may_not_be_read_for_a_while(follower, path, monkeypatch):
    put(path, losses(0, 1))
    assert follower.steps() == [0, 1]

    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    put(path, losses(2))
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert follower.steps() == [0, 1]
        assert follower.reasons == ["cannot be opened: Permission denied"]
    assert follower.steps() == [0, 1, 2]
    assert follower.reasons == []


def test_a_restart_is_the_same_restart_whoever_saw_it(follower, tmp_path, path):
    put(path, losses(*range(10)))
    follower.look()
    put(tmp_path / "events.out.tfevents.1700000100.host", losses(5, 6, 7))
    follower.look()
    put(path, losses(10, 11))
    assert follower.steps() == [*range(12), 5, 6, 7]


def test_a_link_that_is_turned_to_another_file(follower, tmp_path):
    (tmp_path / "a").write_bytes(losses(0, 1))
    (tmp_path / "b").write_bytes(losses(5, 6, 7))
    link = tmp_path / "events.out.tfevents.latest"
    link.symlink_to("a")
    assert follower.steps() == [0, 1]
    link.unlink()
    link.symlink_to("b")
    assert follower.steps() == [5, 6, 7]


def test_an_event_of_many_values_arrives_in_halves(follower, path):
    whole = event_with([f"tag {number}" for number in range(100)], step=3)
    put(path, whole[: len(whole) // 2])
    follower.look()
    put(path, whole[len(whole) // 2 :])
    assert len(follower.look().run(".").scalars) == 100


def test_foreign_bytes_that_turn_into_an_event_file(follower, path):
    put(path, b"this is no event file, but it will be one\n" * 100)
    follower.look()
    assert follower.reasons == ["not an event file, but text"]
    put(path, losses(*range(200)), at=0)
    assert follower.steps()[:100] == list(range(100))


def test_a_record_of_garbage_between_good_ones(follower, path):
    put(path, losses(0) + record(b"\xff" * 40)[:30])
    follower.look()
    put(path, record(b"\xff" * 40)[30:] + losses(1))
    assert follower.steps() == [0, 1]
    assert len(follower.reasons) == 1
