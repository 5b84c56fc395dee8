"""Everything that a store holds, in a form that can be compared."""

from __future__ import annotations

from pathlib import Path

from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.store import Store


def holds(store: Store) -> dict[str, object]:
    """All that a user could get to see of a store, by run."""
    runs: dict[str, object] = {}
    for run in store.runs:
        scalars = {}
        for tag, series in run.scalars.items():
            view = series.view()
            # As text, in which NaN is the same as NaN.
            scalars[tag] = [repr(column.tolist()) for column in view[:3]]
        runs[run.name] = {
            "directory": run.directory,
            "scalars": scalars,
            "indexed": {key: repr(tag.entries()) for key, tag in run.indexed.items()},
            "metadata": dict(run.metadata),
            "times": (run.first_wall_time, run.last_wall_time),
            "files": list(run.files),
            "problems": list(run.problems),
        }
    runs["problems of directories"] = list(store.directory_problems)
    return runs


def fresh(directory: Path) -> dict[str, object]:
    """What a program that is started now reads."""
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    return holds(loader.store)


class Follower:
    """A program that has been open since before the first byte was written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.loader = Loader([LogSource("", str(directory))])

    def look(self) -> Store:
        self.loader.load()
        return self.loader.store

    def steps(self, run: str = ".", tag: str = "loss") -> list[int]:
        found = self.look().run(run)
        if found is None or tag not in found.scalars:
            return []
        return found.scalars[tag].view().steps.tolist()

    @property
    def reasons(self) -> list[str]:
        return [problem.reason for problem in self.loader.store.problems]

    def assert_same_as_fresh(self) -> None:
        assert holds(self.look()) == fresh(self.directory)
