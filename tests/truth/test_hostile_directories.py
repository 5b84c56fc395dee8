"""Pipes, devices, loops of links and files that claim too much: nothing blocks or swells."""

from __future__ import annotations

import os
import resource
import socket
import struct
import time
from pathlib import Path

import pytest
from records import record, scalar
from snapshots_of_stores import Follower

from tbtui.readers.crc32c import crc32c, masked
from tbtui.readers.read_buffer import ReadBuffer

NAME = "events.out.tfevents.1700000000.host"
NOT_A_FILE = "named like an event file, but not a file"


@pytest.fixture
def follower(tmp_path: Path):
    """With a good file; nothing in these tests may hang."""
    (tmp_path / NAME).write_bytes(scalar("loss", 0, 1.0))
    started = time.monotonic()
    yield Follower(tmp_path)
    assert time.monotonic() - started < 60


def test_pipes_sockets_and_devices_are_not_opened(follower, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "tfevents.pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("tfevents.socket")
    for device in ("zero", "tty", "full"):
        (tmp_path / f"tfevents.{device}").symlink_to(f"/dev/{device}")
    assert follower.steps() == [0]
    assert follower.reasons == [NOT_A_FILE] * 5


def test_a_file_that_turns_into_a_pipe_after_it_was_found(follower, tmp_path):
    assert follower.steps() == [0]
    (tmp_path / NAME).unlink()
    os.mkfifo(tmp_path / NAME)
    [run] = follower.loader._runs.values()
    [contents] = run._contents.values()
    assert list(contents.read(ReadBuffer())) == []
    assert contents.file.tail_problem.reason == "not a regular file"


def test_links_that_lead_in_circles(follower, tmp_path):
    for number in range(10):
        (tmp_path / str(number)).mkdir()
    for number in range(10):
        for other in range(10):
            (tmp_path / str(number) / f"to{other}").symlink_to(tmp_path / str(other))
    (tmp_path / "3" / NAME).write_bytes(scalar("loss", 7, 1.0))
    store = follower.look()
    assert store.run("3").point_count == 1
    assert len(store.runs) <= 18
    assert all("reached by more than 16 paths" in reason for reason in follower.reasons)


def test_two_links_to_one_directory_are_two_runs(follower, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / NAME).write_bytes(scalar("loss", 7, 1.0))
    (tmp_path / "latest").symlink_to("run")
    assert {run.name for run in follower.look().runs} == {".", "run", "latest"}


def test_what_may_not_be_read_is_told_and_the_rest_is_shown(follower, tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.mkdir()
    (tmp_path / "tfevents.secret").write_bytes(scalar("loss", 1, 1.0))
    real_open, real_scandir = os.open, os.scandir

    def refuse(path):
        if "secret" in os.fspath(path):
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", lambda path, *rest: refuse(path) or real_open(path, *rest))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) or real_scandir(path))
    assert follower.steps() == [0]
    assert sorted(follower.reasons) == [
        "cannot be listed: Permission denied",
        "cannot be opened: Permission denied",
    ]


def header(length: int) -> bytes:
    field = struct.pack("<Q", length)
    return field + struct.pack("<I", masked(crc32c(field)))


@pytest.mark.parametrize("claim", [1 << 30, 1 << 40, 1 << 60, (1 << 64) - 1])
def test_a_length_beyond_the_end_of_the_file_is_awaited(follower, tmp_path, claim):
    with (tmp_path / NAME).open("ab") as file:
        file.write(header(claim) + b"x")
    assert follower.steps() == [0]
    assert follower.loader.store.runs[0].files[0].state == "waiting"


@pytest.mark.parametrize("number", [1, 8], ids=["a tag", "an image"])
def test_a_sparse_file_that_holds_what_it_claims(follower, tmp_path, number):
    # An event with a summary of one value, whose field takes nearly all of 64 gigabytes.
    size = 1 << 36
    inner = b""
    for field, inside in ((number, size - 100), (1, size - 80), (5, size - 60)):
        inner = bytes([field << 3 | 2]) + varint(inside) + inner
    with (tmp_path / NAME).open("ab") as file:
        file.write(header(size - 40) + inner)
        file.truncate(file.tell() + size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert follower.steps() == [0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])


def test_a_megabyte_of_empty_records_between_points(follower, tmp_path):
    with (tmp_path / NAME).open("ab") as file:
        file.write(record(b"") * 65_536 + scalar("loss", 1, 1.0))
    assert follower.steps() == [0, 1]
