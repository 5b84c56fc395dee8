"""The HParams dashboard: trials as a table, as pictures, and what their hyperparameters do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.screens import empty_states
from tbtui.screens.base import NARROW
from tbtui.screens.hparams_actions import HparamsActions
from tbtui.screens.hparams_state import MOST_FIRST, HparamsState, TrialView
from tbtui.screens.session import Session
from tbtui.screens.table_actions import TableActions
from tbtui.screens.trial_column_lines import column_lines
from tbtui.screens.trial_importance import importance
from tbtui.screens.trial_plot_actions import TrialPlotActions
from tbtui.screens.trial_scenes import TrialScenes, telling_metric
from tbtui.screens.trial_source import TrialSource
from tbtui.screens.trial_table import TrialTable, summary
from tbtui.screens.trial_writing import TrialWriting
from tbtui.screens.trials import NO_TRIALS
from tbtui.screens.writer_calls import HPARAMS
from tbtui.widgets.data_table import DataTable
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.importance_list import ImportanceList
from tbtui.widgets.parallel_plot import ParallelPlot
from tbtui.widgets.scatter_plot import ScatterPlot
from tbtui.widgets.text_lines import Line, TextLines
from tbtui.widgets.trial_columns import TrialColumnsList
from tbtui.widgets.trial_scene import TrialScene
from tbtui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard
    from tbtui.store.run import Run

SIDEBAR_WIDTH = 34
LEAST_BESIDE = 40
"""Cells of a view beside the pane of columns; where less is left, one of them is seen."""
PAUSE = 0.002
"""Seconds for keys and drawing between two slices of work."""
SIDEBARS = ("auto", "shown", "hidden")
FILTER_SYNTAX = "words  lr<0.01  val/loss<0.3  model~^res"
VALUE_SYNTAX = "0.1..0.5   ..0.5   regular expression for texts"
VIEW_TITLES = ("Table", "Parallel", "Scatter", "Importance")


class HparamsScreen(TrialPlotActions, TrialWriting, HparamsActions, TableActions):
    """Composes the panes, and passes state and trials on to them."""

    BINDINGS = bindings_for(Where.HPARAMS)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "hparams.tcss"]
    place: ClassVar[Where] = Where.HPARAMS

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        saved = session.view.section(dashboard.name)
        self.state = HparamsState()
        self.state.restore(saved)
        self.arrangement = self.state.arrangement
        sidebar = saved.choice("sidebar", SIDEBARS, "auto")
        self.sidebar_wanted: bool | None = {"shown": True, "hidden": False}.get(sidebar)
        self.source = TrialSource()
        self.trials = NO_TRIALS
        self.scene = TrialScene()
        self._scenes = TrialScenes()
        self._table = TrialTable()
        self._has_notice = True
        self._reads_on = False

    def view_to_keep(self) -> Mapping[str, Any]:
        """Return what to find again at the next start."""
        sidebar = {True: "shown", False: "hidden", None: "auto"}[self.sidebar_wanted]
        return {**self.state.saved(), "sidebar": sidebar}

    def compose_body(self) -> Iterable[Widget]:
        """Return the pane of columns, and the views or the notice in their place."""
        yield Vertical(
            FilterInput("0.1..0.5, or text", id="value-filter"),
            FilterHint(id="value-filter-hint"),
            TrialColumnsList(id="columns"),
            id="hparams-sidebar",
        )
        yield Vertical(
            ViewBar(VIEW_TITLES, id="views"),
            FilterInput("words, lr<0.01", id="trial-filter"),
            FilterHint(id="trial-filter-hint"),
            DataTable(Where.HPARAMS, id="trial-table"),
            ParallelPlot(id="parallel"),
            ScatterPlot(id="scatter"),
            TextLines(id="importance-note"),
            ImportanceList(id="importance"),
            TextLines(id="notice"),
            id="main",
        )

    def on_mount(self) -> None:
        """Show that event files are being looked for."""
        self.synchronise()

    def on_resize(self, event: events.Resize) -> None:
        """Fold the pane of columns away when there is no room for it."""
        # Textual calls the handler of the base class as well.
        whole = event.size.width < SIDEBAR_WIDTH + LEAST_BESIDE
        self.query_one("#hparams-sidebar").styles.width = (
            event.size.width if whole else SIDEBAR_WIDTH
        )
        self.arrange_panes()

    @property
    def table(self) -> DataTable:
        """The table."""
        return self.query_one(DataTable)

    @property
    def columns_list(self) -> TrialColumnsList:
        """The pane of columns."""
        return self.query_one(TrialColumnsList)

    @property
    def sidebar_shown(self) -> bool:
        """Whether the pane of columns is on the screen."""
        if self.sidebar_wanted is not None:
            return self.sidebar_wanted
        return self.size.width >= NARROW

    @property
    def visible_keys(self) -> Sequence[str]:
        """Keys of the columns that are seen, in their order."""
        state, trials = self.state, self.trials
        chosen = state.arrangement.chosen
        if chosen is None:
            some = (trials.hyperparameters[:MOST_FIRST], trials.telling)
            keys = [column.key for columns in some for column in columns]
        else:
            keys = [key for key in chosen if key in trials.by_key]
        if state.only_differing:
            known = trials.by_key
            keys = [key for key in keys if known[key].is_metric or known[key].differs]
        return keys

    @property
    def selected_row(self) -> int | None:
        """The row of the trial in front, if it passes the filters."""
        return self.trials.table.rows.get(self.state.selected)

    def runs_of(self, row: int) -> Sequence[Run]:
        """Return the runs of the sessions of a row."""
        store = self.session.store
        found = () if store is None else (store.run(name) for name in self.trials.run_names(row))
        return [run for run in found if run is not None]

    def focus_view(self) -> None:
        """Give the focus to the view in use."""
        self.set_focus(self._view_widget)

    @property
    def _view_widget(self) -> Widget:
        return {
            TrialView.TABLE: self.table.rows,
            TrialView.PARALLEL: self.query_one(ParallelPlot),
            TrialView.SCATTER: self.query_one(ScatterPlot),
            TrialView.IMPORTANCE: self.query_one(ImportanceList),
        }[self.state.view]

    def arrange_panes(self) -> None:
        """Show the panes that the user wants and the width allows, a view or the notice."""
        covered = self.sidebar_shown and self.size.width < SIDEBAR_WIDTH + LEAST_BESIDE
        view = self.state.view
        self.query_one("#hparams-sidebar").display = self.sidebar_shown and not self._has_notice
        self.query_one("#main").display = not covered or self._has_notice
        self.query_one("#notice").display = self._has_notice
        self.query_one("#views").display = not self._has_notice
        for name, wanted in (
            ("trial-table", TrialView.TABLE),
            ("parallel", TrialView.PARALLEL),
            ("scatter", TrialView.SCATTER),
            ("importance", TrialView.IMPORTANCE),
            ("importance-note", TrialView.IMPORTANCE),
        ):
            self.query_one(f"#{name}").display = view is wanted and not self._has_notice
        if not self.app.app_focus:
            # The pane that had the focus gets it back together with the terminal.
            return
        if covered and not self._has_notice:
            self.set_focus(self.columns_list)
        elif self.focused is None or not self.focused.focusable:
            self.focus_view()

    def store_changed(self) -> None:
        """Show what the store holds now."""
        if self.is_mounted:
            self.synchronise()
            self.update_header()

    def synchronise(self) -> None:
        """Pass state and trials on to all panes."""
        store, state = self.session.store, self.state
        if store is not None:
            self.trials = self.source.trials(store, state)
            self._read_on_soon()
        notice = self._notice()
        self._has_notice = bool(notice)
        self.query_one("#notice", TextLines).show(notice)
        trials = self.trials
        self.session.assign_colors([one[0].name for one in trials.sessions])
        if state.metric not in trials.by_key and trials.metrics:
            state.metric = telling_metric(trials)
        if self.selected_row is None and len(trials.table):
            state.selected = trials.table.names[0]
        self.scene = self._scenes.scene(trials, state, self.visible_keys)
        self._show_columns()
        self._show_view()
        self.arrange_panes()
        self._show_filters()

    def _read_on_soon(self) -> None:
        if not self.source.is_complete and not self._reads_on:
            self._reads_on = True
            self.set_timer(PAUSE, self._read_on)

    def _read_on(self) -> None:
        """Compute what was too much at once, and show all when it is there."""
        self._reads_on = False
        if self.source.advance():
            self.synchronise()
        else:
            self._read_on_soon()

    def show_table(self) -> None:
        """Pass contents and arrangement on to the table, and on to the pictures."""
        self.synchronise()

    def _show_columns(self) -> None:
        source = self.source
        lines = column_lines(
            self.trials, self.state, self.visible_keys, source.ranges, source.status_counts
        )
        self.columns_list.show(lines)

    def _show_view(self) -> None:
        state, trials = self.state, self.trials
        note = summary(trials)
        if not self.source.is_complete:
            note = f"computing {symbols().ellipsis}"
        if state.filter:
            note += f"  /{state.filter}"
        views = list(TrialView)
        self.query_one(ViewBar).show(views.index(state.view), note)
        if state.view is TrialView.TABLE:
            contents = self._table.contents(trials, state, self.visible_keys, self._color)
            rows = self.table.rows
            self.table.show(contents)
            if rows.current_row != self.selected_row:
                rows.go_to_row(state.selected)
        elif state.view is TrialView.PARALLEL:
            self.query_one(ParallelPlot).show(self.scene)
        elif state.view is TrialView.SCATTER:
            self.query_one(ScatterPlot).show(self.scene)
        else:
            self._show_importance()

    def _show_importance(self) -> None:
        metric = self.trials.by_key.get(self.state.metric)
        head, lines = importance(self.trials, metric)
        self.query_one("#importance-note", TextLines).show(head)
        self.query_one(ImportanceList).show(lines)

    def _color(self, row: int) -> str:
        return self.session.color_of(self.trials.sessions[row][0].name)

    def _notice(self) -> list[Line]:
        """Say why there are no trials; nothing when there are some."""
        session, store = self.session, self.session.store
        if store is None or not (store.runs or store.scanned):
            return empty_states.looking(session.paths)
        if not store.runs:
            return empty_states.no_event_files(session.paths, store, "hyperparameters", HPARAMS)
        if self.trials.count:
            return []
        if store.progress.loading or not self.source.is_complete:
            return empty_states.looking(session.paths)
        return empty_states.no_values(store, "hyperparameters", HPARAMS)

    def _show_filters(self) -> None:
        """Say what is wrong with what is typed, or what can be typed."""
        filters = self.source.filters
        value_trouble = filters.value_troubles.get(self.typed_column, "")
        for name, syntax, trouble in (
            ("trial-filter", FILTER_SYNTAX, filters.trouble),
            ("value-filter", VALUE_SYNTAX, value_trouble),
        ):
            field = self.query_one(f"#{name}", FilterInput)
            field.set_class(bool(trouble), "-wrong")
            self.query_one(f"#{name}-hint", FilterHint).show(syntax, trouble)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        if event.input.id == "trial-filter":
            self.state.filter = event.value
        elif self.typed_column:
            self.state.value_filter(self.typed_column).text = event.value
        self.synchronise()

    def on_table_rows_moved(self) -> None:
        """Let the trial under the cursor be the one in front in all views."""
        rows = self.table.rows
        row = rows.current_row
        if row is not None and row < len(self.trials.table):
            self.state.selected = self.trials.table.names[row]
        if rows.current_key:
            self.state.focused = rows.current_key

    def on_table_rows_opened(self) -> None:
        """Go to the chart of a cell that was clicked twice."""
        self.action_open_trial()

    def on_view_bar_chosen(self, event: ViewBar.Chosen) -> None:
        """Show the view that was clicked."""
        self.show_view(list(TrialView)[event.index])

    def action_show_correlation(self) -> None:
        """Show a hyperparameter against the metric, alone."""
        line = self.query_one(ImportanceList).current
        if line is None:
            return
        for key in (line.key, self.state.metric):
            if key not in self.visible_keys:
                self.state.arrangement.toggle(list(self.visible_keys), key)
        self.state.focused, self.state.row = line.key, self.state.metric
        self.state.enlarged = True
        self.show_view(TrialView.SCATTER)
