"""Which hyperparameters matter: what the importance view says."""

from __future__ import annotations

from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.importance_list import CorrelationLine
from tbtui.widgets.text_lines import Line


def importance(
    trials: Trials, metric: TrialColumn | None
) -> tuple[list[Line], list[CorrelationLine]]:
    """Return what stands above the bars, and the bars."""
    return [], []
