"""What all dashboards share: the loader, which runs are shown, and their colours."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tbtui.config.load import LoadedConfig
from tbtui.config.note_store import NoteStore
from tbtui.config.run_colors import ChosenColors
from tbtui.config.view_state import ViewState
from tbtui.plot.colors import RunColors
from tbtui.plot.theme import DARK, Theme
from tbtui.screens.run_grouping import RunGrouping
from tbtui.screens.tabs import Tabs
from tbtui.screens.visits import Visits
from tbtui.widgets.run_coloring import RunColoring
from tbtui.widgets.run_selection import RunSelection

if TYPE_CHECKING:
    from tbtui.analysis.training_state import TrainingStates
    from tbtui.config.view_store import ViewStore
    from tbtui.store.loader import Loader
    from tbtui.store.store import Store
    from tbtui.widgets.card_findings import CardFindings


@dataclass
class Session:
    """One opening of the program on some log directories.

    Attributes
    ----------
    paths : tuple of str
        Where logs are looked for, as the user wrote it.
    interval : float
        Seconds between two looks at the disk.
    pause_unfocused : bool
        Whether to look for no new data while the terminal has not the focus.
    clock : callable
        Seconds since the epoch; tests stop it.
    loader : Loader or None
        None until the first frame is on the screen.
    selection : RunSelection
    colors : RunColors
    config : LoadedConfig
        What the configuration file says.
    chosen_colors : ChosenColors
        Colours that the user wants instead of those that runs get by themselves.
    coloring : RunColoring
        Whether runs share colours, by what their names say.
    views : ViewStore or None
        Where the view of these logs is kept; None when it is not kept at all.
    notes : NoteStore
        What the user has noted about runs.
    visits : Visits
        Ways from a cell of a table to its chart, and back.
    grouping : RunGrouping
        How the Scalars tab groups runs.
    graph_path : str or None
        A file that holds nothing but a graph.
    tabs : Tabs
    card_findings : CardFindings or None
        What the series of histograms look like; None until a tab shows them.
    view : ViewState
        What was set when these logs were last looked at. A dashboard finds its part under its
        name when it opens, and hands it over with `keep` before the program ends.
    """

    paths: tuple[str, ...]
    interval: float = 5.0
    pause_unfocused: bool = False
    clock: Callable[[], float] = time.time
    loader: Loader | None = None
    selection: RunSelection = field(default_factory=RunSelection)
    colors: RunColors = field(default_factory=RunColors)
    config: LoadedConfig = field(default_factory=LoadedConfig)
    chosen_colors: ChosenColors = field(init=False)
    coloring: RunColoring = field(default_factory=RunColoring)
    views: ViewStore | None = None
    notes: NoteStore = field(default_factory=NoteStore)
    visits: Visits = field(default_factory=Visits)
    grouping: RunGrouping = field(default_factory=RunGrouping)
    graph_path: str | None = None
    tabs: Tabs = field(default_factory=Tabs)
    card_findings: CardFindings | None = None
    view: ViewState = field(default_factory=ViewState)
    _has_color: bool = field(init=False, default=True, repr=False)
    _series: tuple[str, ...] = field(init=False, default=(), repr=False)

    def __post_init__(self) -> None:
        self.chosen_colors = ChosenColors(self.config.settings.colors.runs)
        self.use_theme(DARK)
        if self.views is not None:
            self.view = self.views.load()
            runs = self.view.section("runs")
            self.selection.restore(runs.section("selection"))
            self.chosen_colors.restore(runs.section("colors"))
            self.coloring.restore(runs.section("coloring"))

    def keep(self, name: str, values: Mapping[str, Any]) -> None:
        """Take over what an owner wants to find again at the next start."""
        self.view = self.view.with_section(name, values)

    def save_view(self) -> None:
        """Write the view, when it has changed."""
        self.keep(
            "runs",
            {
                "selection": self.selection.saved(),
                "colors": self.chosen_colors.saved(),
                "coloring": self.coloring.saved(),
            },
        )
        if self.views is not None:
            self.views.save(self.view)

    def use_theme(self, theme: Theme) -> None:
        """Show runs in the colours of a theme, or in the user's own."""
        self._has_color = theme.has_color
        own = self.config.settings.colors.palette if theme.has_color else ()
        series = own or theme.series
        if len(series) == len(self.colors.palette) and not own:
            self.colors.use_palette(series)
        elif series != self._series:
            self.colors = RunColors(series, in_order=not theme.has_color)
        self._series = series
        self.coloring.use_palette(self._series, alone=theme.text_faint)

    @cached_property
    def training_states(self) -> TrainingStates:
        """What is known of the states of all runs; the tabs share it."""
        from tbtui.analysis.training_state import TrainingStates

        return TrainingStates()

    @property
    def palette(self) -> tuple[str, ...]:
        """The colours for runs, of the user or of the theme."""
        return self._series

    def assign_colors(self, runs: Collection[str]) -> None:
        """Give all runs colours at once, so that these do not depend on who came first."""
        self.colors.assign(runs)
        self.coloring.assign(runs)

    def color_of(self, run: str) -> str:
        """Return the ink of a run: what the user wants for it goes first, if it can be shown."""
        chosen = self.coloring.color(run)
        if self._has_color:
            chosen = self.chosen_colors.color(run, self._series) or chosen
        return self.colors.color(run) if chosen is None else chosen

    @property
    def store(self) -> Store | None:
        """What has been read so far."""
        return None if self.loader is None else self.loader.store

    @property
    def title(self) -> str:
        """Where the logs are, in one line."""
        return ", ".join(self.paths)
