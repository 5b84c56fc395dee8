"""Which hyperparameters matter: correlations as bars, the strongest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, pad
from tbtui.plot.theme import dim
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

_SHORTEST_NAME, _LONGEST_NAME = 8, 32
_VALUE_WIDTH = 7
_LONGEST_NOTE = 48
_WIDEST_BAR = 40


class CorrelationLine(NamedTuple):
    """What one hyperparameter has to do with the metric.

    Attributes
    ----------
    key : str
    name : str
        Escaped.
    correlation : float
        From -1 to 1; NaN where there is none.
    value : str
        As it is written; empty where there is none.
    note : str
        Of how many trials, or why there is none; escaped.
    is_signed : bool
        Whether it has a direction; without one, the bar is of another colour.
    """

    key: str
    name: str
    correlation: float
    value: str
    note: str
    is_signed: bool = True


class ImportanceList(VirtualLines):
    """A bar for each hyperparameter: to the right where the metric rises with it."""

    BINDINGS = bindings_for(Where.IMPORTANCE)
    pane: ClassVar[Where] = Where.IMPORTANCE

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[CorrelationLine] = ()

    def show(self, lines: Sequence[CorrelationLine]) -> None:
        """Show other correlations."""
        self._lines = lines
        self.lines_changed()

    @property
    def current(self) -> CorrelationLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def line_count(self) -> int:
        """Return the number of hyperparameters."""
        return len(self._lines)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw the name, the bar and the number of one of them."""
        theme, line = theme_of(self), self._lines[index]
        background, at_cursor = theme.background, index == self.cursor
        names = max(cell_width(one.name) for one in self._lines)
        notes = min(_LONGEST_NOTE, max(cell_width(one.note) for one in self._lines))
        name_width = max(_SHORTEST_NAME, min(_LONGEST_NAME, names, width // 3))
        room = width - name_width - _VALUE_WIDTH - 5
        note_width = notes + 2 if room - notes - 2 >= 2 * _SHORTEST_NAME else 0
        half = max(1, min(_WIDEST_BAR, (room - note_width - 1) // 2))
        blank = segment(" ", background, background)
        is_strong = at_cursor and self.has_focus
        ink = theme.text_strong if is_strong else theme.text
        length = 0 if math.isnan(line.correlation) else round(abs(line.correlation) * half)
        bar = symbols().slider_done * length
        left = bar.rjust(half) if line.correlation < 0 else " " * half
        right = bar.ljust(half) if line.correlation > 0 else " " * half
        color = theme.warning if line.correlation < 0 else theme.accent
        if not line.is_signed:
            color = theme.text_muted
        if not is_strong:
            color = dim(color, background, 0.2)
        pieces = [
            cursor_bar(theme, background, self.has_focus) if at_cursor else blank,
            blank,
            segment(
                pad(clip_middle(line.name, name_width), name_width + 1),
                ink,
                background,
                bold=is_strong,
            ),
            segment(left, color, background),
            segment(symbols().axis_vertical, theme.axis, background),
            segment(right, color, background),
            segment(line.value.rjust(_VALUE_WIDTH), ink, background, bold=is_strong),
            segment(
                f"  {clip(line.note, notes)}" if note_width else "", theme.text_faint, background
            ),
        ]
        return strip_of(pieces, width, background)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last line."""
        return strip_of([], width, theme_of(self).background)
