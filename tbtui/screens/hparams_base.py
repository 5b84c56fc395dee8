"""What the parts of the HParams dashboard that answer keys know of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.base import DashboardScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tbtui.screens.hparams_state import HparamsState
    from tbtui.screens.trials import Trials
    from tbtui.store.run import Run
    from tbtui.widgets.data_table import DataTable
    from tbtui.widgets.trial_scene import TrialScene

TOAST_SECONDS = 2.0


class HparamsBase(DashboardScreen):
    """A dashboard of trials: its keys change the state, and then show it."""

    if TYPE_CHECKING:
        state: HparamsState
        trials: Trials
        scene: TrialScene
        sidebar_wanted: bool | None

        @property
        def table(self) -> DataTable:
            """The table."""

        @property
        def sidebar_shown(self) -> bool:
            """Whether the pane of columns is on the screen."""

        @property
        def visible_keys(self) -> Sequence[str]:
            """Keys of the columns that are seen, in their order."""

        @property
        def selected_row(self) -> int | None:
            """The row of the trial in front, if it passes the filters."""

        def runs_of(self, row: int) -> Sequence[Run]:
            """Return the runs of the sessions of a row."""

        def synchronise(self) -> None:
            """Pass state and store on to all panes."""

        def arrange_panes(self) -> None:
            """Show the panes that the user wants and the width allows."""

        def focus_view(self) -> None:
            """Give the focus to the view in use."""

    def tell(self, message: str) -> None:
        """Say something in a toast; what comes from files must have been escaped."""
        self.app.notify(message, timeout=TOAST_SECONDS, markup=False)
