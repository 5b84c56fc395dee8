"""What was taken for sound by its form is verified while there is nothing to read."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2

from tbtui.readers.logdir import LogSource
from tbtui.store.idle_verification import IdleVerification
from tbtui.store.loader import Loader

sys.path += [str(Path(__file__).parents[1] / room) for room in ("readers", "truth")]
from frames import frame, scalar, version
from snapshots_of_stores import holds

NAME = "events.out.tfevents.1"
STEPS = 60


def records(count: int = STEPS) -> list[bytes]:
    return [version(), *(scalar("loss", step + 1, step / 4) for step in range(count))]


def with_wrong_number(of_file: list[bytes], number: int) -> bytes:
    """Flip a bit in the value of a record, which only its checksum can tell."""
    changed = [bytearray(record) for record in of_file]
    changed[number][-8] ^= 0x40
    return b"".join(changed)


class Followed:
    """A loader of which every turn of verification is taken by the test."""

    def __init__(self, directory: Path) -> None:
        self.loader = Loader([LogSource("", str(directory))], interval=3600.0)
        self.loader.load()

    def verify(self, clock: Callable[[], float] = time.monotonic) -> int:
        """Verify all that there is; return in how many turns."""
        verification = IdleVerification(clock)
        verification.start(self.loader._followed)
        turns = 0
        while not verification.is_done:
            self.loader._verify_a_turn(verification, lambda: None)
            turns += 1
        return turns

    def steps(self, run: str = ".") -> list[int]:
        found = self.loader.store.run(run)
        assert found is not None
        return found.scalars["loss"].view().steps.tolist()


def test_a_wrong_number_is_dropped_and_reported_as_when_all_is_verified_at_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / NAME
    path.write_bytes(with_wrong_number(records(), 40))
    followed = Followed(tmp_path)
    assert 40 in followed.steps()
    assert followed.loader.store.problems == ()
    followed.verify()
    assert followed.steps() == [step for step in range(1, STEPS + 1) if step != 40]
    at_once = Loader([LogSource("", str(tmp_path))], verify=True)
    at_once.load()
    assert followed.loader.store.problems == at_once.store.problems
    assert len(at_once.store.problems) == 1


def test_every_byte_is_verified_once_and_growth_later(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"".join(records()))
    followed = Followed(tmp_path)
    assert followed.verify() > 0
    assert followed.loader.store.bytes_verified == path.stat().st_size
    assert followed.verify() == 0
    bad = [scalar("loss", 100 + step, 0.5) for step in range(5)]
    with path.open("ab") as file:
        file.write(with_wrong_number(bad, 2))
    followed.loader.load()
    assert followed.steps()[-5:] == [100, 101, 102, 103, 104]
    followed.verify()
    assert followed.steps()[-4:] == [100, 101, 103, 104]


def test_a_file_that_was_wrong_once_is_read_with_everything_verified(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(with_wrong_number(records(), 40))
    followed = Followed(tmp_path)
    followed.verify()
    bad = [scalar("loss", 100 + step, 0.5) for step in range(5)]
    with path.open("ab") as file:
        file.write(with_wrong_number(bad, 2))
    followed.loader.load()
    assert followed.steps()[-4:] == [100, 101, 103, 104]
    assert len(followed.loader.store.problems) == 2


def test_what_is_known_to_be_damaged_is_no_reason_to_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = records()
    lost = bytearray(whole[20])
    lost[3] ^= 0x10
    bad_and_walked = bytearray(frame(b"\x12" * 40))
    bad_and_walked[-1] ^= 1
    data = [*whole[:20], bytes(lost), *whole[21:40], bytes(bad_and_walked), *whole[40:]]
    (tmp_path / NAME).write_bytes(b"".join(data))
    followed = Followed(tmp_path)
    assert len(followed.loader.store.problems) == 2
    monkeypatch.setattr(Loader, "_read_again", lambda *_: pytest.fail("read again"))
    assert followed.verify() > 0


def test_a_record_that_is_larger_than_a_part_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbtui.store.idle_verification._PART_SIZE", 1 << 10)
    large = frame(b"\x09" + bytes(8) + b"\x10\x01" + b"\x1a\xa0\x9c\x01" + b"x" * 20_000)
    whole = records()
    path = tmp_path / NAME
    path.write_bytes(with_wrong_number([*whole[:5], large, *whole[5:]], 30))
    followed = Followed(tmp_path)
    assert len(followed.steps()) == STEPS
    followed.verify()
    assert len(followed.steps()) == STEPS - 1


def test_a_large_record_of_scalars_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbtui.store.idle_verification._PART_SIZE", 1 << 10)
    values = [{"tag": "loss", "simple_value": number} for number in range(200)]
    message = event_pb2.Event(wall_time=1.7e9, step=7, summary={"value": values})
    large = bytearray(frame(message.SerializeToString()))
    large[-8] ^= 0x40
    whole = records()
    (tmp_path / NAME).write_bytes(b"".join([*whole[:50], large, *whole[50:]]))
    followed = Followed(tmp_path)
    assert len(followed.steps()) == STEPS + 200
    followed.verify()
    assert len(followed.steps()) == STEPS
    assert len(followed.loader.store.problems) == 1


def test_a_turn_ends_when_its_time_is_over(tmp_path: Path) -> None:
    for run in range(5):
        (tmp_path / f"run{run}").mkdir()
        (tmp_path / f"run{run}" / NAME).write_bytes(b"".join(records()))
    ticks = iter(range(10_000))
    # A look at the clock takes a hundredth of a second: each turn verifies one part.
    assert Followed(tmp_path).verify(lambda: next(ticks) / 100) == 5


@pytest.mark.parametrize("number", [0, 4])
def test_the_newest_run_comes_first(tmp_path: Path, number: int) -> None:
    for run in range(5):
        (tmp_path / f"run{run}").mkdir()
        later = [scalar("loss", 999, 0.5)] if run == number else []
        (tmp_path / f"run{run}" / NAME).write_bytes(b"".join([*records(), *later]))
    followed = Followed(tmp_path)
    verification = IdleVerification(iter([0.0, 0.0, 1.0]).__next__)
    verification.start(followed.loader._followed)
    verification.take_turn()
    verified = [f.run.name for f in followed.loader._followed if not f.contents.unverified_bytes]
    assert verified == [f"run{number}"]


@settings(max_examples=80, deadline=None)
@given(
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 7)), max_size=4),
    cut=st.integers(0, 60),
)
def test_in_the_end_all_is_as_if_verified_at_once(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[float, int]], cut: int
) -> None:
    directory = tmp_path_factory.mktemp("logs")
    data = bytearray(b"".join(records()))
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    (directory / NAME).write_bytes(bytes(data[: len(data) - cut]))
    followed = Followed(directory)
    followed.verify()
    at_once = Loader([LogSource("", str(directory))], verify=True)
    at_once.load()
    assert holds(followed.loader.store) == holds(at_once.store)


@pytest.mark.parametrize("change", ["cut", "replaced", "gone"])
def test_a_file_that_changes_before_it_is_verified(tmp_path: Path, change: str) -> None:
    path = tmp_path / "run" / NAME
    path.parent.mkdir()
    path.write_bytes(b"".join(records()))
    followed = Followed(tmp_path)
    path.unlink()
    if change == "cut":
        path.write_bytes(b"".join(records()[:11]))
    elif change == "replaced":
        path.write_bytes(with_wrong_number(records(90), 70))
    followed.verify()
    followed.loader.load()
    if change == "gone":
        assert followed.loader.store.runs == ()
        return
    followed.verify()
    expected = range(1, 11) if change == "cut" else [n for n in range(1, 91) if n != 70]
    assert followed.steps("run") == list(expected)


@pytest.mark.parametrize("when_idle", [True, False])
def test_the_thread_verifies_while_it_waits_unless_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when_idle: bool
) -> None:
    monkeypatch.setattr("tbtui.store.loader.REST", 0.001)
    (tmp_path / NAME).write_bytes(with_wrong_number(records(), 40))
    loader = Loader([LogSource("", str(tmp_path))], interval=3600.0, verify_when_idle=when_idle)
    changed = threading.Event()
    loader.start(lambda: changed.set() if loader.store.problems else None)
    try:
        assert changed.wait(10 if when_idle else 0.3) is when_idle
    finally:
        loader.stop()
    assert not any(thread.name == "tbtui-loader" for thread in threading.enumerate())
