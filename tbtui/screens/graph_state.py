"""What is chosen in the Graph tab."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.sources import GraphSource, ProfileSource


class ColorBy(str, Enum):
    """What the colours of items tell."""

    NOTHING = "none"
    STRUCTURE = "structure"
    DEVICE = "device"
    CLUSTER = "XLA cluster"
    TIME = "compute time"
    MEMORY = "memory"


class Beside(str, Enum):
    """What is beside the tree; on narrow screens instead of it."""

    BOTH = "flow and node"
    FLOW = "flow"
    NODE = "node"
    NOTHING = "tree alone"


class Trace(str, Enum):
    """What is marked of the connections of an item."""

    NOTHING = "none"
    INPUTS = "inputs"
    OUTPUTS = "outputs"
    BOTH = "inputs and outputs"


Marks = NDArray[np.bool_]


@dataclass
class Jumps:
    """Items between which one can go back and forth.

    Attributes
    ----------
    places : list of int
        Items in the order in which they were visited.
    here : int
        Number of the present one.
    """

    places: list[int] = field(default_factory=list)
    here: int = 0

    def jump(self, start: int, goal: int) -> None:
        """Remember where a jump started and where it led."""
        del self.places[self.here :]
        if not self.places or self.places[-1] != start:
            self.places.append(start)
        self.places.append(goal)
        self.here = len(self.places) - 1

    def go(self, steps: int) -> int | None:
        """Return the item some steps on, None beyond the ends."""
        place = self.here + steps
        if not 0 <= place < len(self.places):
            return None
        self.here = place
        return self.places[place]


@dataclass
class GraphState:
    """The choices; a graph of another source begins with new ones for what is in it.

    Attributes
    ----------
    source : GraphSource or None
        Of the graph that is shown or being loaded.
    profile, other : ProfileSource or None, GraphSource or None
        What costs are taken from, and what the graph is compared with.
    item : int
        What the panel tells about; may be an embedded one.
    color_by : ColorBy
    beside : Beside
    only_differences : bool
    trace : Trace
    traced : int
        The item whose connections are marked.
    jumps : Jumps
    """

    source: GraphSource | None = None
    profile: ProfileSource | None = None
    other: GraphSource | None = None
    item: int = 0
    color_by: ColorBy = ColorBy.STRUCTURE
    beside: Beside = Beside.BOTH
    only_differences: bool = False
    trace: Trace = Trace.NOTHING
    traced: int = 0
    jumps: Jumps = field(default_factory=Jumps)

    def choose(self, source: GraphSource) -> None:
        """Show another graph."""
        self.source, self.profile, self.other = source, None, None
        self.item, self.trace, self.traced = 0, Trace.NOTHING, 0
        self.only_differences = False
        self.jumps = Jumps()
