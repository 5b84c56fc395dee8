"""Ten thousand damaged files: none stops us, and none costs more than what was damaged."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from damaging import SoundFile, damaged, read, sound_file, untouched
from records import event_with, histogram, scalar, tensor_scalar, text, version

from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "real"
LARGEST = 20_000
CASES = 10_000
SEEDS = 20
VERIFIED_CASES = 4_000


def written_files() -> dict[str, bytes]:
    """A few steps in each of the styles that our writer knows, and in all of them mixed."""
    steps = range(12)
    torch = [scalar("train/loss", step, 1 / (step + 1)) for step in steps]
    together = [event_with(["loss", "accuracy", "rate"], step) for step in steps]
    tensorflow = [tensor_scalar("epoch_loss", step, step / 3) for step in steps]
    others = [histogram("weights", step) + text("notes", step, "fine " * 9) for step in steps]
    mixed = [b"".join(of_step) for of_step in zip(torch, together, tensorflow, others, strict=True)]
    # Long enough to be decoded by its cycle.
    long = [
        scalar("train/loss", step, 0.5) + scalar("train/rate", step, 0.1) for step in range(400)
    ]
    return {
        name: version() + b"".join(records)
        for name, records in {
            "torch": torch,
            "several values in an event": together,
            "tensorflow": tensorflow,
            "mixed": mixed,
            "long": long,
        }.items()
    }


def real_files() -> dict[str, bytes]:
    if not CORPUS.is_dir():
        return {}
    paths = sorted(path for path in CORPUS.rglob("*tfevents*") if path.is_file())
    small = [path for path in paths if 100 < path.stat().st_size <= LARGEST]
    return {path.name: path.read_bytes() for path in small[::5]}


@pytest.fixture(scope="module")
def sound_files(tmp_path_factory) -> list[SoundFile]:
    scratch = tmp_path_factory.mktemp("sound") / "events.out.tfevents.1.host"
    contents = written_files() | real_files()
    return [sound_file(name, data, scratch) for name, data in contents.items()]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_only_what_was_damaged_is_lost(seed, sound_files, tmp_path):
    chance = random.Random(seed)
    path = tmp_path / "events.out.tfevents.1.host"
    table = TemplateTable()
    buffers = [ReadBuffer(1 << 16), ReadBuffer(1 << 12)]
    others = [sound.data for sound in sound_files]
    for case in range(CASES // SEEDS):
        sound = chance.choice(sound_files)
        data = damaged(sound.data, others, chance)
        path.write_bytes(data)
        reading = read(path, table, chance.choice(buffers))
        before, after = untouched(sound, data)
        found = reading.points
        where = f"seed {seed}, case {case}: {sound.name}, {reading.state}, {reading.problems}"
        for tag, rows in before.items():
            assert found.get(tag, [])[: len(rows)] == rows, where
        if reading.state == "waiting":
            # A sound length says that the file goes on, or it ends in zeros.
            continue
        for tag, rows in after.items():
            assert found.get(tag, [])[-len(rows) :] == rows, where


@pytest.mark.parametrize("seed", range(VERIFIED_CASES // 500))
def test_with_verify_no_changed_value_is_shown_as_good(seed, sound_files, tmp_path):
    chance = random.Random(seed)
    path = tmp_path / "events.out.tfevents.1.host"
    table = TemplateTable(verify=True)
    buffers = [ReadBuffer(1 << 16), ReadBuffer(1 << 12)]
    others = [sound.data for sound in sound_files]
    written = {
        (tag, row)
        for sound in sound_files
        for record in sound.records
        for tag, rows in record.points.items()
        for row in rows
    }
    for case in range(500):
        sound = chance.choice(sound_files)
        data = damaged(sound.data, others, chance)
        path.write_bytes(data)
        reading = read(path, table, chance.choice(buffers))
        found = {(tag, row) for tag, rows in reading.points.items() for row in rows}
        invented = sorted(found - written)
        assert invented == [], f"seed {seed}, case {case}: {sound.name}"
