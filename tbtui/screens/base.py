"""What every dashboard has: header, tabs, footer, and the line for terminals too small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tbtui.bindings import Where
from tbtui.screens.header_state import LoadingRate, header_state
from tbtui.screens.session import Session
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.header import HeaderBar, HeaderState

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard

MINIMUM_WIDTH, MINIMUM_HEIGHT = 30, 8
NARROW = 100
"""Below this width the sidebar folds away by itself."""
SHORT = 20
"""Below this height the tabs make room for the charts."""
AGE_INTERVAL = 10.0
"""Seconds between two looks at the age of the data; only another text is drawn."""


class DashboardScreen(Screen[None]):
    """A tab. A subclass composes its body and takes notice of the store."""

    # Textual repaints the whole screen whenever this changes, 80 kB over SSH. What the focus
    # changes is restyled anyway.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar[Any] = "base.tcss"
    place: ClassVar[Where] = Where.EVERYWHERE
    """Where the keys of the whole tab work: together with those of its panes."""

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__()
        self.session = session
        self.dashboard = dashboard
        self._rate = LoadingRate()

    def compose_body(self) -> Iterable[Widget]:
        """Return the widgets between header and footer."""
        raise NotImplementedError

    def store_changed(self) -> None:
        """Show what the store holds now."""
        raise NotImplementedError

    def view_to_keep(self) -> Mapping[str, Any] | None:
        """Return what to find again at the next start, in ``session.view`` under our name.

        It is made of text, numbers, booleans, lists and dictionaries with text as keys; None for
        nothing new. `tbtui.config.view_state` says more.
        """
        return None

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
        self.store_changed()

    def compose(self) -> ComposeResult:
        """Compose the frame around the body."""
        yield HeaderBar(
            self.dashboard.name, HeaderState(self.session.title, self.session.tabs.shown)
        )
        with Horizontal(id="body"):
            yield from self.compose_body()
        yield FooterBar(Where.EVERYWHERE)
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Look at the age of the data from time to time."""
        self.set_interval(AGE_INTERVAL, self.time_passed)

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another tab was shown."""
        self.store_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the form that the size allows."""
        width, height = event.size
        too_small = width < MINIMUM_WIDTH or height < MINIMUM_HEIGHT
        self.set_class(too_small, "-too-small")
        self.set_class(width < NARROW, "-narrow")
        self.query_one(HeaderBar).set_class(height < SHORT, "-short")
        notice = f"tbtui needs {MINIMUM_WIDTH}×{MINIMUM_HEIGHT} cells, not {width}×{height}"
        if len(notice) > width:
            notice = f"{MINIMUM_WIDTH}×{MINIMUM_HEIGHT} needed"
        self.query_one("#too-small", Static).update(notice)

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane that has the focus now."""
        self.pane_focused(self.focused_pane)

    @property
    def focused_pane(self) -> Where:
        """The pane that has the focus."""
        pane = getattr(self.focused, "pane", Where.EVERYWHERE)
        return pane if isinstance(pane, Where) else Where.EVERYWHERE

    def pane_focused(self, pane: Where) -> None:
        """Take notice that another pane has the focus."""
        self.query_one(FooterBar).show(pane)

    def time_passed(self) -> None:
        """Show what becomes true without anybody doing anything."""
        self.update_header()

    def update_header(self) -> None:
        """Let the header say what is true now."""
        if self.is_mounted:
            self.query_one(HeaderBar).show(header_state(self.session, self._rate))

    def action_back(self) -> None:
        """Back out of whatever is open; a plain dashboard has nothing open."""
