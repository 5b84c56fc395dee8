"""From trials and what was chosen to what the pictures show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tbtui.analysis.table import Column, ColumnKind
from tbtui.plot.trial_axis import AxisScale, TrialAxis
from tbtui.screens.hparams_state import HparamsState
from tbtui.screens.trials import TrialAxes, Trials
from tbtui.widgets.trial_scene import TrialScene

LOG_FROM = 100.0
"""How many times the lowest value the highest has to be."""


class TrialScenes:
    """Builds scenes, with the same axes as long as their values are the same."""

    def __init__(self) -> None:
        self._axes = TrialAxes()

    def scene(self, trials: Trials, state: HparamsState, keys: Sequence[str]) -> TrialScene:
        """Return what the pictures show.

        Parameters
        ----------
        trials : Trials
        state : HparamsState
        keys : sequence of str
            The visible columns in their order.
        """
        axes = tuple(self._axis_of(trials, state, key) for key in keys)
        metrics = tuple(axis for axis in axes if trials.by_key[axis.key].is_metric)
        rows = [axis.key for axis in metrics]
        known = state.metric in trials.by_key
        return TrialScene(
            trials.table.names,
            axes,
            metrics,
            list(keys).index(state.focused) if state.focused in keys else 0,
            rows.index(state.row) if state.row in rows else 0,
            dict(state.brushes),
            trials.table.rows.get(state.selected),
            self._axis_of(trials, state, state.metric) if known else None,
            state.enlarged,
            state.brush_row,
        )

    def _axis_of(self, trials: Trials, state: HparamsState, key: str) -> TrialAxis:
        column = trials.table.column(key)
        assert column is not None
        known = trials.by_key[key]
        scale = state.scales.get(key)
        if scale is None:
            scale = AxisScale.LINEAR if known.is_metric else usual_scale(column)
        return self._axes.axis(column, known.title, scale)


def usual_scale(column: Column) -> AxisScale:
    """Return the scale on which a hyperparameter is searched: log over two decades or more."""
    if not column.kind.is_numeric or column.kind is ColumnKind.TRUTH:
        return AxisScale.LINEAR
    known = column.values[np.isfinite(column.values)]
    if not len(known) or not known.min() > 0:
        return AxisScale.LINEAR
    ratio = float(known.max()) / float(known.min())
    return AxisScale.LOG if ratio >= LOG_FROM else AxisScale.LINEAR


def telling_metric(trials: Trials) -> str:
    """Return the metric that trials are most likely judged by.

    Parameters
    ----------
    trials : Trials
        With at least one metric.
    """
    from tbtui.analysis.column_defaults import telling_rank

    return min(trials.telling, key=lambda column: telling_rank(column.title)).key
