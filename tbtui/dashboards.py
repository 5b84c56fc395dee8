"""The table of dashboards: each is one tab, and adding one is adding an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from tbtui.screens.base import DashboardScreen
    from tbtui.screens.session import Session


@dataclass(frozen=True)
class Dashboard:
    """What the rest of the program knows about a dashboard.

    Attributes
    ----------
    name : str
        Stable name, also that of its Textual mode.
    title : str
        What the tab says.
    kinds : tuple of str
        Kinds of value that it shows.
    screen : str
        ``module:class`` of its screen, imported when the tab is first opened.
    optional : bool
        Whether there is a tab only when the logs hold any of these kinds.
    late : tuple of str
        Modules that the screen itself imports no sooner than it has something to show.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    screen: str
    optional: bool = False
    late: tuple[str, ...] = ()

    def open(self, session: Session) -> DashboardScreen:
        """Import the screen of this dashboard and create it."""
        screen_class = getattr(self.load(), self.screen.partition(":")[2])
        screen: DashboardScreen = screen_class(session, self)
        return screen

    def load(self) -> ModuleType:
        """Import the module of the screen."""
        from importlib import import_module

        return import_module(self.screen.partition(":")[0])

    def prepare(self) -> None:
        """Import all that is imported when this dashboard is opened and shows something."""
        from importlib import import_module

        self.load()
        for name in self.late:
            import_module(name)


_FINDINGS = (
    # The median of numpy loads it.
    "numpy.ma",
    "tbtui.analysis.histogram_drift",
    "tbtui.analysis.histogram_findings",
    "tbtui.analysis.histogram_statistics",
)

DASHBOARDS: tuple[Dashboard, ...] = (
    Dashboard(
        name="scalars",
        title="Scalars",
        kinds=("scalars",),
        screen="tbtui.screens.scalars:ScalarsScreen",
    ),
    Dashboard(
        name="histograms",
        title="Histograms",
        kinds=("histograms",),
        screen="tbtui.screens.histograms:HistogramsScreen",
        late=("tbtui.widgets.histogram_painter", *_FINDINGS),
    ),
    Dashboard(
        name="distributions",
        title="Distributions",
        kinds=("histograms",),
        screen="tbtui.screens.distributions:DistributionsScreen",
        late=("tbtui.widgets.distribution_painter", *_FINDINGS),
    ),
    Dashboard(
        name="compare",
        title="Compare",
        kinds=("scalars",),
        screen="tbtui.screens.compare:CompareScreen",
    ),
    Dashboard(
        name="hparams",
        title="HParams",
        kinds=("hparams",),
        screen="tbtui.screens.hparams:HparamsScreen",
    ),
    Dashboard(
        name="graph",
        title="Graph",
        kinds=("graphs",),
        screen="tbtui.screens.graph:GraphScreen",
    ),
    Dashboard(
        name="custom_scalars",
        title="Custom scalars",
        kinds=("custom_scalars",),
        screen="tbtui.screens.custom_scalars:CustomScalarsScreen",
        optional=True,
    ),
)
