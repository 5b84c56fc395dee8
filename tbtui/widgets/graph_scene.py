"""What the panes of the Graph tab show together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.comparison import Status
from tbtui.analysis.graph.facts import GraphFacts
from tbtui.plot.flow_boxes import Look
from tbtui.plot.symbols import symbols
from tbtui.plot.theme import Theme

Marks = NDArray[np.bool_]
"""Of each item, whether something is true of it."""


@dataclass(frozen=True)
class GraphScene:
    """One state of what is shown of a graph.

    Attributes
    ----------
    facts : GraphFacts
    look : callable or None
        The colour of an item; None for no colours.
    status : uint8[k] or None
        `Status` of each item beside the graph that it is compared with.
    inputs, outputs : bool[k] or None
        What the traced item depends on, and what depends on it.
    hits : bool[k] or None
        What the search has found so far.
    """

    facts: GraphFacts
    look: Callable[[int], Look] | None = None
    status: NDArray[np.uint8] | None = None
    inputs: Marks | None = None
    outputs: Marks | None = None
    hits: Marks | None = None

    def status_mark(self, item: int, theme: Theme) -> tuple[str, str]:
        """Return the mark of an item that is different in the other graph, and its colour."""
        status = Status.SAME if self.status is None else Status(int(self.status[item]))
        if status is Status.ONLY_HERE:
            return "+", theme.success
        if status is Status.REMOVED:
            return "-", theme.error
        if status is Status.CHANGED:
            return "~", theme.warning
        return " ", theme.text_faint

    def trace_mark(self, item: int, theme: Theme) -> tuple[str, str]:
        """Return the mark of an item that was traced, and its colour."""
        is_input = self.inputs is not None and bool(self.inputs[item])
        is_output = self.outputs is not None and bool(self.outputs[item])
        if is_input and is_output:
            return symbols().times, theme.warning
        if is_input:
            return symbols().arrow_up, theme.accent
        if is_output:
            return symbols().arrow_down, theme.warning
        return " ", theme.text_faint
