"""What real libraries wrote, compared with TensorBoard's own reading of it."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tbtui.analysis.lives import life_starts
from tbtui.cli import main
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.store import Store

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]

NOT_IN_TENSORBOARD = {"meta_graphs", "session_log", "flight"}
"""Kinds that we index and TensorBoard does not load: graphs in a MetaGraphDef, starts and ends of
sessions, and values that have metadata but no data of a plugin that it does not know."""


@pytest.fixture(scope="module")
def store() -> Store:
    loader = Loader([LogSource("", str(CORPUS))])
    loader.load()
    return loader.store


def oracle(record: str) -> Iterator[dict[str, Any]]:
    if not CORPUS.is_dir():
        return
    for line in (CORPUS / "oracle.jsonl").read_text().splitlines():
        entry = json.loads(line)
        if entry["rec"] == record:
            yield entry


def digest(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def kept_by_tensorboard(steps: np.ndarray) -> np.ndarray:
    """Which points TensorBoard keeps of a run that was resumed twice.

    It purges at every session start but the first; a purge drops what has the new step or a later
    one. We keep every point and mark as superseded what any restart repeats.
    """
    last_restart = life_starts(steps)[-1]
    return (np.arange(len(steps)) >= last_restart) | (steps < steps[last_restart])


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[list[str]]]:
    """The rows of ``tbtui export`` by run and tag."""
    path = tmp_path_factory.mktemp("export") / "everything.csv"
    assert main(["export", str(CORPUS), "-o", str(path)]) == 0
    rows: dict[tuple[str, str], list[list[str]]] = {}
    with path.open(newline="", encoding="utf-8", errors="surrogateescape") as file:
        for run, tag, *values in itertools.islice(csv.reader(file), 1, None):
            rows.setdefault((run, tag), []).append(values)
    return rows


def test_the_same_runs_are_found(store: Store) -> None:
    assert {run.name for run in store.runs} == {entry["run"] for entry in oracle("run")}
    assert store.problems == ()


def test_export_has_the_points_that_tensorboard_reads(
    exported: dict[tuple[str, str], list[list[str]]],
) -> None:
    compared = 0
    for entry in oracle("tag"):
        if entry["plugin"] != "scalars":
            continue
        rows = exported.pop((entry["run"], entry["tag"]))
        steps = np.array([int(step) for step, *_ in rows], np.int64)
        values = np.array([np.float32(value) for _, _, value, _ in rows])
        if len(steps) != entry["count"]:
            kept = kept_by_tensorboard(steps)
            dropped = [rows[index][3] for index in np.flatnonzero(~kept)]
            assert set(dropped) == {"true"}
            steps, values = steps[kept], values[kept]
        assert len(steps) == entry["count"], entry
        assert digest(steps) == entry["steps_i64_sha256"], entry
        assert digest(values) == entry["values_f32_sha256"], entry
        compared += 1
    assert compared > 300
    assert exported == {}


def test_inspect_lists_every_other_tag_with_its_count(capsys: pytest.CaptureFixture[str]) -> None:
    expected = {
        (entry["run"], entry["plugin"] or "tensors", entry["tag"]): entry["count"]
        for entry in oracle("tag")
        if entry["plugin"] != "scalars"
    }
    assert main(["inspect", "--json", str(CORPUS)]) == 0
    report = json.loads(capsys.readouterr().out)
    ours = {
        (run["run"], tag["kind"], tag["tag"]): tag["points"]
        for run in report["runs"]
        for tag in run["tags"]
        if tag["kind"] not in {"scalars", *NOT_IN_TENSORBOARD}
    }
    assert ours == expected
    assert len(expected) > 200


def test_plugins_are_those_that_the_first_value_of_a_tag_names(store: Store) -> None:
    for entry in oracle("tag"):
        run = store.run(entry["run"])
        assert run is not None
        assert run.metadata[entry["tag"]].plugin == (entry["plugin"] or "")
