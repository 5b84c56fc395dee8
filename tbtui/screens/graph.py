"""The Graph dashboard: the tree of a graph, its flow, and everything about one node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tbtui.analysis.graph.facts import Order
from tbtui.analysis.graph.model import Kind
from tbtui.analysis.graph.node_facts import node_sections
from tbtui.bindings import Where, bindings_for
from tbtui.screens.base import NARROW
from tbtui.screens.graph_actions import GraphActions
from tbtui.screens.graph_state import Beside, ColorBy, Marks
from tbtui.screens.graph_words import choices_of, notice_of, scene_of
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_history import FilterHistory
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.flow_view import FlowView
from tbtui.widgets.graph_lines import Breadcrumbs, ChoiceLine, LegendLine, TreeHeading
from tbtui.widgets.graph_rows import label_of
from tbtui.widgets.graph_tree import GraphTree
from tbtui.widgets.node_panel import NodePanel
from tbtui.widgets.styling import theme_of
from tbtui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard
    from tbtui.screens.session import Session

_BOTH_ROWS = 30
"""With fewer, there is no room for flow and panel above each other."""
_LEGEND_ROWS = 16
_MOST_CRUMBS = 200
_LOOKING_SECONDS = 1.0


class GraphScreen(GraphActions):
    """Composes the panes, and passes graph and choices on to them."""

    BINDINGS = bindings_for(Where.GRAPH)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "graph.tcss"]
    place = Where.GRAPH

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self._found: list[int] = []
        self._history = FilterHistory()
        self._front = Beside.NOTHING
        self._told: tuple[int, int] | None = None
        saved = session.view.section(dashboard.name)
        self.state.color_by = saved.choice("color_by", list(ColorBy), ColorBy.STRUCTURE)
        self.state.beside = saved.choice("beside", list(Beside), Beside.BOTH)
        self._saved_order = saved.choice("order", list(Order), Order.GRAPH)
        self._saved_reversed = saved.flag("reversed")
        source = saved.texts("source")
        if "source" in saved and session.graph_path is None:
            run, tag, kind = (*source, "", "", "")[:3]
            self.wanted = (run, tag, kind)
            self.wanted_item = saved.text("item")

    def view_to_keep(self) -> Mapping[str, Any] | None:
        """Return what to find again at the next start."""
        source, graph = self.state.source, self.graph
        if source is None or source.entry is None:
            return None
        return {
            "source": [source.run, source.tag, source.kind],
            "item": "" if graph is None else graph.name(self.state.item),
            "color_by": self.state.color_by.value,
            "beside": self.state.beside.value,
            "order": self.outline_tree.order.value,
            "reversed": self.outline_tree.is_reversed,
        }

    def compose_body(self) -> Iterable[Widget]:
        """Return the lines and panes."""
        tree = GraphTree(id="graph-tree")
        tree.order, tree.is_reversed = self._saved_order, self._saved_reversed
        yield Vertical(
            ChoiceLine(id="graph-choices"),
            Breadcrumbs(id="graph-crumbs"),
            Horizontal(
                Vertical(
                    FilterInput("conv, op:MatMul, attr:padding", id="graph-search"),
                    FilterHint(id="graph-search-hint"),
                    TreeHeading(tree, id="graph-heading"),
                    tree,
                    id="graph-left",
                ),
                Vertical(FlowView(id="graph-flow"), NodePanel(id="graph-node"), id="graph-right"),
                id="graph-panes",
            ),
            LegendLine(id="graph-legend"),
            TextLines(id="notice"),
            id="main",
        )

    def on_mount(self) -> None:
        """Show that event files are being looked for."""
        self.set_interval(_LOOKING_SECONDS, self._still_loading)
        self.synchronise()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Show the panes for which there is room."""
        # Textual calls the handler of the base class as well.
        self.arrange_panes()

    def store_changed(self) -> None:
        """Look for graphs in what was read."""
        if self.is_mounted:
            self.find_sources()
            self.begin()
            self.synchronise()
            self.update_header()

    def _still_loading(self) -> None:
        """Let somebody who waits for a graph see that something goes on."""
        if self.facts is None and self.state.source is not None and not self.trouble:
            self.waited_seconds += _LOOKING_SECONDS
            self.synchronise()

    waited_seconds = 0.0

    # Everything that is shown

    def synchronise(self) -> None:
        """Pass choices and graph on to all panes."""
        if not self.is_mounted:
            return
        if self.facts is None:
            self.scene = None
            self.query_one("#notice", TextLines).show(notice_of(self))
        else:
            self.waited_seconds = 0.0
            self._show_graph()
        self.query_one(ChoiceLine).show(choices_of(self))
        self.arrange_panes()

    def _show_graph(self) -> None:
        assert self.facts is not None
        scene, title, legend, look = scene_of(self, theme_of(self))
        old, self.scene = self.scene, scene
        tree = self.outline_tree
        tree.show(scene)
        shown = (
            scene.status != 0 if self.state.only_differences and scene.status is not None else None
        )
        if (shown is None) != (self._shown is None) or (
            old is None or old.facts is not scene.facts
        ):
            self._shown = shown
            tree.show_only(shown)
        self.query_one(TreeHeading).refresh()
        self.flow.mark(look, scene.inputs, scene.outputs)
        self.query_one(LegendLine).show(title, legend)
        self._show_crumbs()

    _shown: Marks | None = None

    def show_item(self) -> None:
        """Tell about the present item in all panes but the tree."""
        facts, item = self.facts, self.state.item
        if facts is None:
            return
        # A scroll bar that comes or goes moves the columns.
        self.query_one(TreeHeading).refresh()
        graph = facts.graph
        told = (id(graph), item)
        if self.panel.display:
            sections = node_sections(graph, item, facts.costs, facts.parameters, self.comparison)
            self.panel.show(sections, is_other_item=told != self._told)
            self._told = told
        if self.flow.display and self.outline_tree.outline is not None:
            outline = self.outline_tree.outline
            is_open = graph.kind[item] != Kind.NODE and outline.is_open(item)
            is_inside = self.flow.item < 0 and self.flow.scope == item
            contents = is_open and (is_inside or not self.flow.has_focus)
            self.flow.show(graph, item, outline.grouping, contents=contents)
        self._show_crumbs()

    def _show_crumbs(self) -> None:
        graph, item = self.graph, self.state.item
        if graph is None:
            return
        names = [label_of(graph, one) for one in graph.path(item)[-_MOST_CRUMBS:]]
        self.query_one(Breadcrumbs).show(names or ["whole graph"], self._note())

    def _note(self) -> str:
        """Return what narrows the view: a search, a subtree, differences."""
        graph, outline = self.graph, self.outline_tree.outline
        notes = [self.search_note()]
        if graph is not None and outline is not None and outline.top:
            notes.append(f"only {label_of(graph, outline.top)}")
        if self.outline_tree.unseen_order:
            notes.append(f"sorted by {self.outline_tree.unseen_order}")
        if self.outline_tree.depth:
            notes.append(f"depth {self.outline_tree.depth}")
        return "   ".join(note for note in notes if note)

    # Panes

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one pane at a time."""
        return self.size.width < NARROW

    @property
    def beside(self) -> Beside:
        """What is beside the tree at present, or instead of it."""
        return self._front if self.is_narrow else self.state.beside

    def show_beside(self, beside: Beside) -> None:
        """Show something else beside the tree, or instead of it."""
        if self.is_narrow:
            self._front = beside
        else:
            self.state.beside = beside
        self.arrange_panes()
        # The flow begins with what is open in the tree, which has still the focus.
        self.show_item()
        if self.is_narrow:
            front = {Beside.FLOW: self.flow, Beside.NODE: self.panel}.get(beside, self.outline_tree)
            self.set_focus(front)

    def arrange_panes(self) -> None:
        """Show the panes that were chosen and for which there is room."""
        has_graph = self.facts is not None
        beside, height = self.beside, self.size.height
        shows_panel = beside is Beside.NODE or (beside is Beside.BOTH and height >= _BOTH_ROWS)
        shows_flow = beside in (Beside.FLOW, Beside.BOTH)
        were_shown = self.flow.display, self.panel.display
        self.query_one("#notice").display = not has_graph
        self.query_one("#graph-panes").display = has_graph
        self.query_one("#graph-crumbs").display = has_graph
        self.query_one("#graph-choices").display = self.state.source is not None
        legend = self.query_one(LegendLine)
        legend.display = has_graph and legend.has_rows and height >= _LEGEND_ROWS
        self.query_one("#graph-left").display = not (
            self.is_narrow and beside is not Beside.NOTHING
        )
        self.query_one("#graph-right").display = shows_flow or shows_panel
        self.query_one(TreeHeading).display = height >= _LEGEND_ROWS
        self.flow.display, self.panel.display = shows_flow, shows_panel
        self.set_class(shows_flow and shows_panel, "-both")
        if not self.app.app_focus:
            return
        focused = self.focused
        if has_graph and (
            focused is None
            or not all(w.display for w in focused.ancestors_with_self if isinstance(w, Widget))
        ):
            self.set_focus(self.outline_tree if self.query_one("#graph-left").display else None)
        if were_shown != (shows_flow, shows_panel):
            self.call_after_refresh(self.show_item)

    def on_graph_tree_opened(self, event: GraphTree.Opened) -> None:  # noqa: ARG002
        """Go to the panel of a node."""
        if not self.panel.display:
            self.show_beside(
                Beside.NODE if self.is_narrow or self.size.height < _BOTH_ROWS else Beside.BOTH
            )
        self.set_focus(self.panel)

    def on_flow_view_opened(self, event: FlowView.Opened) -> None:
        """Go to the panel of a node that holds nothing."""
        self.on_graph_tree_opened(GraphTree.Opened(event.item))

    def on_flow_view_selected(self, event: FlowView.Selected) -> None:
        """Let the tree and the panel follow the picture."""
        self.select(event.item, is_jump=False)

    def on_node_panel_followed(self, event: NodePanel.Followed) -> None:
        """Go where a link leads."""
        self.select(event.item)
