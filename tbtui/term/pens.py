"""What a cell is painted with, and the fewest bytes that turn one pen into another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

_DEFAULT_FOREGROUND = "39"
_DEFAULT_BACKGROUND = "49"


class Pen(NamedTuple):
    """Parameters of SGR, the escape sequence that sets colours and attributes (ECMA-48, 8.3.117).

    Attributes
    ----------
    attributes : str
        Such as ``1`` for bold; empty for none.
    background : str
        Such as ``48;2;255;0;0``.
    foreground : str
        The same; empty where any will do, because the cell is blank.
    """

    attributes: str
    background: str
    foreground: str

    def for_blanks(self) -> Pen:
        """Return a pen that leaves the foreground as it is, if blanks look the same with it."""
        return self if self.attributes else self._replace(foreground="")


PLAIN = Pen("", _DEFAULT_BACKGROUND, _DEFAULT_FOREGROUND)
"""The pen after a reset."""

RESET = "\x1b[0m"


@lru_cache(maxsize=4096)
def pen_of(style: Style | None, color_system: ColorSystem) -> Pen:
    """Return the pen for a style, in the colours that the terminal has."""
    if style is None:
        return PLAIN
    foreground, background = _DEFAULT_FOREGROUND, _DEFAULT_BACKGROUND
    if style.color is not None:
        foreground = ";".join(style.color.downgrade(color_system).get_ansi_codes())
    if style.bgcolor is not None:
        codes = style.bgcolor.downgrade(color_system).get_ansi_codes(foreground=False)
        background = ";".join(codes)
    attributes = Strip.render_ansi(style.without_color, color_system)
    return Pen(attributes, background, foreground)


@lru_cache(maxsize=4096)
def common_pen(one: Pen, other: Pen) -> Pen | None:
    """Return the pen with which both can be painted, if there is one."""
    if one[:2] != other[:2]:
        return None
    if one.foreground and other.foreground and one.foreground != other.foreground:
        return None
    return one if one.foreground else other


@lru_cache(maxsize=4096)
def change_pen(before: Pen, after: Pen) -> str:
    """Return what to send to get from one pen to another."""
    parameters = []
    if before.attributes != after.attributes:
        # Attributes are switched off together or not at all: some of them share a code.
        parameters = ["0", after.attributes] if after.attributes else ["0"]
        before = PLAIN
    if after.foreground not in ("", before.foreground):
        parameters.append(after.foreground)
    if after.background != before.background:
        parameters.append(after.background)
    return f"\x1b[{';'.join(parameters)}m" if parameters else ""
