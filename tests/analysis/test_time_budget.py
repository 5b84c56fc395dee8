"""Work that is interrupted when its time is over."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest

from tbtui.analysis.time_budget import OutOfTimeError, TimeBudget


def match_for_years():
    re.match("(a+)+$", "a" * 60 + "!")


def test_work_within_its_time_is_left_alone():
    budget = TimeBudget(10.0)
    with budget.spend():
        done = True
    assert done
    assert 0 < budget.seconds_left < 10.0


def test_a_regular_expression_is_interrupted():
    budget = TimeBudget(0.03)
    with pytest.raises(OutOfTimeError, match="it took too long"), budget.spend():
        match_for_years()
    assert budget.seconds_left <= 0


def test_nothing_is_begun_when_no_time_is_left():
    with pytest.raises(OutOfTimeError, match="no time was left"), TimeBudget(0.0).spend():
        pytest.fail("it was begun")


def test_pieces_of_work_share_the_time():
    budget = TimeBudget(0.06)
    with budget.spend():
        time.sleep(0.02)
    with pytest.raises(OutOfTimeError), budget.spend():
        time.sleep(1.0)


def test_no_alarm_is_left_behind():
    before = signal.getsignal(signal.SIGALRM)
    with TimeBudget(10.0).spend():
        assert signal.getsignal(signal.SIGALRM) is not before
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_errors_of_the_work_pass_through():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(KeyError), TimeBudget(10.0).spend():
        raise KeyError
    assert signal.getsignal(signal.SIGALRM) is before


def test_in_another_thread_the_work_goes_on_to_its_end():
    budget = TimeBudget(0.01)
    done = threading.Event()

    def work():
        with budget.spend():
            time.sleep(0.03)
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done.is_set()
    assert budget.seconds_left < 0
