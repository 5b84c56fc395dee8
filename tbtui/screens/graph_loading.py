"""Which graphs there are, and loading them: in threads, so that keys are answered meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from tbtui.analysis.flow.coloring import (
    Amounts,
    Categories,
    amounts_of,
    clusters_of,
    devices_of,
    structure_of,
)
from tbtui.analysis.graph.comparison import Comparison, compare_in_one
from tbtui.analysis.graph.costs import Costs, join_costs
from tbtui.analysis.graph.facts import GraphFacts
from tbtui.analysis.graph.parameters import parameter_counts
from tbtui.analysis.graph.sources import (
    GraphSource,
    ProfileSource,
    graph_file,
    graphs_in,
    load_device_runs,
    load_graph,
    profiles_in,
)
from tbtui.analysis.graph.tracing import trace_inputs, trace_outputs
from tbtui.plot.text import escape
from tbtui.readers.graphs.run_metadata import DeviceRuns
from tbtui.screens.graph_base import GraphBase
from tbtui.screens.graph_state import ColorBy, Jumps, Marks, Trace

_PATIENCE_SECONDS = 1.0
"""How long the graphs of other runs are waited for."""

GRAPH, PROFILE, OTHER, COLORS, TRACES = "graph", "profile", "other", "colors", "traces"


def load_facts(source: GraphSource) -> GraphFacts:
    """Read a graph and find out what its tree tells. Not for the thread of the screen."""
    graph = load_graph(source)
    facts = GraphFacts(graph, parameter_counts(graph))
    # What the first frame asks for is made here.
    _ = graph.node_counts, graph.edge_sizes, graph.cluster, facts.has_devices, facts.has_shapes
    return facts


class GraphLoading(GraphBase):
    """The part of the tab that knows the sources."""

    _known: tuple[tuple[int, ...], list[GraphSource], list[ProfileSource]] = ((), [], [])
    _mappings: tuple[Mapping[tuple[str, str], object], ...] = ()
    wanted: tuple[str, str, str] | None = None
    """Run, tag and kind of the graph that was last looked at."""
    wanted_item = ""
    """The name of the item on which the cursor stood then."""

    def find_sources(self) -> None:
        """Look which graphs and profiles the runs have; when any run has other tags."""
        store = self.session.store
        runs = () if store is None else store.runs
        mappings = tuple(run.indexed for run in runs)
        counts = tuple(
            id(mapping) ^ sum(len(one) for one in mapping.values()) for mapping in mappings
        )
        if self._known[1] and counts == self._known[0]:
            return
        # Kept, lest another mapping gets the number of one that is gone.
        self._mappings = mappings
        graphs = [source for run in runs for source in graphs_in(run)]
        if self.session.graph_path is not None:
            graphs.insert(0, graph_file(self.session.graph_path))
        profiles = [source for run in runs for source in profiles_in(run)]
        self._known = counts, graphs, profiles

    @property
    def sources(self) -> list[GraphSource]:
        """All graphs of all runs."""
        return self._known[1]

    @property
    def profiles(self) -> list[ProfileSource]:
        """What running the graphs of the run cost."""
        source = self.state.source
        run = None if source is None else source.run
        return [one for one in self._known[2] if one.run == run]

    def begin(self) -> None:
        """Load the graph that was last looked at, or the first one, unless there is one."""
        if self.state.source is not None or not self.sources:
            return
        wanted = self.wanted
        found = next((one for one in self.sources if (one.run, one.tag, one.kind) == wanted), None)
        store = self.session.store
        is_reading = store is None or store.progress.loading
        if found is None and is_reading and self.session.graph_path is None:
            # Which run is read first is a matter of chance.
            self._waits_until = self._waits_until or monotonic() + _PATIENCE_SECONDS
            if wanted is not None or monotonic() < self._waits_until:
                return
        self.load(found or self.sources[0])

    _waits_until = 0.0

    # A graph

    def load(self, source: GraphSource) -> None:
        """Show another graph."""
        for job in (PROFILE, OTHER, COLORS, TRACES):
            self.forget_job(job)
        self.state.choose(source)
        self.facts = self.alone = self.comparison = self.colored = None
        self.device_runs = None
        self.traces = (None, None)
        self.trouble = ""
        self.graph_replaced()
        self.in_thread(GRAPH, lambda: load_facts(source), self._graph_loaded)
        self.synchronise()

    def graph_replaced(self) -> None:
        """Forget what was found in the graph before."""

    def _graph_loaded(self, facts: GraphFacts) -> None:
        self.facts = facts
        self.find_colors()
        self.synchronise()
        item = facts.graph.find(self.wanted_item) if self.wanted_item else None
        self.wanted_item = ""
        if item is not None:
            self.select(item, is_jump=False)
        else:
            self.state.item = self.outline_tree.current[0]
            self.show_item()

    def job_failed(self, job: str, reason: str) -> None:
        """Show why something could not be read, at the place that it concerns."""
        if job == GRAPH:
            self.trouble = reason
        else:
            if job == PROFILE:
                self.state.profile = None
            elif job == OTHER:
                self.state.other = None
            self.app.notify(escape(reason), severity="warning", markup=False)
        self.synchronise()

    # Costs

    def load_profile(self, source: ProfileSource | None) -> None:
        """Show what running the graph cost."""
        facts = self.facts
        if facts is None:
            return
        self.forget_job(PROFILE)
        self.state.profile = source
        if source is None:
            self._costs_found((None, None))
            return
        graph = facts.graph

        def work() -> tuple[list[DeviceRuns] | None, Costs | None]:
            runs = load_device_runs(source)
            return runs, join_costs(graph, runs)

        self.in_thread(PROFILE, work, self._costs_found)
        self.synchronise()

    def _costs_found(self, found: tuple[list[DeviceRuns] | None, Costs | None]) -> None:
        assert self.facts is not None
        self.device_runs, costs = found
        self.facts = GraphFacts(self.facts.graph, self.facts.parameters, costs)
        state = self.state
        if costs is None and state.color_by in (ColorBy.TIME, ColorBy.MEMORY):
            state.color_by = ColorBy.STRUCTURE
        elif costs is not None and state.color_by is not ColorBy.NOTHING:
            state.color_by = ColorBy.TIME
        self.find_colors()
        self.synchronise()
        self.show_item()

    # Colours

    def find_colors(self) -> None:
        """Find out what the colours tell."""
        facts, color_by = self.facts, self.state.color_by
        self.forget_job(COLORS)
        self.colored = None
        if facts is None or color_by is ColorBy.NOTHING:
            return

        def take_over(found: Categories | Amounts) -> None:
            self.colored = color_by, found
            self.synchronise()

        self.in_thread(COLORS, lambda: _colors(facts, color_by), take_over)

    # Another graph

    def load_other(self, source: GraphSource | None) -> None:
        """Compare with another graph, or with none."""
        alone = self.alone or self.facts
        if alone is None:
            return
        for job in (OTHER, PROFILE):
            self.forget_job(job)
        self.state.other = source
        self.state.only_differences = False
        if source is None:
            self._compared((alone, None))
            return
        self.synchronise()
        runs = self.device_runs
        self.in_thread(OTHER, lambda: _compared(source, alone, runs), self._compared)

    def _compared(self, found: tuple[GraphFacts, Comparison | None]) -> None:
        """Show the two graphs in one, or the one alone, at the same item."""
        facts, state = self.facts, self.state
        assert facts is not None
        new, self.comparison = found
        self.alone = None if self.comparison is None else self.alone or facts
        if new.graph is not facts.graph:
            name = facts.graph.name(state.item)
            self.graph_replaced()
            self.facts, self.colored, self.traces = new, None, (None, None)
            state.trace, state.jumps = Trace.NOTHING, Jumps()
            state.item = 0
            self.find_colors()
            self.synchronise()
            item = new.graph.find(name)
            if item is not None:
                self.select(item, is_jump=False)
        self.synchronise()
        self.show_item()

    # Traces

    def find_traces(self) -> None:
        """Mark what the traced item depends on, or what depends on it."""
        graph, state = self.graph, self.state
        self.forget_job(TRACES)
        self.traces = (None, None)
        if graph is None or state.trace is Trace.NOTHING:
            return
        item, trace = state.traced, state.trace

        def work() -> tuple[Marks | None, Marks | None]:
            inputs = trace_inputs(graph, item) if trace is not Trace.OUTPUTS else None
            outputs = trace_outputs(graph, item) if trace is not Trace.INPUTS else None
            return inputs, outputs

        def take_over(found: tuple[Marks | None, Marks | None]) -> None:
            self.traces = found
            self.synchronise()

        self.in_thread(TRACES, work, take_over)


def _colors(facts: GraphFacts, color_by: ColorBy) -> Categories | Amounts:
    graph = facts.graph
    if color_by is ColorBy.DEVICE:
        return devices_of(graph)
    if color_by is ColorBy.CLUSTER:
        return clusters_of(graph)
    if color_by in (ColorBy.TIME, ColorBy.MEMORY) and facts.costs is not None:
        import numpy as np

        values = facts.costs.time if color_by is ColorBy.TIME else facts.costs.memory
        return amounts_of(graph, np.where(values < 0, np.nan, values.astype(np.float64)))
    return structure_of(graph)


def _compared(
    source: GraphSource, alone: GraphFacts, runs: list[DeviceRuns] | None
) -> tuple[GraphFacts, Comparison | None]:
    found = compare_in_one(load_graph(source), alone.graph)
    graph = found.after
    costs = None if runs is None else join_costs(graph, runs)
    return GraphFacts(graph, parameter_counts(graph), costs), found
