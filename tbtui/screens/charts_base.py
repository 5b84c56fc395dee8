"""What the parts of the Scalars dashboard that answer keys know of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.base import DashboardScreen

if TYPE_CHECKING:
    from tbtui.analysis.training_state import TrainingState
    from tbtui.screens.catalogue import Listing
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.widgets.chart_grid import ChartGrid
    from tbtui.widgets.chart_scene import ChartScene
    from tbtui.widgets.filter_input import FilterInput
    from tbtui.widgets.run_list import RunList

TOAST_SECONDS = 2.0


class ChartsBase(DashboardScreen):
    """A dashboard of charts: its keys change the state, and then show it."""

    if TYPE_CHECKING:
        state: ScalarsState
        listing: Listing
        scene: ChartScene
        sidebar_wanted: bool | None
        training: dict[str, TrainingState]

        @property
        def charts(self) -> ChartGrid:
            """The charts."""

        @property
        def run_list(self) -> RunList:
            """The list of runs."""

        @property
        def sidebar_shown(self) -> bool:
            """Whether the sidebar is on the screen."""

        @property
        def focused_tag(self) -> str | None:
            """The tag whose last values the list of runs shows."""

        def look_at_training(self, *, always: bool = False) -> None:
            """Find out what each run is doing."""

        def open_field(self, name: str) -> FilterInput:
            """Open a line of the sidebar in which something is typed."""

        def show_filters(self) -> None:
            """Say what is wrong with a filter, or what can be typed."""

        def limit_typed(self, text: str) -> None:
            """List as many runs as was typed."""

        def synchronise(self) -> None:
            """Pass state and store on to all panes."""

        def arrange_panes(self) -> None:
            """Show the panes that the user wants and the width allows."""

    def tell(self, message: str) -> None:
        """Say something in a toast; what comes from files must have been escaped."""
        self.app.notify(message, timeout=TOAST_SECONDS, markup=False)
