"""The list of runs: swatch, name and last value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, pad
from tbtui.plot.theme import dim
from tbtui.widgets.curves import DIMMED
from tbtui.widgets.run_marks import NO_MARK, Mark
from tbtui.widgets.short_names import ShortNames
from tbtui.widgets.styling import cursor_bar, segment, strip_of, swatch_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

WIDTH_OF_PACE = 46
"""Cells from which on there is room for how fast a run is."""
PACE_WIDTH = 12
SWATCH_END = 4
"""Columns in which a click means the swatch."""


@dataclass(frozen=True)
class RunRows:
    """What the list shows, asked for line by line.

    Attributes
    ----------
    names : sequence of str
        Runs in the order of the lines.
    is_shown : callable
        Whether the charts show a run.
    color : callable
        Hex colour of a run.
    last_value : callable
        Last value of the focused tag as text, empty when the run has none.
    mark : callable
        What tells the state of a run.
    pace : callable
        How fast a run is, or when it will be done; empty where that is not known.
    has_marks, has_paces : bool
        Whether there are columns for them.
    emphasised : frozenset of str
        Runs that stand out, while the others stand back; empty for none.
    """

    names: Sequence[str]
    is_shown: Callable[[str], bool]
    color: Callable[[str], str]
    last_value: Callable[[str], str]
    mark: Callable[[str], Mark] = lambda name: NO_MARK  # noqa: ARG005
    pace: Callable[[str], str] = lambda name: ""  # noqa: ARG005
    has_marks: bool = False
    has_paces: bool = False
    emphasised: frozenset[str] = frozenset()


class RunList(VirtualLines):
    """Runs with their colours; what a line says is looked up when it is drawn."""

    BINDINGS = bindings_for(Where.RUNS)
    pane: ClassVar[Where] = Where.RUNS

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: RunRows | None = None
        self._short_names = ShortNames()

    def show(self, rows: RunRows) -> None:
        """Show other rows, keeping the cursor on the same run where it still exists."""
        current = self.current
        self._rows = rows
        self._short_names.use(rows.names)
        self.lines_changed()
        if self.current != current and current in rows.names:
            self.cursor = rows.names.index(current)

    @property
    def current(self) -> str | None:
        """Name of the run under the cursor."""
        if self._rows is None or self.cursor >= len(self._rows.names):
            return None
        return self._rows.names[self.cursor]

    def line_count(self) -> int:
        """Return the number of runs."""
        return 0 if self._rows is None else len(self._rows.names)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one run."""
        theme = theme_of(self)
        if self._rows is None:
            return self.blank_line(width)
        rows, name = self._rows, self._rows.names[index]
        shown = rows.is_shown(name)
        stands_back = bool(rows.emphasised) and name not in rows.emphasised
        stands_out = shown and name in rows.emphasised
        at_cursor = index == self.cursor
        background = theme.background
        blank = segment(" ", background, background)
        swatch_color = rows.color(name)
        swatch = swatch_of(swatch_color, symbols().run_shown) if shown else symbols().run_hidden
        if stands_back:
            swatch_color = dim(swatch_color, background, DIMMED)
        name_color = theme.text if shown else theme.text_muted
        if stands_back:
            name_color = theme.text_faint
        elif shown and (at_cursor or stands_out):
            name_color = theme.text_strong
        value = rows.last_value(name) if shown else ""
        value = f" {value} " if value else ""
        mark = rows.mark(name)
        marks_width = 1 if rows.has_marks else 0
        pace = rows.pace(name) if rows.has_paces and width >= WIDTH_OF_PACE else None
        pace_width = 0 if pace is None else PACE_WIDTH
        name_width = max(4, width - 4 - cell_width(value) - marks_width - pace_width)
        pieces = [
            segment(" ", background, background),
            cursor_bar(theme, background, self.has_focus) if at_cursor else blank,
            segment(swatch, swatch_color, background),
            segment(" ", background, background),
            segment(
                pad(self._short_names.of(name, name_width), name_width),
                name_color,
                background,
                bold=at_cursor or stands_out,
            ),
            segment(value, theme.text_faint if stands_back else theme.text_muted, background),
        ]
        if pace is not None:
            pieces.append(segment(f"{pace:>{PACE_WIDTH - 1}} ", theme.text_faint, background))
        if rows.has_marks:
            pieces.append(segment(mark.glyph, getattr(theme, mark.color), background))
        return strip_of(pieces, width, background)

    def line_clicked(self, column: int) -> None:
        """Toggle a run when its swatch is clicked."""
        if column < SWATCH_END:
            self.app.call_later(self.run_action, "screen.toggle_run")

    def on_click(self, event: events.Click) -> None:
        """Show a run alone when its name is clicked twice."""
        # Textual calls the handler of the base class as well, which moves the cursor.
        if event.chain == 2 and event.x >= SWATCH_END:
            self.app.call_later(self.run_action, "screen.solo_run")
