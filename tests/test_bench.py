"""The comparison with other readers, at a size at which it says nothing about speed."""

from __future__ import annotations

import numpy as np
import pytest

from bench.__main__ import main
from bench.event_bytes import START_TIME, ValueStyle, encode_frames
from bench.irregular import HABITS, write_irregular
from bench.tables import section_of, with_section
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

STEPS = np.array([128, 300, 16_383])
WALL_TIMES = START_TIME + STEPS / 4


def written_by(path, add):
    with EventWriter(path, wall_time=START_TIME) as writer:
        pass
    before = path.stat().st_size
    path.unlink()
    with EventWriter(path, wall_time=START_TIME) as writer:
        for step, wall_time in zip(STEPS.tolist(), WALL_TIMES.tolist(), strict=True):
            add(writer, step, wall_time)
    return path.read_bytes()[before:]


def test_events_of_several_values_are_those_of_the_plain_writer(tmp_path):
    values = np.array([[0.5, -1.0], [np.nan, 2.0], [3.0, 1e30]], np.float32)
    by_step = dict(zip(STEPS.tolist(), values.tolist(), strict=True))

    def add(writer, step, wall_time):
        loss, epoch = by_step[step]
        writer.add_scalars_event({"train/loss": loss, "epoch": epoch}, step, wall_time)

    frames = encode_frames(["train/loss", "epoch"], ValueStyle.SIMPLE, STEPS, WALL_TIMES, values)
    assert frames.tobytes() == written_by(tmp_path / "tfevents", add)


def test_tensors_are_those_of_the_plain_writer(tmp_path):
    values = np.array([[0.5], [0.25], [0.125]], np.float32)
    by_step = dict(zip(STEPS.tolist(), values[:, 0].tolist(), strict=True))

    def add(writer, step, wall_time):
        writer.add_tensor_scalar("epoch_loss", by_step[step], step, wall_time)

    frames = encode_frames(["epoch_loss"], ValueStyle.TENSOR, STEPS, WALL_TIMES, values)
    assert frames.tobytes() == written_by(tmp_path / "tfevents", add)


def test_an_event_too_long_for_the_checksum_tables_is_refused():
    values = np.zeros((3, 1), np.float32)
    with pytest.raises(ValueError, match="longer than the tables"):
        encode_frames(["x" * 250], ValueStyle.SIMPLE, STEPS, WALL_TIMES, values)


@pytest.mark.parametrize("habit", HABITS)
def test_irregular_runs_hold_the_points_that_they_claim_in_order(tmp_path, habit):
    claimed = write_irregular(tmp_path / "events.out.tfevents.1", habit, step_count=1200)
    loader = Loader([LogSource("", str(tmp_path))])
    loader.load()
    (run,) = loader.store.runs
    assert loader.store.problems == ()
    assert (run.point_count, len(run.scalars)) == claimed
    epoch = run.scalars["epoch"].view()
    assert (np.diff(epoch.steps) >= 0).all()
    assert set(epoch.values) == {0.0, 1.0}


def test_all_rows_of_the_table_are_there_and_all_points_were_seen(tmp_path, capsys):
    arguments = ["--sets=S,F", "--readers=ours,plain", "--scale=0.005", "--repeat=1"]
    assert main([*arguments, f"--data={tmp_path}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    measured = [row[:3] for row in rows if len(row) == 10]
    assert measured[0] == ["set", "reader", "points seen"]
    assert measured[2:] == [
        ["S", "tbtui", "all"],
        ["S", "plain protobuf loop", "all"],
        ["F", "tbtui", "all"],
        ["F", "plain protobuf loop", "all"],
    ]
    moments = {row[0]: row[1] for row in rows if len(row) == 3}
    assert moments["all points"] == "5,000"
    assert "first publication with points" in moments


def test_an_unknown_set_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--sets=S,Q"])
    assert "Q: not among S, M, W, E, F, R500, H, L" in capsys.readouterr().err


def test_a_section_of_the_results_is_replaced_and_kept():
    text = "# Results\n\n## First curve\n\nsoon\n"
    longer = with_section(text, "Histograms", "old\n")
    assert section_of(longer, "Histograms") == "old\n"
    assert with_section(longer, "Histograms", "new\n") == with_section(text, "Histograms", "new\n")
    assert with_section(text, "Histograms", "") == text
    assert section_of(longer, "First curve") == "soon\n"
