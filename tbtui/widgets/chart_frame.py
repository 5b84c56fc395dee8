"""The thin rounded frame around a chart: title above, note below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.plot.theme import Theme
from tbtui.widgets.styling import segment

WARNING_MARK = "▲"
_LEAST_WIDTH = 8
"""Cells of a frame that has room for a warning."""
_LEAST_WARNING = 24
"""Cells; with fewer, the note gives way to a warning."""


def framed(
    content: Sequence[Strip],
    width: int,
    title: str,
    note: str,
    focused: bool,
    theme: Theme,
    mark: str = "",
    warning: str = "",
) -> list[Strip]:
    """Put a frame around the lines of a chart.

    Parameters
    ----------
    content : sequence of Strip
        Lines of ``width - 2`` cells.
    width : int
        Cells of the whole frame, at least 4.
    title : str
        Tag as it was written; it is escaped and shortened in its middle.
    note : str
        Words in the bottom border; left out when they do not fit.
    focused : bool
        Whether the frame shows that the chart has the focus.
    mark : str
        A cell before the title; none when empty.
    warning : str
        What is wrong with the chart, for the bottom border: not escaped, clipped where it has to
        be, and before the note where there is no room for both.
    """
    color = theme.border_focus if focused else theme.border
    background = theme.background
    side = segment("│", color, background)
    title_color = theme.text_strong if focused else theme.text
    title = clip_middle(escape(title), width - (8 if mark else 6))
    top = _border("╭─", title, "╮", width, color, title_color, theme, mark=mark)
    if warning and width >= _LEAST_WIDTH:
        bottom = _border_with_warning(warning, note, width, color, theme)
    else:
        bottom = _border("╰─", note, "╯", width, color, theme.text_faint, theme, at_right=True)
    middle = [Strip([side, *line, side], width) for line in content]
    return [top, *middle, bottom]


def _border_with_warning(warning: str, note: str, width: int, color: str, theme: Theme) -> Strip:
    """Draw the bottom border with a warning near its left end, and the note near its right."""
    background = theme.background
    note_width = cell_width(note) + 3 if note else 0
    free = width - 6
    if free - note_width < _LEAST_WARNING:
        note, note_width = "", 0
    text = clip(f"{WARNING_MARK} {escape(warning)}", max(1, free - note_width))
    between = width - 6 - cell_width(text) - note_width
    pieces = [
        segment("╰─", color, background),
        segment(f" {text} ", theme.warning, background),
        segment("─" * (between + 1), color, background),
    ]
    if note:
        pieces.append(segment(f" {note} ", theme.text_faint, background))
        pieces.append(segment("─", color, background))
    pieces.append(segment("╯", color, background))
    return Strip(pieces, width)


def _border(
    left: str,
    text: str,
    right: str,
    width: int,
    color: str,
    text_color: str,
    theme: Theme,
    *,
    at_right: bool = False,
    mark: str = "",
) -> Strip:
    """Draw a horizontal border with words in it, near its left or its right end."""
    background = theme.background
    free = width - len(left) - len(right)
    before_text = f" {mark}" if mark else ""
    needed = len(before_text) + cell_width(text) + 2
    if not text or needed > free:
        return Strip([segment(left + "─" * free + right, color, background)], width)
    rest = free - needed
    # One dash stays between the words and the corner on their side.
    before, after = (max(0, rest - 1), min(1, rest)) if at_right else (0, rest)
    pieces: list[Segment] = [
        segment(left + "─" * before, color, background),
        segment(before_text, theme.accent, background),
        segment(f" {text} ", text_color, background),
        segment("─" * after + right, color, background),
    ]
    return Strip(pieces, width)
