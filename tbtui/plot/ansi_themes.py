"""Themes of the terminal's own colours, and of none at all.

Nobody knows how the 16 colours look, or whether the background is dark or light. Therefore text is
in the terminal's own foreground, nothing has a background, ``dim`` is what stands back, ``bold``
what stands out, and only colours that most terminals show well on black and on white come first.
"""

from __future__ import annotations

from dataclasses import replace
from string import ascii_letters

from tbtui.plot.fixed_themes import FIXED_DARK, FIXED_LIGHT
from tbtui.plot.inks import ColorDepth
from tbtui.plot.theme import DARK, LIGHT, Theme

ANSI = Theme(
    name="ansi",
    background="default",
    surface="default",
    panel="default",
    border="dim default",
    border_focus="bright_blue",
    text="default",
    text_strong="bold default",
    text_muted="default",
    text_faint="dim default",
    axis="dim default",
    grid="dim default",
    cursor="default",
    legend_background="default",
    accent="bright_blue",
    warning="yellow",
    error="red",
    success="green",
    # Bright blue can be read on black and on white, where blue and yellow cannot. Brown is what
    # some terminals have for yellow.
    series=(
        "cyan",
        "red",
        "green",
        "magenta",
        "bright_blue",
        "yellow",
        "bright_red",
        "bright_magenta",
        "blue",
        "default",
    ),
    density=("bright_blue",) * 8,
    selection="reverse",
    # From cold to hot, as the shades of these colours are anybody's guess.
    gradient=("bright_blue", "cyan", "green", "yellow", "red"),
    depth=ColorDepth.ANSI,
)

MONOCHROME = replace(
    ANSI,
    border_focus="bold default",
    accent="bold default",
    warning="bold default",
    error="bold default",
    success="default",
    # Letters tell lines apart.
    series=tuple(f"{letter} default" for letter in ascii_letters),
    density=("default",) * 8,
    gradient=("dim default", "default", "bold default"),
    depth=ColorDepth.NONE,
)


def themes_of(depth: ColorDepth) -> dict[str, Theme]:
    """Return the themes that a terminal can show, by their names, the usual one first."""
    shown: dict[ColorDepth, tuple[Theme, ...]] = {
        ColorDepth.TRUECOLOR: (DARK, LIGHT, ANSI),
        ColorDepth.FIXED: (FIXED_DARK, FIXED_LIGHT, ANSI),
        ColorDepth.ANSI: (ANSI,),
        ColorDepth.NONE: (MONOCHROME,),
    }
    return {theme.name: theme for theme in shown[depth]}


def theme_for(depth: ColorDepth, name: str | None) -> Theme:
    """Return the theme of a name, or the one that comes nearest in such a terminal."""
    themes = themes_of(depth)
    return themes.get(name or "", next(iter(themes.values())))
