"""From what a dashboard of charts remembers to what its charts show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.widgets.chart_scene import ChartScene

if TYPE_CHECKING:
    from tbtui.screens.catalogue import Listing
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.screens.session import Session


def build_scene(
    state: ScalarsState,
    session: Session,
    listing: Listing,
    reference_run: str | None,
    background: str,
) -> ChartScene:
    """Return what the charts show.

    Parameters
    ----------
    state : ScalarsState
    session : Session
    listing : Listing
    reference_run : str or None
        The run under the cursor of the list.
    background : str
        The colour behind the charts.
    """
    colors = session.colors
    groups = state.grouping.groups(listing.shown)
    colored = {run.name: session.color_of(run.name) for run in listing.shown}
    if groups is not None:
        names = sorted(set(groups.values()))
        colors.assign(names)
        colored |= {name: colors.color(name) for name in names}
    run_count = len(listing.shown)
    definitions = listing.definitions or state.combined.definitions(listing.tags, run_count)
    if state.draft is not None:
        drafted = state.draft.definition(listing.tags, run_count)
        if drafted is not None:
            definitions = {**definitions, state.draft.chart: drafted}
    return ChartScene(
        charts=state.charts,
        groups=state.groups,
        folded=state.folded,
        focused=state.focused,
        layout=state.shown_layout,
        settings=state.settings,
        definitions=definitions,
        titles=listing.titles,
        pinned=frozenset(state.pinned.names),
        axis=state.axes.common,
        own_axes=state.axes.own,
        y_ranges=state.axes.zoomed,
        shared=state.axes.shared,
        runs=listing.shown,
        colors=colored,
        palette=session.palette,
        run_groups=groups,
        emphasised=state.runs.emphasised.intersection(colored),
        background=background,
        reference_run=reference_run,
        revision=0 if session.store is None else session.store.revision,
    )
