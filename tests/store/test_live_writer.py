"""Runs that are torn, rotated, replaced, deleted and started late while they are followed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.store import Store

WRITER = Path(__file__).parents[3] / "shared" / "corpus" / "live.py"
SECONDS = 6


def contents(store: Store) -> dict[tuple[str, str], tuple[list[int], list[float], list[float]]]:
    return {
        (run.name, tag): (view.steps.tolist(), view.wall_times.tolist(), view.values.tolist())
        for run in store.runs
        for tag, view in ((tag, series.view()) for tag, series in run.scalars.items())
    }


@pytest.mark.corpus
@pytest.mark.skipif(not WRITER.exists(), reason="the corpus is not beside this checkout")
def test_following_ends_with_what_a_fresh_read_finds(tmp_path: Path) -> None:
    source = [LogSource("", str(tmp_path))]
    followed = Loader(source, interval=0.05)
    with subprocess.Popen([sys.executable, str(WRITER), str(tmp_path), str(SECONDS)]) as writer:
        followed.start(lambda: None)
        assert writer.wait(SECONDS * 10) == 0
    followed.stop(10)
    followed.load()
    afresh = Loader(source)
    afresh.load()
    found = contents(followed.store)
    assert found == contents(afresh.store)
    assert followed.store.problems == ()
    assert {run for run, _ in found} == {"torn", "rotate", "replace", "late/nested", "burst"}
    torn_steps, _, _ = found["torn", "loss"]
    assert torn_steps == list(range(len(torn_steps)))
    assert found["burst", "loss"][0] == list(range(20_000))
    assert found["replace", "loss"][0][0] > 0
