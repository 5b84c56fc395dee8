"""What ``tbtui inspect`` knows about a log directory, as plain data.

`report_json` turns it into the documented JSON form: the names of the fields below are its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tbtui import __version__
from tbtui.analysis.statistics import describe
from tbtui.commands.export_histograms import HISTOGRAMS
from tbtui.commands.loading import matches
from tbtui.commands.report_histograms import HistogramReport, last_histograms
from tbtui.readers.graphs.kinds import GRAPH_KINDS
from tbtui.readers.logdir import LogSource
from tbtui.store.index import IndexedTag
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries
from tbtui.store.store import Store

# Raised when a key changes its meaning or goes away; new keys do not raise it.
JSON_FORMAT = 1


class TagReport(NamedTuple):
    """One tag of one run. Steps and wall times are in the order of the file.

    ``plugin`` is the name of the dashboard that the writer had in mind. ``last``, ``minimum``
    and further are only known for scalars; minimum and maximum are of the finite values.
    ``lives`` counts how often the series began: 1, and one more for each restart.
    ``last_histogram`` is only known for histograms.
    """

    tag: str
    kind: str
    plugin: str
    points: int
    first_step: int | None
    last_step: int | None
    first_wall_time: float | None
    last_wall_time: float | None
    last: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    nan: int | None = None
    positive_infinity: int | None = None
    negative_infinity: int | None = None
    lives: int | None = None
    last_histogram: HistogramReport | None = None


class FileReport(NamedTuple):
    """One event file: sizes in bytes, and what the reader says about its state."""

    path: str
    size: int
    bytes_read: int
    state: str


class GraphReport(NamedTuple):
    """One graph of a model, or one profile of running it, as the Graph tab offers them.

    ``kind`` is that of the tag; ``type`` is op graph, conceptual graph or profile; ``size`` is in
    bytes; ``nodes`` is None where counting them would mean to read much.
    """

    tag: str
    kind: str
    type: str
    size: int
    nodes: int | None


class RunReport(NamedTuple):
    """One run; ``points`` counts its scalar points, of all tags."""

    run: str
    directory: str
    points: int
    first_wall_time: float | None
    last_wall_time: float | None
    tags: tuple[TagReport, ...]
    graphs: tuple[GraphReport, ...]
    files: tuple[FileReport, ...]


class ProblemReport(NamedTuple):
    """Bytes of a file that could not be read, and why."""

    file: str
    offset: int
    length: int
    reason: str


class SourceReport(NamedTuple):
    """One log directory as it was named by the user."""

    name: str
    path: str


class Report(NamedTuple):
    """All that is known about the log directories."""

    format: int
    tbtui: str
    sources: tuple[SourceReport, ...]
    runs: tuple[RunReport, ...]
    problems: tuple[ProblemReport, ...]


def report_on(
    store: Store,
    sources: Sequence[LogSource],
    runs: Sequence[Run],
    tag_pattern: re.Pattern[str] | None = None,
) -> Report:
    """Collect the report on the chosen runs, and in them on the tags that match."""
    return Report(
        format=JSON_FORMAT,
        tbtui=__version__,
        sources=tuple(SourceReport(source.name, source.path) for source in sources),
        runs=tuple(_run_report(run, tag_pattern) for run in runs),
        problems=tuple(
            ProblemReport(problem.file, problem.offset, problem.length, problem.reason)
            for problem in store.problems
        ),
    )


def _run_report(run: Run, tag_pattern: re.Pattern[str] | None) -> RunReport:
    scalars = [_scalar_report(run.scalars[tag], run) for tag in run.scalars]
    chosen = [one for one in run.indexed.values() if matches(tag_pattern, one.tag)]
    histograms = last_histograms([one for one in chosen if one.kind == HISTOGRAMS])
    others = [
        _indexed_report(one, histograms.get(one.tag) if one.kind == HISTOGRAMS else None)
        for one in chosen
    ]
    tags = [one for one in scalars + others if matches(tag_pattern, one.tag)]
    tags.sort(key=lambda one: (one.kind != "scalars", one.kind, natural_key(one.tag)))
    return RunReport(
        run=run.name,
        directory=run.directory,
        points=run.point_count,
        first_wall_time=run.first_wall_time,
        last_wall_time=run.last_wall_time,
        tags=tuple(tags),
        graphs=tuple(_graph_reports(run, tag_pattern)),
        files=tuple(
            FileReport(file.path, file.size, file.bytes_read, str(file.state)) for file in run.files
        ),
    )


def _scalar_report(series: ScalarSeries, run: Run) -> TagReport:
    statistics = describe(series.view())
    metadata = run.metadata.get(series.tag)
    return TagReport(
        tag=series.tag,
        kind="scalars",
        plugin=metadata.plugin if metadata and metadata.plugin else "scalars",
        points=statistics.point_count,
        first_step=statistics.first_step,
        last_step=statistics.last_step,
        first_wall_time=statistics.first_wall_time,
        last_wall_time=statistics.last_wall_time,
        last=statistics.last,
        minimum=statistics.minimum,
        maximum=statistics.maximum,
        nan=statistics.nan,
        positive_infinity=statistics.positive_infinity,
        negative_infinity=statistics.negative_infinity,
        lives=statistics.lives,
    )


def _graph_reports(run: Run, tag_pattern: re.Pattern[str] | None) -> Iterator[GraphReport]:
    if not any(kind in GRAPH_KINDS for kind, _ in run.indexed):
        return
    # Most logs have no graph, and need not wait for what reads them.
    from tbtui.analysis.graph.sources import graphs_in, node_count, profiles_in

    for graph in graphs_in(run):
        if graph.entry is not None and matches(tag_pattern, graph.tag):
            size, nodes = graph.entry.length, node_count(graph)
            yield GraphReport(graph.tag, graph.kind, graph.type.value, size, nodes)
    for profile in profiles_in(run):
        if matches(tag_pattern, profile.tag):
            yield GraphReport(profile.tag, profile.kind, "profile", profile.entry.length, None)


def _indexed_report(indexed: IndexedTag, last_histogram: HistogramReport | None) -> TagReport:
    entries = indexed.entries()
    first = entries[0] if entries else None
    last = entries[-1] if entries else None
    return TagReport(
        tag=indexed.tag,
        kind=indexed.kind,
        plugin=indexed.plugin,
        points=len(entries),
        first_step=first.step if first else None,
        last_step=last.step if last else None,
        first_wall_time=first.wall_time if first else None,
        last_wall_time=last.wall_time if last else None,
        last_histogram=last_histogram,
    )
