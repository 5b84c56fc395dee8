"""What is known about the log directories at this moment."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import NamedTuple

from tbtui.readers.problems import Problem
from tbtui.store.index import IndexedTag
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

_KINDS_OF_RUNS = frozenset(
    (
        "custom_scalars",
        "graph_keras_model",
        "graph_run_metadata",
        "graph_run_metadata_graph",
        "graph_tagged_run_metadata",
        "graphs",
        "hparams",
        "meta_graphs",
        "session_log",
    )
)
"""Kinds of what is said of a whole run, below tags that the libraries choose."""


class Progress(NamedTuple):
    """How far the current pass over the files is.

    Attributes
    ----------
    bytes_read, bytes_total : int
        Of what this pass has to read.
    files : int
        Event files known.
    loading : bool
        Whether a pass is at work.
    bytes_a_second : float
        How fast this pass reads; 0 while that is not known.
    """

    bytes_read: int = 0
    bytes_total: int = 0
    files: int = 0
    loading: bool = False
    bytes_a_second: float = 0.0


class Store:
    """All runs. Written by one loader, read by anyone.

    Attributes
    ----------
    runs : tuple of Run
        In the natural order of their names.
    revision : int
        Rises with every publication.
    problems : tuple of Problem
    directory_problems : tuple of Problem
        Those that do not concern an event file.
    progress : Progress
    bytes_verified : int
        Compared with their checksums in idle time; rises without a new revision.
    scanned : bool
        Whether the log directories have been looked through at least once.
    """

    def __init__(self) -> None:
        self.runs: tuple[Run, ...] = ()
        self.revision = 0
        self.problems: tuple[Problem, ...] = ()
        self.directory_problems: tuple[Problem, ...] = ()
        self.progress = Progress()
        self.bytes_verified = 0
        self.scanned = False
        self._counted_tags: tuple[list[Mapping[str, ScalarSeries]], int] = ([], 0)
        self._counted_others: tuple[list[Mapping[tuple[str, str], IndexedTag]], int, int] = (
            [],
            0,
            0,
        )

    def run(self, name: str) -> Run | None:
        """Return the run of this name."""
        return next((run for run in self.runs if run.name == name), None)

    def scalar_tag_count(self) -> int:
        """Return how many tags the scalars of all runs have."""
        # The mapping of a run is replaced whenever it gains or loses a tag.
        mappings = [run.scalars for run in self.runs]
        counted, count = self._counted_tags
        if len(mappings) != len(counted) or any(map(operator.is_not, mappings, counted)):
            count = len(set().union(*mappings))
            self._counted_tags = (mappings, count)
        return count

    def tag_count(self) -> int:
        """Return how many tags people have chosen, for scalars and everything else, in all runs."""
        scalars = self.scalar_tag_count()
        mappings = [run.indexed for run in self.runs]
        counted, of_scalars, count = self._counted_others
        is_same = len(mappings) == len(counted) and all(map(operator.is_, mappings, counted))
        if not is_same or of_scalars != scalars:
            others = {
                tag for mapping in mappings for kind, tag in mapping if kind not in _KINDS_OF_RUNS
            }
            of_scalars_too = others.union(*(run.scalars for run in self.runs)) if others else ()
            count = len(of_scalars_too) if others else scalars
            self._counted_others = (mappings, scalars, count)
        return count

    def publish(
        self,
        progress: Progress,
        runs: tuple[Run, ...] | None = None,
        directory_problems: tuple[Problem, ...] | None = None,
    ) -> None:
        """Replace what has changed. For the loader.

        Parameters
        ----------
        progress : Progress
        runs : tuple of Run, optional
            When runs appeared or vanished.
        directory_problems : tuple of Problem, optional
            What could not be listed or is no file, when that was looked at again.
        """
        if runs is not None:
            self.runs = runs
            self.scanned = True
        if directory_problems is not None:
            self.directory_problems = directory_problems
        of_files = tuple(problem for run in self.runs for problem in run.problems)
        self.problems = self.directory_problems + of_files
        self.progress = progress
        self.revision += 1
