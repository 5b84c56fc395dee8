"""Whether a run is running, stalled or over, how fast it is, and when it will be done."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.hparams import plugin_data_pb2

from tbtui.analysis.pace import pace_of
from tbtui.analysis.training_state import RunState, TrainingState, TrainingStates, training_state
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.series import ScalarSeries

START = 1_700_000_000.0
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


def pace(times, steps=None):
    if steps is None:
        steps = np.arange(len(times))
    return pace_of(np.array(steps, np.int64), np.array(times, np.float64))


class TestPace:
    def test_even_points(self):
        assert pace([0, 2, 4, 6], [0, 10, 20, 30]) == (5.0, 2.0, 2.0)

    def test_one_point_tells_nothing(self):
        assert pace([7]) == (None, None, 0.0)
        assert pace([]) == (None, None, 0.0)

    def test_only_the_last_hundred_intervals_tell_how_fast_it_is(self):
        slow, fast = np.arange(0, 500, 5), 500 + np.arange(101) * 0.5
        assert pace([*slow, *fast]).steps_per_second == 2.0
        assert pace([*slow, *fast]).interval == 0.5

    def test_bursts_count_with_the_time_between_them(self):
        # Ten points at once every ten seconds.
        times = [10.0 * (point // 10) + 0.001 * (point % 10) for point in range(101)]
        assert pace(times).steps_per_second == pytest.approx(1.0, rel=0.01)

    def test_a_single_break_changes_nothing_but_a_pause_in_each_epoch_does(self):
        times = np.arange(101.0)
        once = times + np.where(times > 44, 8 * HOUR, 0)
        assert pace(once).steps_per_second == 1.0
        assert pace(once).pause == 1.0
        each_epoch = times + 30 * (times // 10)
        assert pace(each_epoch).steps_per_second == 0.25
        assert pace(each_epoch).interval == 1.0
        assert pace(each_epoch).pause == 31.0

    def test_only_what_came_since_the_last_restart_counts(self):
        assert pace([0, 1, 2, 900, 904, 908], [0, 1, 2, 0, 1, 2]) == (0.25, 4.0, 4.0)
        assert pace([0, 1, 2, 900], [0, 1, 2, 0]) == (None, None, 0.0)

    def test_clocks_that_go_back_and_broken_times(self):
        assert pace([100, 101, 50, 51, 52]).interval == 1.0
        assert pace([0, float("nan"), 2, 3]).interval == 1.0
        assert pace([5, 5, 5]) == (None, 0.0, 0.0)
        assert pace([0, 1, 2], [7, 7, 7]).steps_per_second is None


@pytest.fixture
def load(tmp_path: Path):
    loader = Loader([LogSource("", str(tmp_path))])

    def load():
        loader.load()
        return loader.store.runs

    return load


@pytest.fixture
def write(tmp_path: Path):
    """Write a file of a run: a loss at these times, then whole events."""
    numbers = itertools.count()

    def write(run: str, times=(), events=(), first_step=0, tag="loss"):
        path = tmp_path / run / f"events.out.tfevents.{next(numbers)}"
        with EventWriter(path, START) as writer:
            for step, time in enumerate(times, first_step):
                writer.add_scalar(tag, 1.0, step, START + time)
            for event in events:
                writer.write_record(event.SerializeToString())

    return write


def session_log(status: str, time: float):
    log = event_pb2.SessionLog(status=status)
    return event_pb2.Event(wall_time=START + time, session_log=log)


def hparams_event(moment: str, time: float, status: int = 0):
    message = plugin_data_pb2.HParamsPluginData()
    if moment == "start":
        message.session_start_info.group_name = "group"
    else:
        message.session_end_info.status = status
    value = summary_pb2.Summary.Value(tag=f"_hparams_/session_{moment}_info")
    value.metadata.plugin_data.plugin_name = "hparams"
    value.metadata.plugin_data.content = message.SerializeToString()
    return event_pb2.Event(wall_time=START + time, summary=summary_pb2.Summary(value=[value]))


EACH_SECOND = np.arange(100.0)


def state(run, time: float) -> RunState:
    return training_state(run, START + time).state


@pytest.mark.parametrize(
    ("interval", "silence", "expected"),
    [
        (1, 5, RunState.RUNNING),
        (1, 55, RunState.RUNNING),
        (1, 65, RunState.STALLED),
        (1, 59 * MINUTE, RunState.STALLED),
        (1, 61 * MINUTE, RunState.SILENT),
        # A point every ten minutes, one for each epoch.
        (600, 99 * MINUTE, RunState.RUNNING),
        (600, 101 * MINUTE, RunState.STALLED),
        (600, 299 * MINUTE, RunState.STALLED),
        (600, 301 * MINUTE, RunState.SILENT),
    ],
)
def test_silence_is_measured_by_how_often_a_run_logs(write, load, interval, silence, expected):
    write("a", EACH_SECOND * interval)
    (run,) = load()
    assert state(run, 99 * interval + silence) is expected


def test_a_run_that_evaluates_for_long_is_not_stalled_while_it_does(write, load):
    write("a", [time + 300 * (time // 40) for time in EACH_SECOND])
    (run,) = load()
    assert state(run, 699 + 599) is RunState.RUNNING
    assert state(run, 699 + 610) is RunState.STALLED


def test_one_point_gets_ten_minutes(write, load):
    write("a", [0.0])
    (run,) = load()
    assert state(run, 9 * MINUTE) is RunState.RUNNING
    assert state(run, 11 * MINUTE) is RunState.STALLED
    assert state(run, 61 * MINUTE) is RunState.SILENT


def test_a_run_without_values_is_unknown(write, load):
    write("a")
    assert training_state(load()[0], START) == TrainingState(RunState.UNKNOWN)


def test_a_clock_that_is_ahead_is_no_harm_and_a_broken_one_no_proof(write, load):
    write("a", EACH_SECOND)
    (run,) = load()
    ahead = training_state(run, START - 2 * HOUR)
    assert (ahead.state, ahead.age_seconds) == (RunState.RUNNING, 0.0)
    assert state(run, -2 * DAY) is RunState.UNKNOWN


def test_one_broken_time_does_not_keep_a_run_alive(write, load):
    write("a", [*EACH_SECOND[:50], 1000 * DAY, *EACH_SECOND[51:]])
    (run,) = load()
    assert state(run, 100) is RunState.RUNNING
    assert state(run, DAY / 2) is RunState.SILENT


def test_speed_and_time_to_a_step(write, load):
    write("a", EACH_SECOND / 2)
    (run,) = load()
    now = training_state(run, START + 49.5 + 10)
    assert (now.last_step, now.steps_per_second, now.interval) == (99, 2.0, 0.5)
    assert now.age_seconds == 10.0
    assert now.eta(199) == 50.0 - 10.0
    assert now.eta(109) == 0.0
    assert now.eta(50) == 0.0
    later = training_state(run, START + DAY)
    assert later.steps_per_second == 2.0
    assert later.eta(199) is None


def test_a_session_that_stopped_has_finished(write, load):
    write("a", EACH_SECOND, [session_log("START", 0), session_log("STOP", 100)])
    (run,) = load()
    assert state(run, 101) is RunState.FINISHED
    assert state(run, DAY) is RunState.FINISHED


def test_a_session_that_was_started_again_has_not(write, load):
    write("a", EACH_SECOND, [session_log("STOP", 100), session_log("START", 110)])
    (run,) = load()
    assert state(run, 120) is RunState.RUNNING


def test_nor_has_one_that_logs_on_without_saying_so(write, load):
    write("a", EACH_SECOND, [session_log("STOP", 20)])
    (run,) = load()
    assert state(run, 100) is RunState.RUNNING


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0, RunState.RUNNING),
        (1, RunState.FINISHED),
        (2, RunState.FAILED),
        (3, RunState.RUNNING),
    ],
)
def test_hparams_say_how_a_session_ended(write, load, status, expected):
    write("a", EACH_SECOND, [hparams_event("start", 0), hparams_event("end", 99, status)])
    (run,) = load()
    assert state(run, 101) is expected


def test_an_end_that_was_written_with_the_start_says_nothing(write, load):
    write("a", [0.0], [hparams_event("start", 0.1), hparams_event("end", 0.2, 1)])
    (run,) = load()
    assert state(run, 1) is RunState.RUNNING


def test_runs_below_end_with_the_run_above(write, load):
    write("trial/train", EACH_SECOND)
    write("trial", [], [hparams_event("start", 0), hparams_event("end", 99, 2)])
    write("other", EACH_SECOND)
    states = TrainingStates().states(load(), START + 101)
    assert {name: one.state for name, one in states.items()} == {
        "trial": RunState.FAILED,
        "trial/train": RunState.FAILED,
        "other": RunState.RUNNING,
    }


def test_states_follow_new_points_and_tags(write, load):
    states = TrainingStates()
    write("a", EACH_SECOND)
    assert states.states(load(), START + 200)["a"].state is RunState.STALLED
    write("a", 200 + EACH_SECOND / 4, first_step=100)
    now = states.states(load(), START + 230)["a"]
    assert (now.state, now.last_step, now.steps_per_second) == (RunState.RUNNING, 199, 4.0)
    # In a second phase other tags go on, and the first ones do not.
    write("a", 300 + np.arange(150.0) * 2, tag="fine", first_step=500)
    now = states.states(load(), START + 600)["a"]
    assert (now.state, now.last_step, now.steps_per_second) == (RunState.RUNNING, 649, 0.5)


def test_points_of_runs_of_which_nothing_was_published_are_not_looked_at_again(
    write, load, monkeypatch
):
    write("a", EACH_SECOND)
    # A tag that has ceased makes the others candidates.
    write("a", EACH_SECOND[:3] * 20, tag="rare")
    runs, states = load(), TrainingStates()
    before = states.states(runs, START + 100.0)
    monkeypatch.setattr(ScalarSeries, "view", None)
    assert states.states(runs, START + 100.0) == before
    # Time goes on all the same.
    assert states.states(runs, START + DAY)["a"].state is RunState.SILENT
