"""Keys of the Compare dashboard that concern the run, or the group, of the cursor."""

from __future__ import annotations

from tbtui.screens.compare_base import CompareBase
from tbtui.screens.compare_rows import tag_of_key
from tbtui.screens.visits import Visit
from tbtui.widgets.user_keys import key_table_of

SCALARS = "scalars"


class CompareRunActions(CompareBase):
    """The part of the dashboard that answers these keys."""

    _has_said_how = False

    def _key_of(self, action_id: str) -> str:
        """Return the key of an action, as the user has it."""
        return key_table_of(self.app)[action_id].display

    def action_open_cell(self) -> None:
        """Go to the chart of the cell of the cursor."""
        runs = self.current_runs
        if not runs:
            return
        tag = tag_of_key(self.table.rows.current_key)
        self.session.visits.begin(Visit(SCALARS, self.dashboard.name, tag, runs))
        self.app.switch_mode(SCALARS)
        if not self._has_said_how:
            self._has_said_how = True
            self.tell(f"{self._key_of('tabs.return')} comes back to this cell")

    def action_toggle_run(self) -> None:
        """Show the runs of the row in charts, or hide them."""
        selection = self.session.selection
        runs = self.current_runs
        shown = any(selection.is_shown(name) for name in runs)
        for name in runs:
            if selection.is_shown(name) == shown:
                selection.toggle(name)
        self.show_table()

    def action_solo_run(self) -> None:
        """Show only the run of the row in charts, or bring the others back."""
        runs = self.current_runs
        if len(runs) == 1:
            self.session.selection.solo(runs[0], self.rows.run_names)
        elif runs:
            self.session.selection.solo_all(runs, self.rows.run_names)
        self.show_table()

    def action_toggle_all_runs(self) -> None:
        """Show all runs of the table in charts, or none."""
        self.session.selection.toggle_all(self.rows.runs_on_lines())
        self.show_table()

    def action_invert_runs(self) -> None:
        """Swap shown and hidden among the runs of the table."""
        self.session.selection.invert(self.rows.runs_on_lines())
        self.show_table()

    def action_toggle_hidden_rows(self) -> None:
        """List runs that charts do not show, or not."""
        self.state.hidden_listed = not self.state.hidden_listed
        self.show_table()

    def action_color_run(self) -> None:
        """Choose the colour of the run of the cursor."""
        from tbtui.screens.run_color import RunColorScreen

        runs = self.current_runs
        if self.state.by_groups and self.rows.is_grouped:
            self.tell("Groups get their colours by themselves")
        elif runs:
            self.app.push_screen(RunColorScreen(self.session, runs[0], self.show_table))

    def action_describe_run(self) -> None:
        """Tell all that is known about the run of the cursor."""
        from tbtui.screens.run_details import RunDetailsScreen

        runs, store = self.current_runs, self.session.store
        if not runs or store is None:
            return
        run = store.run(runs[0])
        if run is not None:
            self.app.push_screen(RunDetailsScreen(run, store.runs, self.rows.training()))

    def action_mark_row(self) -> None:
        """Mark the row of the cursor, and go on to the next one."""
        name = self.current_name
        if name is not None:
            self.state.mark(name)
            self.show_table()
            self.table.rows.action_move(1)

    def action_diff(self) -> None:
        """Show marked runs side by side."""
        from tbtui.screens.run_diff import FEWEST_RUNS, MOST_RUNS, RunDiffScreen

        store = self.session.store
        if store is None:
            return
        names = self.rows.runs_of(self._names_to_compare())
        found = [run for run in (store.run(name) for name in names) if run is not None]
        if FEWEST_RUNS <= len(found) <= MOST_RUNS:
            self.app.push_screen(RunDiffScreen(found, store.runs))
        elif len(found) < FEWEST_RUNS:
            self.tell("Mark two or more runs with m, or set a baseline with b")
        else:
            self.tell(f"At most {MOST_RUNS} runs fit side by side; {len(found):,} are marked")

    def _names_to_compare(self) -> list[str]:
        """Return the marked rows, the baseline first; without any, the one of the cursor."""
        state = self.state
        marked = [name for name in self.rows.names_on_lines() if name in state.marked]
        if not marked and self.current_name is not None:
            marked = [self.current_name]
        baseline = state.baseline if state.baseline in self.rows.table.rows else None
        return list(dict.fromkeys(([baseline] if baseline else []) + marked))

    def action_set_baseline(self) -> None:
        """Compare all rows with the one of the cursor, or with none."""
        name = self.current_name
        if name is not None:
            self.state.set_baseline(name)
            self.show_table()

    def action_toggle_groups(self) -> None:
        """Let rows be groups of runs, or runs."""
        if not self.rows.is_grouped:
            self.tell("Runs are not grouped; M in Scalars groups them")
            return
        self.state.by_groups = not self.state.by_groups
        self.show_table()
