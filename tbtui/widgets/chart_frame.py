"""The thin rounded frame around a chart: title above, note below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from tbtui.plot.symbols import Frame, symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.plot.theme import Theme
from tbtui.widgets.styling import segment

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
        Words before the title; none when empty. They give way where there is no room for both.
    warning : str
        What is wrong with the chart, for the bottom border: not escaped, clipped where it has to
        be, and before the note where there is no room for both.
    """
    if cell_width(mark) > max(1, width // 3):
        mark = clip(mark, 1)
    color = theme.border_focus if focused else theme.border
    background = theme.background
    frame = symbols().frame_in_use if focused and not theme.has_color else symbols().frame
    side = segment(frame.vertical, color, background)
    title_color = theme.text_strong if focused else theme.text
    title = clip_middle(escape(title), width - 6 - (cell_width(mark) + 1 if mark else 0))
    top = _border(frame, title, width, color, title_color, theme, mark=mark)
    if warning and width >= _LEAST_WIDTH:
        bottom = _border_with_warning(frame, warning, note, width, color, theme)
    else:
        bottom = _border(frame, note, width, color, theme.text_faint, theme, below=True)
    middle = [Strip([side, *line, side], width) for line in content]
    return [top, *middle, bottom]


def _border_with_warning(
    frame: Frame, warning: str, note: str, width: int, color: str, theme: Theme
) -> Strip:
    """Draw the bottom border with a warning near its left end, and the note near its right."""
    background = theme.background
    note_width = cell_width(note) + 3 if note else 0
    free = width - 6
    if free - note_width < _LEAST_WARNING:
        note, note_width = "", 0
    text = clip(f"{symbols().warning} {escape(warning)}", max(1, free - note_width))
    between = width - 6 - cell_width(text) - note_width
    pieces = [
        segment(frame.bottom_left + frame.horizontal, color, background),
        segment(f" {text} ", theme.warning, background),
        segment(frame.horizontal * (between + 1), color, background),
    ]
    if note:
        pieces.append(segment(f" {note} ", theme.text_faint, background))
        pieces.append(segment(frame.horizontal, color, background))
    pieces.append(segment(frame.bottom_right, color, background))
    return Strip(pieces, width)


def _border(
    frame: Frame,
    text: str,
    width: int,
    color: str,
    text_color: str,
    theme: Theme,
    *,
    below: bool = False,
    mark: str = "",
) -> Strip:
    """Draw a horizontal border: above with words near its left end, below near its right one."""
    background = theme.background
    left = (frame.bottom_left if below else frame.top_left) + frame.horizontal
    right = frame.bottom_right if below else frame.top_right
    free = width - len(left) - len(right)
    before_text = f" {mark}" if mark else ""
    needed = len(before_text) + cell_width(text) + 2
    if not text or needed > free:
        return Strip([segment(left + frame.horizontal * free + right, color, background)], width)
    rest = free - needed
    # One dash stays between the words and the corner on their side.
    before, after = (max(0, rest - 1), min(1, rest)) if below else (0, rest)
    pieces: list[Segment] = [
        segment(left + frame.horizontal * before, color, background),
        segment(before_text, theme.accent, background),
        segment(f" {text} ", text_color, background),
        segment(frame.horizontal * after + right, color, background),
    ]
    return Strip(pieces, width)
