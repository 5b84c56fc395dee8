"""What the charts show: settings, tags, runs and colours, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.store.run import Run

MOST_SMOOTHING = 0.999
HORIZONTAL_AXES = ("step", "relative", "wall")


class LayoutMode(str, Enum):
    """How charts share the space."""

    FOCUS = "focus"
    GRID = "grid"
    SINGLE = "single"


@dataclass(frozen=True)
class ChartSettings:
    """How every chart is drawn.

    Attributes
    ----------
    smoothing : float
        Weight of the moving average, 0 for none.
    horizontal : str
        ``step``, ``relative`` or ``wall``.
    ignore_outliers : bool
        Whether the y axis follows the 5 % to 95 % range of the values.
    grid : bool
        Whether grid lines are drawn.
    x_range : tuple of float or None
        The part of the x axis in view, in its own unit; None for all of it.
    cursor : float or None
        Place of the crosshair in the unit of the x axis.
    all_lives : bool
        Whether to draw what restarts have superseded, too.
    """

    smoothing: float = 0.6
    horizontal: str = "step"
    ignore_outliers: bool = False
    grid: bool = True
    x_range: tuple[float, float] | None = None
    cursor: float | None = None
    all_lives: bool = False


@dataclass(frozen=True)
class ChartScene:
    """Everything that the chart grid needs to draw itself.

    Attributes
    ----------
    tags : tuple of str
        All tags in reading order.
    groups : tuple of (str, tuple of str)
        The same tags by their first part.
    focused : str or None
        The tag of the chart in focus.
    layout : LayoutMode
    settings : ChartSettings
    log_tags : frozenset of str
        Tags whose charts have a logarithmic y axis.
    runs : tuple of Run
        The runs that are shown.
    colors : mapping of str to str
        Hex colour of each shown run.
    reference_run : str or None
        The run whose times the crosshair reads out, where it has the tag.
    revision : int
        Rises with every publication of the store: as long as it stays, so do the points.
    """

    tags: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    focused: str | None = None
    layout: LayoutMode = LayoutMode.FOCUS
    settings: ChartSettings = field(default_factory=ChartSettings)
    log_tags: frozenset[str] = frozenset()
    runs: tuple[Run, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    reference_run: str | None = None
    revision: int = 0
