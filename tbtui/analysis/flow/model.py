"""What a picture of the flow shows, before anybody thinks of cells."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class BoxKind(Enum):
    """What a box stands for."""

    OP = "op"
    SCOPE = "scope"
    SERIES = "series"
    OUTSIDE = "outside"
    """A node outside of the scope that is shown; only its name, at the rim."""
    MORE = "more"
    """Nodes that the picture leaves out."""


class EdgeKind(Enum):
    """What flows along an edge."""

    DATA = 0
    CONTROL = 1
    REFERENCE = 2


class Annotation(NamedTuple):
    """A neighbour that is only named beside a box.

    Attributes
    ----------
    node : int
        The node in the graph; -1 for what counts the rest.
    name : str
        As the file has it; of the rest, how many there are.
    is_control : bool
        Whether only control edges lead there.
    """

    node: int
    name: str
    is_control: bool = False


class Box(NamedTuple):
    """A node of the picture.

    Attributes
    ----------
    node : int
        The node in the graph; -1 where it stands for several that are left out.
    name : str
        As the file has it; of those left out, how many there are.
    detail : str
        Its operation, or what is in it.
    kind : BoxKind
    before, after : tuple of Annotation
        Neighbours that feed it and that it feeds, drawn beside it instead of by edges.
    is_extracted : bool
        Whether it stands beside the flow, because too many nodes are its neighbours.
    """

    node: int
    name: str
    detail: str = ""
    kind: BoxKind = BoxKind.OP
    before: tuple[Annotation, ...] = ()
    after: tuple[Annotation, ...] = ()
    is_extracted: bool = False


class Arrow(NamedTuple):
    """An edge of the picture, between boxes by index.

    Attributes
    ----------
    source, target : int
    kind : EdgeKind
    label : str
        The shape of the tensor, as in ``32x64``, or how many tensors there are.
    size : int
        Elements of the tensors, for the weight of the line.
    """

    source: int
    target: int
    kind: EdgeKind = EdgeKind.DATA
    label: str = ""
    size: int = 0


class Flow(NamedTuple):
    """Boxes and the arrows between them; no pair of boxes has two arrows of one kind."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
