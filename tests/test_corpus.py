"""What real libraries wrote, compared with TensorBoard's own reading of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tbtui.analysis.lives import life_starts, superseded
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.store import Store

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]

NOT_IN_TENSORBOARD = {"meta_graphs", "flight"}
"""Kinds that we index and TensorBoard does not load: graphs in a MetaGraphDef, and values that
have metadata but no data of a plugin that it does not know."""


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


def test_the_same_runs_are_found(store: Store) -> None:
    assert {run.name for run in store.runs} == {entry["run"] for entry in oracle("run")}
    assert store.problems == ()


def test_every_scalar_has_the_points_that_tensorboard_reads(store: Store) -> None:
    compared = 0
    for entry in oracle("tag"):
        if entry["plugin"] != "scalars":
            continue
        run = store.run(entry["run"])
        assert run is not None
        view = run.scalars[entry["tag"]].view()
        steps, values = view.steps, view.values.astype(np.float32)
        if len(steps) != entry["count"]:
            kept = kept_by_tensorboard(steps)
            assert superseded(steps)[~kept].all()
            steps, values = steps[kept], values[kept]
        assert len(steps) == entry["count"], entry
        assert digest(steps) == entry["steps_i64_sha256"], entry
        assert digest(values) == entry["values_f32_sha256"], entry
        compared += 1
    assert compared > 300


def test_every_other_tag_is_indexed_with_its_count(store: Store) -> None:
    expected = {
        (entry["run"], entry["plugin"] or "tensors", entry["tag"]): entry["count"]
        for entry in oracle("tag")
        if entry["plugin"] != "scalars"
    }
    ours = {
        (run.name, kind, tag): len(indexed)
        for run in store.runs
        for (kind, tag), indexed in run.indexed.items()
        if kind not in NOT_IN_TENSORBOARD
    }
    assert ours == expected
    assert len(expected) > 200


def test_plugins_are_those_that_the_first_value_of_a_tag_names(store: Store) -> None:
    for entry in oracle("tag"):
        run = store.run(entry["run"])
        assert run is not None
        assert run.metadata[entry["tag"]].plugin == (entry["plugin"] or "")
