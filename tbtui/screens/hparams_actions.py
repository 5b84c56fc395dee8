"""Keys of the HParams tab that work in all its views."""

from __future__ import annotations

from textual.widget import Widget

from tbtui.plot.text import escape
from tbtui.screens.compare_state import FORMS
from tbtui.screens.hparams_base import HparamsBase
from tbtui.screens.hparams_state import (
    Aggregation,
    Statistic,
    TrialView,
    ValueFilter,
    following,
)
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.trial_columns import ColumnLine, TrialColumnsList


class HparamsActions(HparamsBase):
    """The part of the dashboard that answers these keys."""

    def action_next_view(self, views: int) -> None:
        """Go to another view of the same trials."""
        self.show_view(following(list(TrialView), self.state.view, views))

    def show_view(self, view: TrialView) -> None:
        """Show a view, and let it have the focus that the one before it had."""
        had_focus = self.focused is None or not isinstance(self.focused, TrialColumnsList)
        self.state.view = view
        self.synchronise()
        if had_focus:
            self.focus_view()

    def action_next_metric(self) -> None:
        """Colour trials by the next metric."""
        keys = [column.key for column in self.trials.metrics]
        if not keys:
            self.tell("No trial has logged a metric")
            return
        self.state.metric = following(keys, self.state.metric, 1)
        self.synchronise()
        self.tell(f"metric: {escape(self.trials.by_key[self.state.metric].title)}")

    def action_next_statistic(self) -> None:
        """Let metrics be their last, lowest, highest or best values."""
        self.state.statistic = following(list(Statistic), self.state.statistic, 1)
        self.synchronise()
        self.tell(f"metrics: {self.state.statistic.value} values")

    def action_toggle_differing(self) -> None:
        """Leave out hyperparameters that are the same in all trials, or not."""
        self.state.only_differing = not self.state.only_differing
        self.synchronise()

    def action_mark_trial(self) -> None:
        """Mark the trial, or no longer."""
        row = self.selected_row
        if row is not None:
            self.state.toggle_mark(self.trials.table.names[row])
            self.synchronise()

    def action_diff(self) -> None:
        """Compare the marked trials in words; with one marked, it and the one in front."""
        from tbtui.screens.run_diff import FEWEST_RUNS, MOST_RUNS, RunDiffScreen

        store, rows = self.session.store, self.trials.table.rows
        chosen = [rows[name] for name in self.state.marked if name in rows]
        if len(chosen) < FEWEST_RUNS and self.selected_row not in (None, *chosen):
            chosen = [*chosen, self.selected_row or 0]
        # The first session stands for a trial: its hyperparameters are those of the trial.
        runs = [self.runs_of(row)[0] for row in chosen if self.runs_of(row)]
        if store is None or len(runs) < FEWEST_RUNS:
            self.tell("Mark two trials or more with m, then d compares them")
            return
        if len(runs) > MOST_RUNS:
            self.tell(f"Only the first {MOST_RUNS} marked trials are compared")
        self.app.push_screen(RunDiffScreen(runs[:MOST_RUNS], store.runs))

    def action_open_trial(self) -> None:
        """Go to the chart of a metric in Scalars, with the runs of the trial in front."""
        from tbtui.screens.visits import Visit

        row = self.selected_row
        if row is None:
            return
        column = self.trials.by_key.get(self.state.focused)
        if column is None or not column.is_metric:
            column = self.trials.by_key.get(self.state.metric)
        if column is None:
            self.tell("No trial has logged a metric")
            return
        metric = column.metric
        found = (self.trials.series(session, column) for session in self.trials.sessions[row])
        runs = tuple(series.run for series in found if series is not None)
        if not runs or metric is None:
            self.tell(f"This trial has no {escape(column.title)}")
            return
        self.session.visits.begin(Visit("scalars", self.dashboard.name, metric.tag, runs))
        self.app.switch_mode("scalars")

    def action_describe_trial(self) -> None:
        """Show everything about the trial."""
        from tbtui.screens.trial_details import TrialDetailsScreen

        if self.selected_row is not None:
            self.app.push_screen(TrialDetailsScreen(self.trials, self.selected_row))

    def on_trial_columns_list_acted(self, event: TrialColumnsList.Acted) -> None:
        """Change what a line of the pane is about."""
        line, action = event.line, event.action
        if line.kind == "setting":
            self._change_setting(line.key, -1 if action == "previous" else 1)
        elif line.kind == "status" and action in ("toggle", "clear"):
            self.state.hidden_statuses ^= {line.value}
        elif line.kind == "value" and action == "toggle":
            self.state.value_filter(line.key).unticked ^= {line.value}
        elif line.key:
            self._change_column(line, action)
        self.synchronise()

    def _change_setting(self, name: str, step: int) -> None:
        state = self.state
        if name == "statistic":
            state.statistic = following(list(Statistic), state.statistic, step)
        elif name == "copied as":
            state.copied_as = following(FORMS, state.copied_as, step)
        else:
            state.aggregation = following(list(Aggregation), state.aggregation, step)

    def _change_column(self, line: ColumnLine, action: str) -> None:
        state = self.state
        if action == "toggle":
            state.arrangement.toggle(list(self.visible_keys), line.key)
        elif action == "type":
            self.open_value_filter(line)
        elif action == "present":
            chosen = state.value_filter(line.key)
            chosen.present = not chosen.present
        elif action == "clear":
            state.filters[line.key] = ValueFilter()

    def open_value_filter(self, line: ColumnLine) -> None:
        """Let values of a column be typed."""
        self._open_field("value-filter", self.state.value_filter(line.key).text)
        self.typed_column = line.key

    typed_column = ""

    def action_filter(self) -> None:
        """Let a filter of trials be typed."""
        self._open_field("trial-filter", self.state.filter)

    def _open_field(self, name: str, text: str) -> None:
        field = self.query_one(f"#{name}", FilterInput)
        self._returns_to = self.focused
        field.value = text
        field.display = True
        self.query_one(f"#{name}-hint").display = True
        self.set_focus(field)

    _returns_to: Widget | None = None

    def action_filter_keep(self) -> None:
        """Leave the filter on and go back to where it was opened from."""
        if isinstance(self.focused, FilterInput) and self.focused.id == "trial-filter":
            self.state.history.add(self.state.filter)
        for line in self.query("FilterInput, FilterHint"):
            line.display = False
        if self._returns_to is not None:
            self.set_focus(self._returns_to)
        else:
            self.focus_view()

    def action_filter_back(self) -> None:
        """Clear the filter; when it is empty already, leave it."""
        field = self.focused
        if isinstance(field, FilterInput) and field.value:
            field.value = ""
        else:
            self.action_filter_keep()

    def action_filter_history(self, direction: int) -> None:
        """Go to an older filter (-1) or to a newer one."""
        field, history = self.focused, self.state.history
        if isinstance(field, FilterInput) and field.id == "trial-filter":
            recall = history.older if direction < 0 else history.newer
            field.value = recall(field.value)
            field.cursor_position = len(field.value)

    def action_toggle_sidebar(self) -> None:
        """Show or hide the pane of columns."""
        self.sidebar_wanted = not self.sidebar_shown
        self.arrange_panes()
        if self.sidebar_shown:
            self.set_focus(self.query_one(TrialColumnsList))
        else:
            self.focus_view()

    def action_back(self) -> None:
        """Back out of one thing: an enlarged panel, brushes, a filter."""
        state = self.state
        if state.enlarged and state.view is TrialView.SCATTER:
            state.enlarged = False
        elif state.brushes:
            state.brushes.clear()
        elif state.filter:
            state.filter = ""
        self.synchronise()
