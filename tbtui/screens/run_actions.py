"""Keys that show and hide runs."""

from __future__ import annotations

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
