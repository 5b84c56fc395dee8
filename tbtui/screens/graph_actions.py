"""Keys of the Graph tab that choose what is shown, and those that write it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tbtui.analysis.graph.node_facts import Fact
from tbtui.analysis.graph.sources import GraphSource, ProfileSource, graph_title
from tbtui.plot.text import escape
from tbtui.readers.graphs.attributes import attribute_text
from tbtui.screens.choosing import ChoosingScreen
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.dialog import TOAST_SECONDS
from tbtui.screens.graph_loading import GraphLoading
from tbtui.screens.graph_search import GraphSearch
from tbtui.screens.graph_state import Beside, ColorBy, Trace
from tbtui.screens.node_text import NodeText
from tbtui.widgets.choice_list import Choice
from tbtui.widgets.node_panel import NodePanel

_NAME_LIMIT = 60


def source_words(source: GraphSource | ProfileSource) -> str:
    """Name a graph or a profile, escaped."""
    title = escape(graph_title(source), _NAME_LIMIT)
    return f"{escape(source.run, _NAME_LIMIT)}  {title}" if source.run else title


class GraphActions(GraphLoading, GraphSearch):
    """The part of the tab that answers these keys."""

    # Which graph

    def action_choose_graph(self) -> None:
        """Choose the run, the tag and the type of the graph."""
        sources = self.sources
        if not sources:
            return

        def chosen(index: int | None) -> None:
            if index is not None and sources[index] != self.state.source:
                self.load(sources[index])

        current = sources.index(self.state.source) if self.state.source in sources else 0
        choices = [Choice(source_words(one), one.type.value) for one in sources]
        self.app.push_screen(ChoosingScreen("Graph of a run", choices, current), chosen)

    def action_choose_profile(self) -> None:
        """Choose what memory and compute time are taken from."""
        profiles: Sequence[ProfileSource] = self.profiles
        if self.facts is None:
            return
        if not profiles:
            self._tell("This run holds no run metadata: no memory, no compute time")
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.load_profile(profiles[index - 1] if index else None)

        choices = [Choice("none", "the graph alone")]
        choices += [Choice(source_words(one), "memory and compute time") for one in profiles]
        state = self.state
        current = profiles.index(state.profile) + 1 if state.profile in profiles else 1
        self.app.push_screen(ChoosingScreen("Profile", choices, current), chosen)

    def action_compare_graph(self) -> None:
        """Choose the graph that this one is compared with."""
        others = [one for one in self.sources if one != self.state.source]
        if self.facts is None:
            return
        if not others:
            self._tell("There is no other graph to compare with")
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self.load_other(others[index - 1] if index else None)

        choices = [Choice("none", "no comparison")]
        choices += [Choice(source_words(one), one.type.value) for one in others]
        current = others.index(self.state.other) + 1 if self.state.other in others else 1
        self.app.push_screen(ChoosingScreen("Compare with", choices, current), chosen)

    def action_toggle_differences(self) -> None:
        """List only what differs, or everything."""
        if self.comparison is None:
            self._tell("D chooses a graph to compare with")
            return
        comparison = self.comparison
        if not (comparison.added or comparison.removed or comparison.changes):
            self._tell("The two graphs are the same")
            return
        self.state.only_differences = not self.state.only_differences
        self.synchronise()

    # How it looks

    def action_color(self, steps: int) -> None:
        """Let colours tell something else."""
        facts = self.facts
        if facts is None:
            return
        choices = [ColorBy.NOTHING, ColorBy.STRUCTURE]
        if facts.has_devices:
            choices.append(ColorBy.DEVICE)
        if any(facts.graph.cluster_names):
            choices.append(ColorBy.CLUSTER)
        if facts.costs is not None:
            choices += [ColorBy.TIME, ColorBy.MEMORY]
        color_by = self.state.color_by
        place = choices.index(color_by) if color_by in choices else 0
        self.state.color_by = choices[(place + steps) % len(choices)]
        self.find_colors()
        self.synchronise()

    def action_trace(self) -> None:
        """Mark the inputs of an item, then its outputs, then both, then nothing."""
        state = self.state
        if self.graph is None:
            return
        traces = list(Trace)
        if state.trace is Trace.NOTHING or state.traced == state.item:
            state.trace = traces[(traces.index(state.trace) + 1) % len(traces)]
        state.traced = state.item
        self.find_traces()
        self.synchronise()

    def action_change_panes(self) -> None:
        """Show something else beside the tree, or instead of it."""
        choices = list(Beside)
        if self.is_narrow:
            # One at a time: the tree, the flow, the panel.
            choices = [Beside.NOTHING, Beside.FLOW, Beside.NODE]
        place = choices.index(self.beside)
        self.show_beside(choices[(place + 1) % len(choices)])

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one pane at a time."""
        raise NotImplementedError

    @property
    def beside(self) -> Beside:
        """What is beside the tree at present, or instead of it."""
        raise NotImplementedError

    def show_beside(self, beside: Beside) -> None:
        """Show something else beside the tree, or instead of it."""
        raise NotImplementedError

    def action_leave_panel(self) -> None:
        """Go back to the tree."""
        if self.is_narrow:
            self.show_beside(Beside.NOTHING)
        self.set_focus(self.outline_tree)

    def action_go_back(self, steps: int) -> None:
        """Go to where a jump started or led."""
        item = self.state.jumps.go(steps)
        if item is not None:
            self.select(item, is_jump=False)

    def action_back(self) -> None:
        """Back out of one thing: search, trace, subtree, differences, comparison."""
        state = self.state
        if self.clear_search():
            return
        if state.trace is not Trace.NOTHING:
            state.trace = Trace.NOTHING
            self.find_traces()
            self.synchronise()
        elif self.outline_tree.leave_subtree():
            self.synchronise()
        elif state.only_differences:
            state.only_differences = False
            self.synchronise()
        elif state.other is not None:
            self.load_other(None)
        elif self.is_narrow and self.beside is not Beside.NOTHING:
            self.action_leave_panel()

    # Out of the program

    def on_node_panel_asked(self, event: NodePanel.Asked) -> None:
        """Show all of a long text."""
        graph, fact = self.graph, event.fact
        if graph is None:
            return
        text = fact.text
        if fact.attribute is not None:
            value = graph.attributes(self.state.item).get(fact.attribute, b"")
            text = attribute_text(value, most_items=_MOST_ITEMS)
        self.app.push_screen(NodeText(self._title_of(fact), text))

    @staticmethod
    def _title_of(fact: Fact) -> str:
        return escape(fact.label, _NAME_LIMIT) or "text"

    def action_copy_node(self) -> None:
        """Copy all that the panel says."""
        text = self.panel.text()
        if not text:
            return
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        where = "" if path is None else f"; also in {escape(with_tilde(path))}"
        self.app.notify(f"Copied{where}", timeout=TOAST_SECONDS, markup=False)

    def action_export(self) -> None:
        """Write the graph to a file."""
        from tbtui.commands.graph_export import as_dot, as_json, as_outline, exported_graph
        from tbtui.commands.new_file import file_name_for
        from tbtui.screens.export import ExportScreen
        from tbtui.screens.export_forms import ExportForm

        facts, source = self.alone or self.facts, self.state.source
        if facts is None or source is None:
            return
        title = re.sub(" +", " ", source_words(source))
        stem = file_name_for(title)
        exported = exported_graph(title, facts.graph, facts.costs)
        forms = [
            ExportForm(
                "outline, text",
                "scopes and nodes by depth, with operations and shapes",
                f"{stem}.txt",
                lambda: as_outline(exported),
            ),
            ExportForm("DOT", "for Graphviz", f"{stem}.dot", lambda: as_dot(exported)),
            ExportForm(
                "JSON", "nodes, edges and attributes", f"{stem}.json", lambda: as_json(exported)
            ),
        ]
        self.app.push_screen(ExportScreen(title, forms))

    def _tell(self, message: str) -> None:
        self.app.notify(message, timeout=TOAST_SECONDS, markup=False)


_MOST_ITEMS = 10_000
"""Of a list or tensor, when all of it is asked for."""
