"""Starts and ends of sessions, which stand in event files beside the summaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tensorboard.compat.proto import event_pb2

from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.run import Run
from tests.readers.frames import START, frame, scalar, version

SessionLog = event_pb2.SessionLog


def session_log(step: int, status: int, **said: str) -> bytes:
    log = SessionLog(status=status, **said)
    return frame(
        event_pb2.Event(wall_time=START + step, step=step, session_log=log).SerializeToString()
    )


@pytest.fixture
def read(tmp_path: Path):
    def read(*frames: bytes) -> Run:
        (tmp_path / "events.out.tfevents.1").write_bytes(version() + b"".join(frames))
        loader = Loader([LogSource("", str(tmp_path))])
        loader.load()
        assert not loader.store.problems
        return loader.store.runs[0]

    return read


def test_each_status_is_listed_with_its_step_and_time(read):
    run = read(
        session_log(0, SessionLog.START),
        scalar("loss", 1, 0.5),
        session_log(2, SessionLog.CHECKPOINT, checkpoint_path="/models/2"),
        session_log(3, SessionLog.STOP, msg="done"),
        session_log(4, SessionLog.START),
        session_log(5, SessionLog.STATUS_UNSPECIFIED),
    )

    listed = {
        key: [(entry.step, entry.wall_time) for entry in indexed.entries()]
        for key, indexed in run.indexed.items()
    }
    assert listed == {
        ("session_log", "__session_log__/start"): [(0, START), (4, START + 4)],
        ("session_log", "__session_log__/checkpoint"): [(2, START + 2)],
        ("session_log", "__session_log__/stop"): [(3, START + 3)],
        ("session_log", "__session_log__"): [(5, START + 5)],
    }
    assert run.scalars["loss"].view().values.tolist() == [0.5]


def test_an_entry_is_where_the_message_lies(read):
    run = read(session_log(3, SessionLog.STOP, msg="done"))

    (entry,) = run.indexed["session_log", "__session_log__/stop"].entries()
    stored = Path(entry.file).read_bytes()[entry.offset :][: entry.length]
    assert SessionLog.FromString(stored) == SessionLog(status=SessionLog.STOP, msg="done")
