"""Colours of the theme as Rich styles, and cells as strips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tbtui.plot.inks import letter_of, parse_ink
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import dim

if TYPE_CHECKING:
    from textual.widget import Widget

    from tbtui.plot.cells import Cells, Run
    from tbtui.plot.theme import Theme

SELECTION_DIM = 0.82
"""How far the background of a selection is faded towards that of the screen."""


class HasPalette(Protocol):
    """An application that knows its colours."""

    @property
    def palette(self) -> Theme:
        """The colours that are shown at present."""


def theme_of(widget: Widget) -> Theme:
    """Return the colours that the application shows at present."""
    # The application stands above the widgets, so they know only that it has colours.
    return cast("HasPalette", widget.app).palette


@lru_cache(maxsize=4096)
def make_style(foreground: str, background: str, bold: bool = False) -> Style:
    """Return the Rich style of a pair of inks; equal pairs share one object."""
    color, attributes, _ = parse_ink(foreground)
    background_color, behind, _ = parse_ink(background)
    return Style(
        color=color,
        bgcolor=background_color,
        bold=bold or "bold" in attributes,
        # Bold and dim are one attribute to many terminals, of which the last one sent wins.
        dim=("dim" in attributes and not bold) or None,
        underline="underline" in attributes or None,
        reverse=("reverse" in attributes) != ("reverse" in behind) or None,
    )


def segment(text: str, foreground: str, background: str, bold: bool = False) -> Segment:
    """Return a piece of text in a pair of inks."""
    return Segment(text, make_style(foreground, background, bold))


def cursor_bar(theme: Theme, background: str, in_use: bool) -> Segment:
    """Return the cell before the line of a list at which the cursor stands."""
    if in_use:
        return segment(symbols().cursor, theme.accent, background)
    return segment(symbols().cursor_at_rest, theme.axis, background)


def swatch_of(color: str, symbol: str) -> str:
    """Return what stands for a line: its letter where no colour tells it from others."""
    return letter_of(color) or symbol


def selected(strip: Strip, theme: Theme) -> Strip:
    """Return a strip with the background of what is being selected, bands shining through."""
    pieces = [Segment(text, _selected_style(style, theme)) for text, style, _ in strip]
    return Strip(pieces, strip.cell_length)


@lru_cache(maxsize=1024)
def _selected_style(style: Style | None, theme: Theme) -> Style:
    if theme.selection:
        selection = Style(reverse=True)
    else:
        own = None if style is None else style.bgcolor
        behind = theme.background if own is None or own.is_default else own.name
        selection = Style(bgcolor=dim(theme.accent, behind, SELECTION_DIM))
    return selection if style is None else style + selection


def strip_of(segments: list[Segment], width: int, background: str) -> Strip:
    """Join pieces into a line of exactly ``width`` cells, filled up with the background."""
    used = sum(cell_width(piece.text) for piece in segments)
    if used < width:
        filler = Segment(" " * (width - used), make_style(background, background))
        segments = [*segments, filler]
    strip = Strip(segments, max(used, width))
    return strip if used <= width else strip.crop(0, width)


def strips_of_cells(cells: Cells) -> list[Strip]:
    """Turn every row of a block of cells into a strip."""
    return [_strip_of_runs(runs, cells.width) for runs in cells.all_runs()]


def strip_of_row(cells: Cells, row: int) -> Strip:
    """Turn one row of a block of cells into a strip."""
    return _strip_of_runs(cells.runs(row), cells.width)


def _strip_of_runs(runs: list[Run], width: int) -> Strip:
    segments = [
        Segment(text, make_style(foreground, background, bold))
        for text, foreground, background, bold in runs
    ]
    return Strip(segments, width)
