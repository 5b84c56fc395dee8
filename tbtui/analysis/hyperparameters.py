"""The hyperparameters of every run, also of those beside or above the one that wrote them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tbtui.analysis.run_paths import directories_above, directory_above, is_named_by_time
from tbtui.readers.hparams import SESSION_START_TAG, HyperparameterValue, session_start
from tbtui.readers.wire import WireError
from tbtui.store.run import Run

Hyperparameters = Mapping[str, HyperparameterValue]

_NOTHING: Hyperparameters = MappingProxyType({})


def run_hyperparameters(runs: Iterable[Run]) -> dict[str, Hyperparameters]:
    """Find out which hyperparameters belong to each run.

    Those that the run logged itself; else those of the nearest directory above it, as Keras has
    ``trial/train`` below ``trial``; else those of the directories directly below it, as PyTorch
    logs them there. Of several below, what they all agree on is true of the run.

    Parameters
    ----------
    runs
        All runs of a store; a run's name is the path of its directory.

    Returns
    -------
    dict of str to mapping
        The hyperparameters by the name of the run, an empty mapping where there are none.
    """
    runs = tuple(runs)
    own = {run.name: _logged_by(run) for run in runs if SESSION_START_TAG in run.metadata}
    below: dict[str, list[str]] = {}
    for name in own:
        below.setdefault(directory_above(name), []).append(name)
    return {run.name: _found_for(run.name, own, below) for run in runs}


def _found_for(
    name: str, own: Mapping[str, Hyperparameters], below: Mapping[str, list[str]]
) -> Hyperparameters:
    if name in own:
        return own[name]
    for directory in directories_above(name):
        if directory in own:
            return own[directory]
        timed = [lower for lower in below.get(directory, ()) if is_named_by_time(lower)]
        if timed and directory != ".":
            return _agreed([own[lower] for lower in timed])
    return _agreed([own[lower] for lower in below.get(name, ())])


def _logged_by(run: Run) -> Hyperparameters:
    return _decoded(run.metadata[SESSION_START_TAG].content)


@functools.lru_cache(maxsize=4096)
def _decoded(content: bytes) -> Hyperparameters:
    try:
        return MappingProxyType(session_start(content).hyperparameters)
    except WireError:
        return _NOTHING


def _agreed(several: list[Hyperparameters]) -> Hyperparameters:
    if not several:
        return _NOTHING
    first, *others = several
    return MappingProxyType(
        {
            name: value
            for name, value in first.items()
            if all(other.get(name) == value for other in others)
        }
    )
