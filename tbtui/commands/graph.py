"""``tbtui graph``: the graph of a model as an outline, as DOT or as JSON.

In a terminal, without a format or a file to write, the command line opens the screen instead.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tbtui.analysis.graph.costs import Costs, join_costs
from tbtui.analysis.graph.model import Graph
from tbtui.analysis.graph.sources import (
    GraphSource,
    ProfileSource,
    graph_file,
    graph_title,
    graphs_in,
    load_device_runs,
    load_graph,
    profiles_in,
)
from tbtui.commands.failure import NOTHING_READABLE, CommandError
from tbtui.commands.graph_export import FORMS, exported_graph
from tbtui.commands.loading import chosen_runs, load, matches, no_match
from tbtui.commands.output import open_output
from tbtui.commands.sources import graph_path, log_sources
from tbtui.plot.text import escape
from tbtui.readers.graphs.content import GraphError
from tbtui.store.run import Run

_ENDINGS = {".dot": "dot", ".gv": "dot", ".json": "json"}


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui graph`` and return the exit status."""
    path = graph_path(arguments.sources)
    costs: Costs | None = None
    if path is not None:
        source = graph_file(path)
        graph = _loaded(source)
        title = path
    else:
        store = load(log_sources(arguments.sources, arguments.logdir), verify=arguments.verify)
        runs = chosen_runs(store, arguments.run)
        source = _chosen_graph(runs, arguments)
        graph = _loaded(source)
        title = f"{source.run}: {graph_title(source)}"
        if arguments.profile is not None:
            costs = _costs(graph, [one for one in runs if one.name == source.run], arguments)
    exported = exported_graph(title, graph, costs, arguments.depth)
    form = FORMS[arguments.format or _ENDINGS.get(Path(arguments.output).suffix, "outline")]
    with open_output(arguments.output) as (stream, _):
        for text in form(exported):
            # Names that were not valid UTF-8 leave as the bytes they came from.
            stream.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()
    return 0


def _chosen_graph(runs: Sequence[Run], arguments: argparse.Namespace) -> GraphSource:
    """Return the first graph whose tag matches, and say which others there are."""
    graphs = [graph for one_run in runs for graph in graphs_in(one_run)]
    if not graphs:
        raise CommandError("there is no graph", NOTHING_READABLE)
    wanted = [graph for graph in graphs if matches(arguments.tag, graph.tag)]
    if not wanted:
        raise no_match("tag of a graph", arguments.tag, (graph.tag for graph in graphs))
    if len(wanted) > 1:
        shown = ", ".join(escape(_spoken(graph), 80) for graph in wanted[1:6])
        more = f" and {len(wanted) - 6} more" if len(wanted) > 6 else ""
        sys.stderr.write(
            f"tbtui: this is {escape(_spoken(wanted[0]), 80)}; --run and --tag choose among "
            f"others: {shown}{more}\n"
        )
    return wanted[0]


def _spoken(source: GraphSource | ProfileSource) -> str:
    return f"{graph_title(source)} in {source.run}"


def _costs(graph: Graph, runs: Sequence[Run], arguments: argparse.Namespace) -> Costs:
    profiles = [profile for one_run in runs for profile in profiles_in(one_run)]
    wanted = [profile for profile in profiles if matches(arguments.profile, profile.tag)]
    if not wanted:
        raise no_match("profile", arguments.profile, (profile.tag for profile in profiles))
    try:
        return join_costs(graph, load_device_runs(wanted[0]))
    except GraphError as error:
        raise CommandError(f"{escape(_spoken(wanted[0]))}: {error}", NOTHING_READABLE) from None


def _loaded(source: GraphSource) -> Graph:
    try:
        return load_graph(source)
    except GraphError as error:
        where = source.tag if source.entry is None else _spoken(source)
        raise CommandError(f"{escape(where)}: {escape(str(error))}", NOTHING_READABLE) from None
