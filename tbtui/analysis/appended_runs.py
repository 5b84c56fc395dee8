"""Runs that only hold the hyperparameters and results of the run in whose directory they are.

PyTorch's ``add_hparams`` makes a run of its own, called like the time, for every call: it holds the
hyperparameters and one point for each metric. It is no training that one would look at.
"""

from __future__ import annotations

from collections.abc import Iterable

from tbtui.analysis.run_paths import directory_above, is_named_by_time
from tbtui.readers.hparams import SESSION_START_TAG
from tbtui.store.run import Run


def appended_runs(runs: Iterable[Run]) -> frozenset[str]:
    """Return the names of runs that add nothing but hyperparameters and results to another one.

    They have hyperparameters, are called like a time, have no more than one point of any tag, and
    the run of the directory above has scalars.

    Parameters
    ----------
    runs
        All runs of a store.
    """
    by_name = {run.name: run for run in runs}
    found = []
    for run in by_name.values():
        if SESSION_START_TAG not in run.metadata or not is_named_by_time(run.name):
            continue
        parent = by_name.get(directory_above(run.name))
        if parent is None or parent is run or not parent.scalars:
            continue
        if all(len(series) <= 1 for series in run.scalars.values()):
            found.append(run.name)
    return frozenset(found)
