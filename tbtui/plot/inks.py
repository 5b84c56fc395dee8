"""What a character or its background is painted with, in every kind of terminal.

An ink is a word for a colour, with the attributes that belong to it before it:

========================  ====================================================================
``#4c9aff``               24 bits; terminals with fewer colours get the nearest that they have
``color(75)``             of the 256 colours of xterm, one of the 240 that look the same everywhere
``red``, ``bright_red``   one of the 16 colours that the user has chosen for the terminal
``default``               the terminal's own foreground or background
``dim red``               with attributes: ``bold``, ``dim``, ``underline``, ``reverse``
``a default``             with the letter that a line has where no colour tells it from others
========================  ====================================================================
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

ATTRIBUTES = {"bold": 1, "dim": 2, "underline": 4, "reverse": 7}
"""Attributes, and the parameters of SGR that switch them on (ECMA-48, 8.3.117)."""

NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_BRIGHT = "bright_"
_FIXED = re.compile(r"color\((\d+)\)")

FIRST_FIXED = 16
"""The colours before this one are those that users choose."""
_CUBE = (0, 95, 135, 175, 215, 255)
_FIRST_GREY = 232


class ColorDepth(Enum):
    """How many colours a terminal has."""

    NONE = "none"
    ANSI = "16"
    FIXED = "256"
    TRUECOLOR = "truecolor"


class Ink(NamedTuple):
    """A colour without its attributes, and these."""

    color: str
    attributes: frozenset[str]
    letter: str = ""


@lru_cache(maxsize=4096)
def parse_ink(ink: str) -> Ink:
    """Divide an ink into its colour and its attributes; no colour at all is ``default``."""
    words = ink.split()
    attributes = frozenset(ATTRIBUTES).intersection(words)
    letter = next((word for word in words if len(word) == 1), "")
    color = next((word for word in words if word not in attributes and word != letter), "default")
    return Ink(color, attributes, letter)


def letter_of(ink: str) -> str:
    """Return the letter of a line that has one, else nothing."""
    return parse_ink(ink).letter


def name_of(ink: str) -> str:
    """Return what to call an ink in a list: its letter, its look, or the name of the colour."""
    color, _, letter = parse_ink(ink)
    index = fixed_index(color)
    return letter or (color if index is None else hex_of_fixed(index))


def fixed_index(color: str) -> int | None:
    """Return the number in ``color(75)``, None for other colours."""
    found = _FIXED.fullmatch(color)
    return None if found is None else int(found[1])


def named_index(color: str) -> int | None:
    """Return which of the 16 colours a name means, None for other colours."""
    name = color.removeprefix(_BRIGHT)
    if name not in NAMES:
        return None
    return NAMES.index(name) + (8 if name != color else 0)


def hex_of_fixed(index: int) -> str:
    """Return what one of the fixed 256 colours looks like, as ``#rrggbb``.

    A cube of six levels for each of red, green and blue is followed by 24 greys.

    Parameters
    ----------
    index : int
        From 16 to 255.
    """
    if index >= _FIRST_GREY:
        grey = 8 + 10 * (index - _FIRST_GREY)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    place = index - FIRST_FIXED
    red, green, blue = _CUBE[place // 36], _CUBE[place // 6 % 6], _CUBE[place % 6]
    return f"#{red:02x}{green:02x}{blue:02x}"


@lru_cache(maxsize=1024)
def nearest_fixed(color: str) -> int:
    """Return the fixed one of the 256 colours that looks most like ``#rrggbb``."""
    wanted = _perceived(color)
    return min(_fixed_colors(), key=lambda index: _distance(_fixed_colors()[index], wanted))


@lru_cache(maxsize=1)
def _fixed_colors() -> dict[int, tuple[float, float, float]]:
    return {index: _perceived(hex_of_fixed(index)) for index in range(FIRST_FIXED, 256)}


def _distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return sum((mine - its) ** 2 for mine, its in zip(one, other, strict=True))


def _perceived(color: str) -> tuple[float, float, float]:
    """Return lightness and two opponent colours, in which distances are what eyes see.

    This is Oklab (Ottosson, "A perceptual color space for image processing", 2020).
    """
    red, green, blue = (_linear(channel) for channel in _channels(color))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def mix(color: str, background: str, amount: float) -> str:
    """Return what lies between two colours, all of them as ``#rrggbb``."""
    mixed = (
        round(foreground + (behind - foreground) * amount)
        for foreground, behind in zip(_channels(color), _channels(background), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def color_codes(color: str, *, background: bool) -> str:
    """Return the parameters of SGR that select a colour, as in ``38;5;75`` or ``39``."""
    target = 48 if background else 38
    if color.startswith("#"):
        red, green, blue = _channels(color)
        return f"{target};2;{red};{green};{blue}"
    index = fixed_index(color)
    if index is not None:
        return f"{target};5;{index}"
    index = named_index(color)
    if index is None:
        return str(target + 1)
    return str(target - 8 + index if index < 8 else target + 52 + index - 8)
