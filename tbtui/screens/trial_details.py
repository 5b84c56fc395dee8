"""Everything about one trial, with the curves of its metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_step, format_value
from tbtui.plot.text import cell_width, clip_middle, escape
from tbtui.screens.dialog import Dialog
from tbtui.screens.text_dialog import MOST_CELLS
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.analysis.sessions import LoggedSession
    from tbtui.screens.trials import TrialColumn, Trials
    from tbtui.store.series import ScalarSeries

_LONGEST_LABEL = 32
_LONGEST_CURVE, _SHORTEST_CURVE = 40, 8
_BESIDE_CURVE = 62
"""Cells of a dialog that go to the frame and to the numbers beside a curve."""


class TrialDetailsScreen(Dialog):
    """Hyperparameters, and for every session the metrics: curve, last, lowest and highest value.

    Parameters
    ----------
    trials : Trials
    row : int
    """

    def __init__(self, trials: Trials, row: int) -> None:
        super().__init__("Trial")
        self._trials = trials
        self._row = row

    def lines(self) -> Sequence[Line]:
        """Return the facts below their headings."""
        trials, row = self._trials, self._row
        names = [escape(column.title) for column in trials.columns]
        self._label = min(_LONGEST_LABEL, max(map(cell_width, names), default=0)) + 1
        lines: list[Line] = [
            [Words(escape(trials.table.names[row]), "strong", bold=True)],
            self._fact("status", trials.statuses[row]),
            [],
            [Words("HYPERPARAMETERS", "faint", bold=True)],
        ]
        for column in trials.hyperparameters:
            value = self._value(column)
            if value:
                lines.append(self._fact(escape(column.title), value))
        sessions = trials.sessions[row]
        for session in sessions:
            heading = "METRICS" if len(sessions) == 1 else f"SESSION {escape(session.name)}"
            lines += [[], [Words(heading, "faint", bold=True)], *self._metrics(session)]
        return lines

    def _value(self, column: TrialColumn) -> str:
        from tbtui.plot.cell_text import cell_text

        found = self._trials.table.column(column.key)
        return "" if found is None else escape(cell_text(found, self._row))

    def _metrics(self, session: LoggedSession) -> Iterator[Line]:
        found = False
        for column in self._trials.metrics:
            series = self._trials.series(session, column)
            if series is not None:
                found = True
                yield self._metric(column, series)
        if not found:
            yield [Words("  none was logged", "muted")]

    def _metric(self, column: TrialColumn, series: ScalarSeries) -> Line:
        from tbtui.analysis.extents import x_extent
        from tbtui.analysis.lives import superseded
        from tbtui.plot.sparkline import sparkline

        view = series.view()
        newest = ~superseded(view.steps)
        values, steps = view.values[newest], view.steps[newest]
        label = clip_middle(escape(column.title), self._label)
        words = [Words(f"  {label}{' ' * (self._label - cell_width(label))}", "muted")]
        if not len(values):
            return [*words, Words("no points", "muted")]
        width = min(MOST_CELLS, self.app.size.width) - self._label - _BESIDE_CURVE
        width = max(_SHORTEST_CURVE, min(_LONGEST_CURVE, width))
        words.append(Words(sparkline(values, width), "accent"))
        words.append(Words(f" {format_value(values[-1]):>9}", "text", bold=True))
        extent = x_extent([values])
        if extent is not None:
            low, high = map(format_value, extent)
            words.append(Words(f"   {low} to {high}", "muted"))
        words.append(Words(f"   step {format_step(int(steps[-1]))}", "faint"))
        return words

    def _fact(self, label: str, value: str) -> Line:
        text = clip_middle(label, self._label)
        blanks = " " * (self._label - cell_width(text))
        return [Words(f"  {text}{blanks}", "muted"), Words(value)]
