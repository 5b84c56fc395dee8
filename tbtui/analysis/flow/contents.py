"""From the contents of a scope to the flow that is drawn: what is a box, a line or a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.flow.extraction import Extraction, Link, Side, extract
from tbtui.analysis.flow.model import Annotation, Arrow, Box, BoxKind, EdgeKind, Flow
from tbtui.analysis.flow.neighbourhood import Neighbourhood, choose_neighbourhood
from tbtui.analysis.flow.outside import Crossing, crossings
from tbtui.analysis.graph.meta_edges import meta_edges
from tbtui.analysis.graph.model import DEFAULT_GROUPING, ROOT, Graph, Grouping, Kind
from tbtui.readers.graphs.attributes import shape_text

MOST_BOXES = 60
"""Nodes of a scope that are drawn at once; of larger ones, those around the selection."""
MOST_ANNOTATIONS = 5
"""On either side of a box, as in TensorBoard; one more says how many are left out."""
_MOST_OUTSIDE = 8
"""Names of nodes outside of the scope that are boxes, on either side."""
_MOST_BRIDGES = 4
"""Lines from a node outside, as in TensorBoard; with more it is a note at each of their ends."""
_MOST_ASIDE = 12
_MOST_TO_RANK = 4_000
"""Children of a scope up to which nodes are pulled aside for their many neighbours."""


@dataclass(frozen=True)
class SceneChoice:
    """What to draw of a graph.

    Attributes
    ----------
    scope : int
        The item whose children are drawn.
    focus : int
        The child around which nodes are drawn when there are many; -1 for none.
    grouping : Grouping
    pull_aside : bool
        Whether nodes with many neighbours stand beside the flow.
    """

    scope: int = ROOT
    focus: int = -1
    grouping: Grouping = DEFAULT_GROUPING
    pull_aside: bool = True


class _Tie(NamedTuple):
    """What connects two children of the scope."""

    source: int
    target: int
    edges: NDArray[np.int64]
    kind: EdgeKind


@dataclass(frozen=True, eq=False)
class ScopeLinks:
    """What a scope holds and how that is connected, whichever child is the focus.

    Attributes
    ----------
    graph : Graph
    choice : SceneChoice
        What it was made for.
    children : int32[n]
    ties : list of _Tie
    parts : Extraction
        Of the children by their place, and of the ties.
    links : list of Link
        The ties by the places of the children.
    """

    graph: Graph
    choice: SceneChoice
    children: NDArray[np.int32]
    ties: list[_Tie]
    parts: Extraction
    links: list[Link]

    def serves(self, graph: Graph, choice: SceneChoice) -> bool:
        """Whether another choice differs in nothing but the focus."""
        return graph is self.graph and replace(choice, focus=self.choice.focus) == self.choice


def scope_links(graph: Graph, choice: SceneChoice, known: ScopeLinks | None = None) -> ScopeLinks:
    """Find out how the children of a scope are connected; see `scope_flow`.

    Parameters
    ----------
    graph : Graph
    choice : SceneChoice
    known : ScopeLinks or None
        Returned if they are those of the scope already.
    """
    if known is not None and known.serves(graph, choice):
        return known
    children = graph.children(choice.scope, choice.grouping)
    children = children[graph.kind[children] != Kind.LIBRARY]
    items = children.tolist()
    number = {item: index for index, item in enumerate(items)}
    ties = _ties(graph, children)
    links = [
        Link(number[source], number[target], kind is not EdgeKind.CONTROL)
        for source, target, _, kind in ties
    ]
    is_no_op = [name == "NoOp" for name in graph.op_names]
    sinks = [code >= 0 and is_no_op[code] for code in graph.op[children].tolist()]
    pulls = choice.pull_aside and len(items) <= _MOST_TO_RANK
    parts = extract(len(items), links, sinks, by_degree=pulls)
    return ScopeLinks(graph, choice, children, ties, parts, links)


def _ties(graph: Graph, children: NDArray[np.int32]) -> list[_Tie]:
    found = meta_edges(graph, children)
    references = (found.reference_counts > 0).tolist()
    controls = (found.control_counts == found.counts).tolist()
    ends = zip(found.source.tolist(), found.target.tolist(), references, controls, strict=True)
    return [
        _Tie(source, target, found.edges_of(index), _kind(reference, control))
        for index, (source, target, reference, control) in enumerate(ends)
    ]


def scope_flow(graph: Graph, choice: SceneChoice, links: ScopeLinks | None = None) -> Flow:
    """Return what is drawn of a scope.

    Its children are boxes, what leads from one to another is an arrow. Nodes with very many
    neighbours stand aside, and are named where they are linked to; so are constants, summaries
    and whatever lies outside of the scope and is linked to more than a few nodes of it.

    Parameters
    ----------
    graph : Graph
    choice : SceneChoice
    links : ScopeLinks or None
        Those of the scope, if they are known.

    Returns
    -------
    Flow
        At most some dozens of boxes, whatever the size of the scope.
    """
    return _Scene(links or scope_links(graph, choice), choice).flow()


class _Scene:
    """The work of `scope_flow` on what its steps share."""

    def __init__(self, known: ScopeLinks, choice: SceneChoice) -> None:
        self.graph, self.choice, self.known = known.graph, choice, known
        self.children, self.ties = known.children, known.ties
        self.before: dict[int, list[Annotation]] = {}
        self.after: dict[int, list[Annotation]] = {}
        self.boxes: list[Box] = []
        self.arrows: list[Arrow] = []
        self.index: dict[int, int] = {}

    def flow(self) -> Flow:
        """Choose boxes, then connect them."""
        items = self.children.tolist()
        number = {item: index for index, item in enumerate(items)}
        parts, links = self.known.parts, self.known.links
        in_flow = [index for index, side in enumerate(parts.sides) if side is Side.FLOW]
        drawn = [link for link, is_drawn in zip(links, parts.is_drawn, strict=True) if is_drawn]
        focus = number.get(self.choice.focus, -1)
        near = choose_neighbourhood(in_flow, drawn, focus, MOST_BOXES)
        shown = {items[index] for index in near.nodes}
        noted = [tie for tie, drawn_ in zip(self.ties, parts.is_drawn, strict=True) if not drawn_]
        aside = self._aside(
            [items[i] for i, side in enumerate(parts.sides) if side is not Side.FLOW], shown, noted
        )
        self._note_decorations([*sorted(shown), *aside])
        for tie in noted:
            if tie.target in shown or tie.target in aside:
                self._note(self.before, tie.target, tie.source, tie.kind)
            if tie.source in shown or tie.source in aside:
                self._note(self.after, tie.source, tie.target, tie.kind)
        bridges = self._outside(shown)
        for item in sorted(shown):
            self._add(item, is_extracted=False)
        for item in aside:
            self._add(item, is_extracted=True)
        for tie, is_drawn in zip(self.ties, parts.is_drawn, strict=True):
            if is_drawn and tie.source in shown and tie.target in shown:
                self._connect(tie)
        self._add_outside(bridges)
        self._add_rest(near, items)
        return Flow(tuple(self.boxes), tuple(self.arrows))

    def _aside(self, items: list[int], shown: set[int], noted: list[_Tie]) -> list[int]:
        """Choose which of the extracted nodes are drawn: those that something in view names."""
        if len(shown) < len(self.children) - len(items):
            linked = {tie.source for tie in noted if tie.target in shown}
            linked |= {tie.target for tie in noted if tie.source in shown}
            items = [item for item in items if item in linked or item == self.choice.focus]
        if self.choice.focus in items[_MOST_ASIDE:]:
            items = [self.choice.focus, *items]
        return items[:_MOST_ASIDE]

    def _note_decorations(self, items: Iterable[int]) -> None:
        for item in items:
            for constant in self.graph.constants_of(item):
                self._note(self.before, item, constant, EdgeKind.DATA)
            for summary in self.graph.summaries_of(item):
                self._note(self.after, item, summary, EdgeKind.DATA)

    def _note(
        self, notes: dict[int, list[Annotation]], item: int, other: int, kind: EdgeKind
    ) -> None:
        name = self.graph.labels[other]
        notes.setdefault(item, []).append(Annotation(other, name, kind is EdgeKind.CONTROL))

    def _add(self, item: int, *, is_extracted: bool) -> None:
        graph = self.graph
        self.index[item] = len(self.boxes)
        kind = BoxKind.OP
        detail = graph.op_name(item)
        if graph.kind[item] == Kind.NODE:
            if graph.functions_called(item):
                kind = BoxKind.SCOPE
        else:
            kind = BoxKind.SERIES if graph.kind[item] == Kind.SERIES else BoxKind.SCOPE
            count = int(graph.node_counts[item])
            detail = f"{count:,} node" if count == 1 else f"{count:,} nodes"
        before, after = (_shortened(notes.get(item, [])) for notes in (self.before, self.after))
        label = graph.labels[item]
        if kind is BoxKind.OP and _says(label, detail):
            detail = ""
        self.boxes.append(Box(item, label, detail, kind, before, after, is_extracted))

    def _connect(self, tie: _Tie) -> None:
        self._arrow(self.index[tie.source], self.index[tie.target], tie.edges, tie.kind)

    def _arrow(self, source: int, target: int, edges: NDArray[np.int64], kind: EdgeKind) -> None:
        label, size = self._label(edges)
        self.arrows.append(Arrow(source, target, kind, label, size))

    def _label(self, edges: NDArray[np.int64]) -> tuple[str, int]:
        """Return what the tensors on some edges are, and how many elements they have."""
        tensors = edges[~self.graph.edges.control[edges]]
        size = sum(self.graph.edge_sizes[tensors].tolist())
        if len(tensors) > 1:
            return f"{len(tensors)} tensors", size
        shape = self.graph.edge_shape(int(tensors[0])) if len(tensors) else None
        return ("" if shape is None else shape_text(shape)), size

    def _outside(self, shown: set[int]) -> list[tuple[bool, list[Crossing]]]:
        """Note what is linked to many nodes; return the rest by the item outside."""
        bridges = []
        for inward in (True, False):
            by_outer: dict[int, list[Crossing]] = {}
            for crossing in crossings(
                self.graph, self.choice.scope, self.children, self.choice.grouping, inward=inward
            ):
                if crossing.inner in shown:
                    by_outer.setdefault(crossing.outer, []).append(crossing)
            drawn = [them for them in by_outer.values() if len(them) <= _MOST_BRIDGES]
            bridges += [(inward, them) for them in drawn[:_MOST_OUTSIDE]]
            noted = [them for them in by_outer.values() if len(them) > _MOST_BRIDGES]
            for crossing in (one for them in (*noted, *drawn[_MOST_OUTSIDE:]) for one in them):
                notes = self.before if inward else self.after
                self._note(notes, crossing.inner, crossing.outer, self._kind_of(crossing.edges))
        return bridges

    def _add_outside(self, bridges: list[tuple[bool, list[Crossing]]]) -> None:
        for inward, crossing_edges in bridges:
            outer = crossing_edges[0].outer
            place = len(self.boxes)
            self.boxes.append(Box(outer, self.graph.labels[outer], kind=BoxKind.OUTSIDE))
            for crossing in crossing_edges:
                ends = (place, self.index[crossing.inner])
                kind = self._kind_of(crossing.edges)
                self._arrow(*(ends if inward else ends[::-1]), crossing.edges, kind)

    def _kind_of(self, edges: NDArray[np.int64]) -> EdgeKind:
        columns = self.graph.edges
        return _kind(bool(columns.reference[edges].any()), bool(columns.control[edges].all()))

    def _add_rest(self, near: Neighbourhood, items: list[int]) -> None:
        """Add boxes for what the picture leaves out, beside the nodes that lead there."""
        for node, hidden, is_input in near.rims:
            place = len(self.boxes)
            self.boxes.append(Box(items[hidden[0]], str(len(hidden)), kind=BoxKind.MORE))
            ends = (place, self.index[items[node]])
            self.arrows.append(Arrow(*(ends if is_input else ends[::-1])))
        if near.elsewhere:
            first = items[near.elsewhere[0]]
            self.boxes.append(Box(first, str(len(near.elsewhere)), kind=BoxKind.MORE))


def _kind(has_reference: bool, is_control: bool) -> EdgeKind:
    if has_reference:
        return EdgeKind.REFERENCE
    return EdgeKind.CONTROL if is_control else EdgeKind.DATA


def _says(name: str, operation: str) -> bool:
    """Tell whether a name is that of the operation, with a number: ``conv2d_1`` of Conv2D."""
    base, _, number = name.rpartition("_")
    plain = base if base and number.isdecimal() else name
    return plain.lower().replace("_", "") == operation.lower().replace("_", "")


def _shortened(notes: list[Annotation]) -> tuple[Annotation, ...]:
    if len(notes) <= MOST_ANNOTATIONS:
        return tuple(notes)
    rest = Annotation(-1, str(len(notes) - MOST_ANNOTATIONS))
    return (*notes[:MOST_ANNOTATIONS], rest)
