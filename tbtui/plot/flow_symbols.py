"""The characters of boxes and lines in a picture of the flow, in every form of symbols."""

from __future__ import annotations

from typing import NamedTuple

from tbtui.plot.symbols import Frame, symbols

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
"""Sides of a cell at which a line leaves it."""

_ROUNDED = " │─╰││╭├─╯─┴╮┤┬┼"
_SQUARE = " │─└││┌├─┘─┴┐┤┬┼"
_HEAVY = " ┃━┗┃┃┏┣━┛━┻┓┫┳╋"
_PLAIN = " |-+||++-+-+++++"


class FlowSymbols(NamedTuple):
    """One form of what a picture of the flow is made of.

    Attributes
    ----------
    op, scope, chosen : Frame
        Around boxes; the last around the one that is selected.
    light, heavy : str
        Characters of lines by the sum of the sides at which the line leaves the cell; a form
        without heavy lines repeats the light ones.
    dotted_vertical, dotted_horizontal : str
        Control edges.
    down, up, right : str
        Heads of arrows.
    """

    op: Frame
    scope: Frame
    chosen: Frame
    light: str
    heavy: str
    dotted_vertical: str
    dotted_horizontal: str
    down: str
    up: str
    right: str


_UNICODE = FlowSymbols(
    op=Frame("╭", "╮", "╰", "╯", "─", "│"),
    scope=Frame("╔", "╗", "╚", "╝", "═", "║"),
    chosen=Frame("┏", "┓", "┗", "┛", "━", "┃"),
    light=_ROUNDED,
    heavy=_HEAVY,
    dotted_vertical="┆",
    dotted_horizontal="┄",
    down="▼",
    up="▲",
    right="▸",
)
_CONSOLE = _UNICODE._replace(
    op=Frame("┌", "┐", "└", "┘", "─", "│"),
    scope=Frame("╒", "╕", "╘", "╛", "═", "│"),
    chosen=Frame("╔", "╗", "╚", "╝", "═", "║"),
    light=_SQUARE,
    heavy=_SQUARE,
    dotted_vertical=":",
    dotted_horizontal="·",
    right=">",
)
_ASCII = FlowSymbols(
    op=Frame("+", "+", "+", "+", "-", "|"),
    scope=Frame("+", "+", "+", "+", "=", "|"),
    chosen=Frame("#", "#", "#", "#", "=", "#"),
    light=_PLAIN,
    heavy=_PLAIN,
    dotted_vertical=":",
    dotted_horizontal=".",
    down="v",
    up="^",
    right=">",
)
_FORMS = {"braille": _UNICODE, "block": _UNICODE, "console": _CONSOLE, "ascii": _ASCII}


def flow_symbols() -> FlowSymbols:
    """Return the form that goes with the symbols in use."""
    return _FORMS[symbols().name]
