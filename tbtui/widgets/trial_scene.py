"""What the pictures of trials show: axes, colours, brushes, and which trial is selected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.trial_axis import Span, TrialAxis, complete, neighbour, passes


@dataclass(frozen=True, eq=False)
class TrialScene:
    """Trials as they are seen at present.

    Attributes
    ----------
    names : tuple of str
        Of the trials, as they are in the log.
    axes : tuple of TrialAxis
        The visible columns in their order.
    metrics : tuple of TrialAxis
        Those of them that are metrics.
    focused : int
        The axis that keys change; also the column of the panel in focus.
    row : int
        The metric of the panel in focus.
    brushes : mapping of str to (float, float)
        By key of axis.
    selected : int or None
        A trial.
    color_by : TrialAxis or None
    enlarged : bool
        Whether one panel of the matrix is alone.
    brush_row : bool
        Whether keys move the brush of the metric of the panel, not that of its column.
    """

    names: tuple[str, ...] = ()
    axes: tuple[TrialAxis, ...] = ()
    metrics: tuple[TrialAxis, ...] = ()
    focused: int = 0
    row: int = 0
    brushes: Mapping[str, Span] = field(default_factory=dict)
    selected: int | None = None
    color_by: TrialAxis | None = None
    enlarged: bool = False
    brush_row: bool = False

    @property
    def axis(self) -> TrialAxis | None:
        """The axis that keys change."""
        return self.axes[self.focused] if self.axes else None

    @cached_property
    def kept(self) -> NDArray[np.bool_]:
        """Which trials have a value on all axes and pass the brushes."""
        if not self.axes:
            return np.zeros(len(self.names), np.bool_)
        drawable = complete(self.axes, len(self.names))
        kept: NDArray[np.bool_] = drawable & passes(self.axes, dict(self.brushes))
        return kept

    def next_trial(self, step: int) -> int | None:
        """Return the trial so many further up the focused axis."""
        return None if self.axis is None else neighbour(self.axis, self.kept, self.selected, step)
