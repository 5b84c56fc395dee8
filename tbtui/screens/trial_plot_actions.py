"""Keys and the mouse in the pictures of trials: axes, panels, brushes, the trial in front."""

from __future__ import annotations

import numpy as np

from tbtui.plot.trial_axis import AxisScale, TrialAxis
from tbtui.screens.hparams_base import HparamsBase
from tbtui.screens.hparams_state import TrialView, following
from tbtui.widgets.trial_plot import TrialPlot

_STEPS_OF_BRUSH = 40
"""So many keys take an end of a brush from one end of the axis to the other."""


class TrialPlotActions(HparamsBase):
    """The part of the dashboard that answers these keys."""

    def action_focus_axis(self, axes: int) -> None:
        """Go to another axis."""
        keys = [axis.key for axis in self.scene.axes]
        if keys:
            at = self.scene.focused + axes
            self.state.focused = keys[max(0, min(len(keys) - 1, at))]
            self.synchronise()

    def action_focus_row(self, rows: int) -> None:
        """Go to the panel of another metric."""
        keys = [axis.key for axis in self.scene.metrics]
        if keys:
            at = self.scene.row + rows
            self.state.row = keys[max(0, min(len(keys) - 1, at))]
            self.synchronise()

    def action_step_trial(self, trials: int) -> None:
        """Go to the trial so many further up the axis."""
        found = self.scene.next_trial(trials)
        if found is not None:
            self.state.selected = self.trials.table.names[found]
            self.synchronise()

    def action_move_axis(self, axes: int) -> None:
        """Move the axis, which keeps the focus."""
        axis = self.scene.axis
        if axis is not None:
            self.state.arrangement.move(list(self.visible_keys), axis.key, axes)
            self.state.focused = axis.key
            self.synchronise()

    def action_next_scale(self) -> None:
        """Go on to the next scale that the axis can have."""
        axis = self._brush_axis
        if axis is None:
            return
        if len(axis.scales) == 1:
            self.tell("Texts stand at equal distances; there is no other scale")
            return
        scale = following(axis.scales, axis.scale, 1)
        self.state.scales[axis.key] = scale
        if AxisScale.LOG not in axis.scales and scale is AxisScale.QUANTILE:
            self.tell("quantile; not logarithmic, as not all values are positive")
        self.synchronise()

    @property
    def _brush_axis(self) -> TrialAxis | None:
        """The axis on which keys move the brush."""
        scene = self.scene
        if self.state.view is TrialView.SCATTER and scene.brush_row and scene.metrics:
            return scene.metrics[scene.row]
        return scene.axis

    def action_swap_brush(self) -> None:
        """Let keys of the brush act on the other axis of the panel."""
        self.state.brush_row = not self.state.brush_row
        self.synchronise()
        axis = self._brush_axis
        if axis is not None:
            self.tell(f"( ) {{ }} s x now act on the {self._side} axis")

    @property
    def _side(self) -> str:
        return "vertical" if self.state.brush_row else "horizontal"

    def action_move_brush(self, end: str, steps: int) -> None:
        """Move an end of the brush; without one, it begins with all of the axis."""
        axis = self._brush_axis
        if axis is None or axis.extent is None:
            return
        low, high = self.state.brushes.get(axis.key, axis.extent)
        places = axis.places_of(np.array([low, high])).tolist()
        step = steps / (len(axis.choices) - 1 if len(axis.choices) > 1 else _STEPS_OF_BRUSH)
        if end == "low":
            low = axis.value_at(min(max(places[0] + step, 0.0), places[1]))
        else:
            high = axis.value_at(max(min(places[1] + step, 1.0), places[0]))
        self.state.brushes[axis.key] = (min(low, high), high)
        self.synchronise()

    def action_clear_brush(self) -> None:
        """Take the brush of the axis away."""
        axis = self._brush_axis
        if axis is not None and self.state.brushes.pop(axis.key, None) is not None:
            self.synchronise()

    def action_clear_brushes(self) -> None:
        """Take all brushes away."""
        if self.state.brushes:
            self.state.brushes.clear()
            self.synchronise()

    def action_enlarge(self) -> None:
        """Show one panel alone, or all of them."""
        self.state.enlarged = not self.state.enlarged
        self.synchronise()

    def on_trial_plot_brushed(self, event: TrialPlot.Brushed) -> None:
        """Take over what the mouse has brushed."""
        for key, span in event.brushes.items():
            if span is None:
                self.state.brushes.pop(key, None)
            else:
                self.state.brushes[key] = span
        self.synchronise()

    def on_trial_plot_pointed(self, event: TrialPlot.Pointed) -> None:
        """Focus an axis or a panel, and select a trial."""
        state, scene = self.state, self.scene
        state.focused = scene.axes[event.focused].key
        if event.row is not None and scene.metrics:
            state.row = scene.metrics[event.row].key
        if event.trial is not None:
            state.selected = self.trials.table.names[event.trial]
        if event.twice and state.view is TrialView.SCATTER:
            state.enlarged = not state.enlarged
        self.synchronise()
