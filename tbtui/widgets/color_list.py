"""Colours to choose from, as lines: a swatch, its place in the palette and its code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.message import Message
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.widgets.styling import cursor_bar, segment, strip_of, swatch_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

SWATCH_WIDTH = 3


class ColorLine(NamedTuple):
    """One colour that can be chosen.

    Attributes
    ----------
    color : str
        As ``#rrggbb``; empty where it is yet to be typed.
    label : str
    """

    color: str
    label: str


class ColorList(VirtualLines):
    """Colours with a cursor."""

    BINDINGS = bindings_for(Where.COLORS)
    pane: ClassVar[Where] = Where.COLORS

    class Moved(Message):
        """The cursor stands on another colour."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, lines: Sequence[ColorLine], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = lines

    def on_mount(self) -> None:
        """Make room for the lines."""
        self.lines_changed()

    def line_count(self) -> int:
        """Return the number of colours."""
        return len(self._lines)

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell which colour the cursor stands on now."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved(new))

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one colour."""
        theme, line = theme_of(self), self._lines[index]
        background, at_cursor = theme.surface, index == self.cursor
        blank = segment(" ", background, background)
        swatch = swatch_of(line.color, symbols().run_shown) if line.color else " "
        pieces = [
            blank,
            cursor_bar(theme, background, True) if at_cursor else blank,
            segment(f"{swatch * SWATCH_WIDTH} ", line.color or background, background),
            segment(
                line.label,
                theme.text_strong if at_cursor else theme.text,
                background,
                bold=at_cursor,
            ),
        ]
        return strip_of(pieces, width, background)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last colour."""
        return strip_of([], width, theme_of(self).surface)
