"""Which hyperparameters matter: what the importance view says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.importance_list import CorrelationLine
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.analysis.rank_correlation import Correlation


def importance(
    trials: Trials, metric: TrialColumn | None
) -> tuple[list[Line], list[CorrelationLine]]:
    """Return what stands above the bars, and the bars, the closest correlation first.

    Parameters
    ----------
    trials : Trials
    metric : TrialColumn or None
        None when no trial has logged any.
    """
    from tbtui.analysis.rank_correlation import ranked_correlations

    column = None if metric is None else trials.table.column(metric.key)
    if column is None or metric is None:
        return [[], [Words(" No trial has logged a metric", "text")]], []
    known = [trials.table.column(one.key) for one in trials.hyperparameters]
    found = ranked_correlations([one for one in known if one is not None], column)
    head: list[Line] = [
        [
            Words(" How closely ", "muted"),
            Words(escape(metric.title), "accent", bold=True),
            Words(" follows each hyperparameter", "muted"),
        ],
        [Words(" Spearman's rank correlation, not cause", "faint")],
        [],
    ]
    titles = {one.key: one.title for one in trials.hyperparameters}
    return head, [_line(one, titles[one.column]) for one in found]


def _line(found: Correlation, title: str) -> CorrelationLine:
    trials = "1 trial" if found.rows == 1 else f"{found.rows:,} trials"
    note = trials if not found.missing else f"{trials}, {found.missing:,} without a value"
    if found.remark:
        note += f", {escape(found.remark)}"
    value = ""
    if not math.isnan(found.coefficient):
        value = f"{found.coefficient:{'+' if found.is_signed else ''}.2f}"
    return CorrelationLine(
        found.column, escape(title), found.coefficient, value, note, found.is_signed
    )
