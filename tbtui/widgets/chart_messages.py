"""What is wrong with a chart, told in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from tbtui.plot.text import cell_width, clip, escape
from tbtui.widgets.styling import segment, strip_of
from tbtui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme

_MARGIN = 2


def message_line(messages: Sequence[str]) -> str:
    """Return messages in one line, not escaped: the first, and how many more there are."""
    if not messages:
        return ""
    more = len(messages) - 1
    return f"{messages[0]} (+{more:,} more)" if more else messages[0]


def message_strips(
    messages: Sequence[str], width: int, height: int, theme: Theme
) -> tuple[Strip, ...]:
    """Return messages in the middle of an empty chart, as many lines of them as it has.

    Parameters
    ----------
    messages : sequence of str
        As they are, not escaped.
    width, height : int
        Cells inside the frame.
    """
    room = max(2, width - 2 * _MARGIN)
    lines = [line for text in messages for line in wrapped(escape(text), room)]
    if len(lines) > height:
        rest = len(lines) - max(0, height - 1)
        lines = [*lines[: height - 1], f"+{rest:,} more"] if height > 1 else lines[:height]
    above = (height - len(lines)) // 2
    rows = [""] * above + lines
    rows += [""] * (height - len(rows))
    return tuple(_centered(row, width, theme) for row in rows)


def _centered(text: str, width: int, theme: Theme) -> Strip:
    text = clip(text, width)
    before = " " * ((width - cell_width(text)) // 2)
    background = theme.background
    pieces = [segment(before, background, background), segment(text, theme.warning, background)]
    return strip_of(pieces, width, background)
