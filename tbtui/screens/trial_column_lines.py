"""What the pane of hyperparameters and metrics says, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_value
from tbtui.plot.text import escape
from tbtui.screens.hparams_state import STATUSES, HparamsState
from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.trial_columns import ColumnLine

if TYPE_CHECKING:
    from tbtui.plot.trial_axis import Span


MOST_PROBLEMS = 20


def column_lines(
    trials: Trials,
    state: HparamsState,
    visible: Collection[str],
    ranges: Mapping[str, Span],
    statuses: Mapping[str, int],
) -> list[ColumnLine]:
    """Return the lines of the pane.

    Parameters
    ----------
    trials : Trials
    state : HparamsState
    visible : collection of str
        Keys of the columns that are seen.
    ranges : mapping of str to (float, float)
        The lowest and the highest value of columns of numbers, of all trials.
    statuses : mapping of str to int
        How many trials have each status.
    """
    if not trials.columns:
        return []
    lines = []
    for title, columns in (
        ("HYPERPARAMETERS", trials.hyperparameters),
        ("METRICS", trials.metrics),
    ):
        shown = sum(column.key in visible for column in columns)
        lines.append(ColumnLine("heading", "", title, f"{shown}/{len(columns)}"))
        for column in columns:
            lines += _lines_of(column, state, visible, ranges)
    lines.append(ColumnLine("heading", "", "STATUS"))
    for status in STATUSES:
        if status in statuses or status in state.hidden_statuses:
            passes = status not in state.hidden_statuses
            count = f"{statuses.get(status, 0):,}"
            lines.append(ColumnLine("status", "", status, count, passes, status))
    lines.append(ColumnLine("heading", "", "SETTINGS"))
    lines.append(ColumnLine("setting", "statistic", "metrics", state.statistic.value))
    lines.append(ColumnLine("setting", "aggregation", "sessions", state.aggregation.value))
    lines.append(ColumnLine("setting", "copied as", "copies", state.copied_as))
    problems = () if trials.logged is None else trials.logged.problems
    if problems:
        lines.append(ColumnLine("heading", "", "NOT UNDERSTOOD", f"{len(problems):,}"))
    for run, reason in problems[:MOST_PROBLEMS]:
        lines.append(ColumnLine("problem", "", f"{escape(run)}: {escape(reason)}", value=run))
    return lines


def _lines_of(
    column: TrialColumn,
    state: HparamsState,
    visible: Collection[str],
    ranges: Mapping[str, Span],
) -> Iterator[ColumnLine]:
    chosen = state.filters.get(column.key)
    detail = ""
    if chosen is not None and chosen.text:
        detail = escape(chosen.text)
    elif chosen is not None and chosen.present:
        detail = "present"
    elif column.key in ranges and not column.choices:
        low, high = ranges[column.key]
        detail = format_value(low) if low == high else f"{format_value(low)}–{format_value(high)}"
    yield ColumnLine(
        "column",
        column.key,
        escape(column.title),
        detail,
        column.key in visible,
        is_filtered=bool(chosen),
        swatch=column.key == state.metric,
    )
    for choice in column.choices:
        ticked = chosen is None or choice not in chosen.unticked
        yield ColumnLine("value", column.key, escape(choice), "", ticked, choice)
