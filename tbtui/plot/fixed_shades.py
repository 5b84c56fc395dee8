"""What the colours of lines fade to where there are 256 colours.

The shades are chosen, not computed: between black and the first level of the cube there are only
six dark colours besides the greys, and the nearest one often has another hue.
"""

from __future__ import annotations

from typing import NamedTuple

from tbtui.plot.inks import hex_of_fixed, mix, nearest_fixed


class _Shades(NamedTuple):
    """What a colour of a line fades to."""

    superseded: int
    raw: int
    band: int


_ON_DARK = {
    69: _Shades(superseded=62, raw=24, band=17),
    178: _Shades(superseded=136, raw=94, band=58),
    79: _Shades(superseded=72, raw=23, band=23),
    167: _Shades(superseded=131, raw=88, band=52),
    133: _Shades(superseded=96, raw=53, band=53),
    185: _Shades(superseded=143, raw=58, band=58),
    51: _Shades(superseded=37, raw=30, band=23),
    205: _Shades(superseded=132, raw=89, band=53),
    64: _Shades(superseded=58, raw=22, band=22),
    147: _Shades(superseded=103, raw=60, band=17),
    75: _Shades(superseded=67, raw=24, band=17),
}
_ON_LIGHT = {
    19: _Shades(superseded=62, raw=147, band=189),
    124: _Shades(superseded=167, raw=217, band=224),
    65: _Shades(superseded=108, raw=151, band=194),
    52: _Shades(superseded=131, raw=181, band=224),
    93: _Shades(superseded=135, raw=183, band=225),
    100: _Shades(superseded=143, raw=187, band=230),
    68: _Shades(superseded=110, raw=153, band=195),
    163: _Shades(superseded=170, raw=219, band=225),
    22: _Shades(superseded=71, raw=157, band=194),
    96: _Shades(superseded=139, raw=182, band=225),
    26: _Shades(superseded=68, raw=153, band=189),
}
# These lie between the amounts that are in use: see the constants of `tbtui.plot.theme`.
_LEAST, _LEAST_RAW, _LEAST_BAND = 0.2, 0.6, 0.755


def faded_index(index: int, background: str, amount: float) -> int:
    """Return what one of the fixed colours fades to (see :func:`tbtui.plot.theme.dim`).

    Parameters
    ----------
    background : str
        As ``#rrggbb``.
    """
    on_dark = int(background[1:3], 16) + int(background[3:5], 16) < 256
    shades = (_ON_DARK if on_dark else _ON_LIGHT).get(index)
    if shades is None:
        return nearest_fixed(mix(hex_of_fixed(index), background, amount))
    if amount < _LEAST:
        return index
    if amount < _LEAST_RAW:
        return shades.superseded
    return shades.raw if amount < _LEAST_BAND else shades.band
