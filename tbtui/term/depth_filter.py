"""The colours that are sent are those that the terminal has, wherever they come from.

Our own widgets paint with what a theme for the terminal says. Textual's (the palette, inputs,
messages, scroll bars) mix colours as they like.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tbtui.plot.inks import ColorDepth, nearest_fixed

_DEFAULT = RichColor.default()
_BRIGHT_BLACK = 8
_MIXED = (ColorType.TRUECOLOR, ColorType.EIGHT_BIT)


class InDepth(LineFilter):
    """Replaces the colours of all that is painted.

    Parameters
    ----------
    depth : ColorDepth
    """

    def __init__(self, depth: ColorDepth) -> None:
        super().__init__()
        self._depth = depth

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the same text in colours that the terminal has."""
        depth = self._depth
        return [
            Segment(text, None if style is None else style_in(depth, style), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=4096)
def style_in(depth: ColorDepth, style: Style) -> Style:
    """Return the style that comes nearest to another one in such a terminal."""
    if depth is ColorDepth.NONE:
        return _without_colors(style)
    color, background = style.color, style.bgcolor
    if depth is ColorDepth.FIXED:
        new_color, new_background = _fixed(color), _fixed(background)
    elif depth is ColorDepth.ANSI:
        new_color = color and color.downgrade(ColorSystem.STANDARD)
        # Nobody knows whether a mixed colour could be read on the nearest one of the terminal's.
        mixed = background is not None and background.type in _MIXED
        new_background = _DEFAULT if mixed else background
    else:
        return style
    if new_color is color and new_background is background:
        return style
    return style + Style.from_color(new_color, new_background)


def _fixed(color: RichColor | None) -> RichColor | None:
    if color is None or color.triplet is None or color.type is not ColorType.TRUECOLOR:
        return color
    return RichColor.from_ansi(nearest_fixed(color.triplet.hex))


def _without_colors(style: Style) -> Style:
    """Leave the attributes; a background of its own, as of a cursor, becomes reverse."""
    background = style.bgcolor
    plain = style.without_color
    if background is None or background.type is not ColorType.STANDARD:
        return plain
    return plain + Style(reverse=True, dim=background.number == _BRIGHT_BLACK)
