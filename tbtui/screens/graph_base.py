"""What all parts of the Graph tab know: its choices, its panes, and work in other threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message

from tbtui.analysis.graph.facts import GraphFacts
from tbtui.analysis.graph.model import Graph
from tbtui.readers.graphs.content import GraphError
from tbtui.screens.base import DashboardScreen
from tbtui.screens.graph_state import ColorBy, GraphState
from tbtui.widgets.flow_view import FlowView
from tbtui.widgets.graph_tree import GraphTree
from tbtui.widgets.node_panel import NodePanel

if TYPE_CHECKING:
    from tbtui.analysis.flow.coloring import Amounts, Categories
    from tbtui.analysis.graph.comparison import Comparison
    from tbtui.dashboards import Dashboard
    from tbtui.readers.graphs.run_metadata import DeviceRuns
    from tbtui.screens.session import Session
    from tbtui.widgets.graph_scene import GraphScene, Marks

_Result = TypeVar("_Result")


class Computed(Message):
    """Work in another thread has come to an end."""

    def __init__(self, job: str, serial: int, take_over: Callable[[], None]) -> None:
        super().__init__()
        self.job = job
        self.serial = serial
        self.take_over = take_over


class GraphBase(DashboardScreen):
    """State of the tab, and the ways to change it.

    Attributes
    ----------
    state : GraphState
    facts : GraphFacts or None
        The graph that is shown.
    trouble : str
        Why it could not be loaded; unescaped.
    colored : tuple or None
        What the colours tell, and for which choice that was found out.
    comparison : Comparison or None
        With another graph; what only that one has is shown too.
    alone : GraphFacts or None
        The graph without what only the other one has.
    device_runs : list of DeviceRuns or None
        What the costs are joined from.
    traces : tuple of Marks or None
        What the traced item depends on, and what depends on it.
    scene : GraphScene or None
    """

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self.state = GraphState()
        self.facts: GraphFacts | None = None
        self.trouble = ""
        self.colored: tuple[ColorBy, Categories | Amounts] | None = None
        self.comparison: Comparison | None = None
        self.alone: GraphFacts | None = None
        self.device_runs: list[DeviceRuns] | None = None
        self.traces: tuple[Marks | None, Marks | None] = (None, None)
        self.scene: GraphScene | None = None
        self._serials: dict[str, int] = {}

    @property
    def outline_tree(self) -> GraphTree:
        """The tree."""
        return self.query_one(GraphTree)

    @property
    def flow(self) -> FlowView:
        """The picture of the flow."""
        return self.query_one(FlowView)

    @property
    def panel(self) -> NodePanel:
        """The panel of one item."""
        return self.query_one(NodePanel)

    @property
    def graph(self) -> Graph | None:
        """The graph that is shown."""
        return None if self.facts is None else self.facts.graph

    # What other parts of the tab do

    def synchronise(self) -> None:
        """Pass choices and graph on to all panes."""
        raise NotImplementedError

    def show_item(self) -> None:
        """Tell about the present item in all panes but the tree."""
        raise NotImplementedError

    def arrange_panes(self) -> None:
        """Show the panes that were chosen and for which there is room."""
        raise NotImplementedError

    def select(self, item: int, *, is_jump: bool = True) -> None:
        """Go to an item, wherever it is.

        Parameters
        ----------
        item : int
        is_jump : bool
            Whether it can be undone with the key that leads back.
        """
        graph, state = self.graph, self.state
        if graph is None:
            return
        if is_jump and item != state.item:
            state.jumps.jump(state.item, item)
        state.item = item
        hosts = graph.hosts_of(item)
        row = hosts[0] if hosts else item
        if not self.outline_tree.move_to(row) and state.only_differences:
            state.only_differences = False
            self.synchronise()
            self.outline_tree.move_to(row)
        self.show_item()

    def on_graph_tree_moved(self, event: GraphTree.Moved) -> None:
        """Tell about the item of the cursor."""
        graph = self.graph
        if graph is None or not event.item < graph.item_count:
            return
        # The cursor stands beside a decoration, which has no row.
        if event.item not in graph.hosts_of(self.state.item):
            self.state.item = event.item
        self.show_item()

    # Threads

    def in_thread(
        self, job: str, work: Callable[[], _Result], take_over: Callable[[_Result], None]
    ) -> None:
        """Do work in a thread; of several of one kind only the last one counts.

        Parameters
        ----------
        job : str
            The kind of work.
        work : callable
            Called in the thread; what cannot be read may raise `GraphError`.
        take_over : callable
            Called with the result in the thread of the screen.
        """
        serial = self._serials[job] = self._serials.get(job, 0) + 1

        def run() -> None:
            try:
                result = work()
            except (GraphError, MemoryError, RecursionError) as error:
                reason = str(error) or "it takes more memory than there is"
                self.post_message(Computed(job, serial, lambda: self.job_failed(job, reason)))
            else:
                self.post_message(Computed(job, serial, lambda: take_over(result)))

        self.run_worker(cast("Any", run), thread=True, name=job, exit_on_error=True)

    def forget_job(self, job: str) -> None:
        """Take no notice of what a thread will find out."""
        self._serials[job] = self._serials.get(job, 0) + 1

    def on_computed(self, event: Computed) -> None:
        """Take over a result, if it is still wanted."""
        if event.serial == self._serials.get(event.job) and self.is_mounted:
            event.take_over()

    def job_failed(self, job: str, reason: str) -> None:
        """Show why something could not be read."""
        raise NotImplementedError
