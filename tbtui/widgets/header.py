"""The top of the screen: what is shown, from where, and how it is doing; then the tabs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.numbers import format_bytes, format_count
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.widgets.fitting import fit_groups, pieces_width, shorten_path, window_around
from tbtui.widgets.styling import segment, strip_of, theme_of

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard

BAR_WIDTH = 16
TAB_MARK_WIDTH = 2
"""Cells of what says that there are more tabs on a side."""


class LiveState(Enum):
    """What the loader is doing: the name of its symbol, and its word."""

    LOOKING = ("looking", "looking")
    LOADING = ("looking", "loading")
    LIVE = ("live", "live")
    PAUSED = ("paused", "paused")


@dataclass(frozen=True)
class HeaderState:
    """What the two lines say.

    Attributes
    ----------
    directory : str
        Where the logs are.
    tabs : tuple of Dashboard
        Dashboards that have a tab at present, in the order of their numbers.
    live : LiveState
    runs, tags, points, problems : int
    reload : str
        How often new data is looked for.
    age : str
        Age of the newest data in coarse words, empty when there is none.
    bytes_read, bytes_total : int
        Progress while something large is loading; a total of 0 means that nothing is.
    rate : float
        Bytes per second at present.
    """

    directory: str
    tabs: tuple[Dashboard, ...] = ()
    live: LiveState = LiveState.LOOKING
    runs: int = 0
    tags: int = 0
    points: int = 0
    problems: int = 0
    reload: str = ""
    age: str = ""
    bytes_read: int = 0
    bytes_total: int = 0
    rate: float = 0.0


class HeaderBar(Widget):
    """One or two lines; words drop out from the right, none is ever cut."""

    DEFAULT_CSS = "HeaderBar { height: 2; dock: top; } HeaderBar.-short { height: 1; }"

    def __init__(self, dashboard: str, state: HeaderState) -> None:
        super().__init__()
        self._dashboard = dashboard
        self._state = state

    def show(self, state: HeaderState) -> None:
        """Show another state, drawing only the line that is another one now."""
        old, self._state = self._state, state
        above, below = self.size.region.split_horizontal(1)
        if state.tabs != old.tabs:
            self.refresh(below)
        if replace(state, tabs=old.tabs) != old:
            self.refresh(above)

    def render_line(self, y: int) -> Strip:
        """Draw the line of state or the line of tabs."""
        if y == 0:
            return self._state_line()
        return self._tab_line()

    def _state_line(self) -> Strip:
        theme = theme_of(self)
        width, background = self.size.width, theme.panel
        state = self._state

        def muted(text: str) -> Segment:
            return segment(text, theme.text_muted, background)

        live_color = {
            LiveState.LIVE: theme.success,
            LiveState.PAUSED: theme.warning,
        }.get(state.live, theme.text_muted)
        name, word = state.live.value
        mark = getattr(symbols(), name)
        directory = shorten_path(escape(state.directory), max(16, width // 3))
        groups: list[list[Segment]] = [
            [segment(f" {self._headline()}", theme.accent, background, bold=True)],
            [muted("   "), segment(directory, theme.text, background)],
            [segment(f"   {mark} {word}", live_color, background)],
        ]
        if state.bytes_total:
            groups += self._progress_groups()
        groups += self._count_groups()
        if state.reload:
            groups.append([muted(f"   reload {state.reload}")])
        if state.age:
            groups.append([muted(f"   updated {state.age}")])
        return strip_of(fit_groups(groups, width), width, background)

    def _headline(self) -> str:
        """Return the name of the program, or where there is no line of tabs, that of the tab."""
        if self.size.height > 1:
            return "tbtui"
        titles = (tab.title for tab in self._state.tabs if tab.name == self._dashboard)
        return next(titles, "tbtui")

    def _count_groups(self) -> list[list[Segment]]:
        """Return the counts, each a group of its own so that they drop out one by one."""
        theme = theme_of(self)
        state, background = self._state, theme.panel
        if not state.runs and not state.problems:
            return []
        counts = [
            (format_count(state.runs), "run", state.runs, theme.text_muted),
            (format_count(state.tags), "tag", state.tags, theme.text_muted),
            (format_count(state.points), "point", state.points, theme.text_muted),
        ]
        if state.problems:
            counts.append((format_count(state.problems), "problem", state.problems, theme.warning))
        groups: list[list[Segment]] = []
        for text, noun, number, color in counts:
            separator = " · " if groups else "   "
            plural = "" if number == 1 else "s"
            groups.append(
                [
                    segment(separator, theme.text_muted, background),
                    segment(f"{text} {noun}{plural}", color, background),
                ]
            )
        return groups

    def _progress_groups(self) -> list[list[Segment]]:
        theme = theme_of(self)
        state, background = self._state, theme.panel
        share = min(1.0, state.bytes_read / state.bytes_total)
        done = round(share * BAR_WIDTH)
        text = f" {format_bytes(state.bytes_read)} of {format_bytes(state.bytes_total)}"
        groups = [
            [
                segment(" ", background, background),
                segment(symbols().progress_done * done, theme.accent, background),
                segment(symbols().progress_rest * (BAR_WIDTH - done), theme.axis, background),
            ],
            [segment(text, theme.text_muted, background)],
        ]
        if state.rate > 0:
            rate = f" · {format_bytes(round(state.rate))}/s"
            groups.append([segment(rate, theme.text_muted, background)])
        return groups

    def _tab_line(self) -> Strip:
        pieces = [piece for _, group in self._tabs_in_view() for piece in group]
        return strip_of(pieces, self.size.width, theme_of(self).surface)

    def _tabs_in_view(self) -> list[tuple[Dashboard, list[Segment]]]:
        """Return the pieces of the line of tabs, each with the tab that it opens.

        Where there is no room for all tabs, those around the active one are shown, and marks
        that stand for the next one on either side.
        """
        theme = theme_of(self)
        tabs = self._state.tabs
        groups = [self._tab_group(number, tab) for number, tab in enumerate(tabs, start=1)]
        active = [tab.name for tab in tabs].index(self._dashboard)
        widths = [pieces_width(group) for group in groups]
        first, last = window_around(active, widths, self.size.width, TAB_MARK_WIDTH)
        shown = list(zip(tabs[first:last], groups[first:last], strict=True))
        if first > 0:
            mark = segment(f" {symbols().previous}", theme.text_muted, theme.surface)
            shown.insert(0, (tabs[first - 1], [mark]))
        if last < len(tabs):
            mark = segment(f" {symbols().next}", theme.text_muted, theme.surface)
            shown.append((tabs[last], [mark]))
        return shown

    def _tab_group(self, number: int, dashboard: Dashboard) -> list[Segment]:
        theme = theme_of(self)
        active = dashboard.name == self._dashboard
        number_color = theme.accent if active else theme.text_muted
        title_color = theme.text if active else theme.text_muted
        return [
            segment(f"  {number} ", number_color, theme.surface, bold=active),
            segment(dashboard.title, title_color, theme.surface, bold=active),
        ]

    async def on_click(self, event: events.Click) -> None:
        """Open the tab that is clicked."""
        if event.y != 1:
            return
        right = 0
        for dashboard, group in self._tabs_in_view():
            right += pieces_width(group)
            if event.x < right:
                await self.run_action(f"app.show_dashboard('{dashboard.name}')")
                return
