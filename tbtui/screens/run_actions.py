"""Keys of the list of runs."""

from __future__ import annotations

from tbtui.plot.text import escape
from tbtui.screens.charts_base import ChartsBase


class RunActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_toggle_run(self) -> None:
        """Show or hide the run under the cursor."""
        name = self.run_list.current
        if name is not None:
            self.session.selection.toggle(name)
            self.synchronise()

    def action_solo_run(self) -> None:
        """Show only the run under the cursor, or bring the others back."""
        name = self.run_list.current
        if name is not None:
            self.session.selection.solo(name, tuple(self.listing.runs))
            self.synchronise()

    def action_toggle_all_runs(self) -> None:
        """Show all listed runs, or none."""
        self.session.selection.toggle_all(self.listing.listed)
        self.synchronise()

    def action_invert_runs(self) -> None:
        """Swap shown and hidden among the listed runs."""
        self.session.selection.invert(self.listing.listed)
        self.synchronise()

    def action_emphasise_run(self) -> None:
        """Draw the run under the cursor in front and dim the others, or no longer."""
        name = self.run_list.current
        if name is None:
            return
        if not self.session.selection.is_shown(name):
            self.tell(f"{escape(name)} is hidden; space shows it")
            return
        self.state.runs.emphasise(name)
        self.synchronise()

    def action_sort_runs(self, orders: int) -> None:
        """Sort the list in another way."""
        self.state.runs.next_order(orders)
        self.synchronise()

    def action_limit_runs(self) -> None:
        """Ask how many runs with the highest or lowest last value are to be listed."""
        field = self.open_field("run-limit")
        limit = self.state.runs.limit
        field.value = str(limit) if limit else ""
        self.limit_typed(field.value)

    def limit_typed(self, text: str) -> None:
        """List as many runs as was typed, or say why that cannot be."""
        from tbtui.widgets.filter_hint import FilterHint
        from tbtui.widgets.filter_input import FilterInput

        wrong = self.state.runs.enter_limit(text)
        self.query_one("#run-limit", FilterInput).set_class(wrong is not None, "-wrong")
        tag = "the chart in focus" if self.focused_tag is None else escape(self.focused_tag)
        hint = f"how many runs, by {tag}"
        self.query_one("#run-limit-hint", FilterHint).show(hint, wrong or "")

    def action_color_run(self) -> None:
        """Choose the colour of the run under the cursor."""
        from tbtui.screens.run_color import RunColorScreen

        name = self.run_list.current
        if name is not None:
            self.app.push_screen(RunColorScreen(self.session, name, self.synchronise))

    def action_describe_run(self) -> None:
        """Tell all that is known about the run under the cursor."""
        from tbtui.screens.run_details import RunDetailsScreen

        name, store = self.run_list.current, self.session.store
        if name is None or store is None:
            return
        self.look_at_training(always=True)
        details = RunDetailsScreen(
            self.listing.runs[name],
            store.runs,
            self.training,
            target_step=self.state.runs.target_step,
        )
        self.app.push_screen(details)
