"""From what a dashboard of charts remembers to what its charts show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.widgets.chart_scene import ChartScene

if TYPE_CHECKING:
    from tbtui.screens.catalogue import Listing
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.screens.session import Session


def build_scene(
    state: ScalarsState, session: Session, listing: Listing, reference_run: str | None
) -> ChartScene:
    """Return what the charts show.

    Parameters
    ----------
    state : ScalarsState
    session : Session
    listing : Listing
    reference_run : str or None
        The run under the cursor of the list.
    """
    colors = session.colors
    groups = state.grouping.groups(listing.shown)
    colored = {run.name: colors.color(run.name) for run in listing.shown}
    if groups is not None:
        names = sorted(set(groups.values()))
        colors.assign(names)
        colored |= {name: colors.color(name) for name in names}
    return ChartScene(
        charts=state.charts,
        groups=state.groups,
        folded=state.folded,
        focused=state.focused,
        layout=state.shown_layout,
        settings=state.settings,
        axis=state.axes.common,
        own_axes=state.axes.own,
        y_ranges=state.axes.zoomed,
        shared=state.axes.shared,
        runs=listing.shown,
        colors=colored,
        run_groups=groups,
        reference_run=reference_run,
        revision=0 if session.store is None else session.store.revision,
    )
