"""The line above the charts of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from tbtui.plot.numbers import format_count
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, escape
from tbtui.widgets.styling import segment, strip_of

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_layout import Row


def heading_strip(row: Row, width: int, has_focus: bool, theme: Theme) -> Strip:
    """Draw the heading of a group: whether it is folded, its name, and how many charts it has.

    Parameters
    ----------
    has_focus : bool
        Whether the chart in focus is folded away here, so that the heading stands for it.
    """
    count = format_count(row.count)
    name = clip(escape(row.heading), max(1, width - len(count) - 5))
    arrow = symbols().folded if row.folded else symbols().open
    color = theme.border_focus if has_focus else theme.text_strong
    pieces = [
        segment(f"{arrow} {name}", color, theme.background, bold=True),
        segment(f"  {count}", theme.text_faint, theme.background),
    ]
    used = sum(cell_width(piece.text) for piece in pieces)
    return strip_of(pieces, max(width, used), theme.background).crop(0, width)
