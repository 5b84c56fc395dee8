"""What is found out about series of histograms while nobody presses a key."""

from __future__ import annotations

import numpy as np
import pytest
from histogram_logs import store_of, write_histograms

from tbtui.analysis.histogram_drift import drifts
from tbtui.readers.histograms import read_histograms
from tbtui.widgets.card_findings import PAIRS, CardFindings
from tbtui.widgets.card_series import SeriesReader


def jumpy(_tag, run, step):
    """Rows of histograms that jump at a few steps, which few pairs of neighbours show."""
    return [[0.0, 1.0, 5.0], [1.0, 2.0, 40.0 if step % 9 == run else 5.0]]


@pytest.fixture
def series(tmp_path):
    """Series of two runs, of more steps than are looked at first."""
    write_histograms(tmp_path, tags=("w",), steps=range(4 * PAIRS), rows=jumpy)
    reader = SeriesReader()
    return [reader.series(run, "w") for run in store_of(tmp_path).runs]


def exact(one):
    return pytest.approx(float(np.nanmean(drifts(read_histograms(one.entries)))))


def test_drift_is_that_of_some_steps_first_and_of_all_if_wanted(series):
    findings = CardFindings()
    assert findings.advance(series, 10.0)
    some = [findings.of(one.run, "w").drift for one in series]
    assert some != [exact(one) for one in series]
    assert min(some) > 0
    revision = findings.revision
    assert findings.advance(series, 10.0, all_drifts=True)
    assert [findings.of(one.run, "w").drift for one in series] == [exact(one) for one in series]
    assert findings.revision > revision


def test_however_little_time_there_is_all_is_known_at_last(series):
    findings = CardFindings()
    looks = 1
    while not findings.advance(series, 0.0, all_drifts=True):
        looks += 1
        assert looks < 50
    # Each run was looked at by itself, then a part of its steps at a time.
    assert looks > 4
    assert findings.has_looked
    assert [findings.of(one.run, "w").drift for one in series] == [exact(one) for one in series]


def test_series_that_grow_are_looked_at_again_but_not_at_once(series):
    now = [0.0]
    findings = CardFindings(clock=lambda: now[0])
    [first, _] = series
    shorter = first._replace(
        steps=first.steps[:70], wall_times=first.wall_times[:70], entries=first.entries[:70]
    )
    assert findings.advance([shorter], 10.0, all_drifts=True)
    assert findings.advance([first], 10.0, all_drifts=True)
    assert findings.is_behind
    assert findings.of(first.run, "w").drift == exact(shorter)
    now[0] = 60.0
    assert findings.advance([first], 10.0, all_drifts=True)
    assert not findings.is_behind
    assert findings.of(first.run, "w").drift == exact(first)
