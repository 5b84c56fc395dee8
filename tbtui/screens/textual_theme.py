"""The colours of a theme for Textual's own widgets."""

from __future__ import annotations

from textual.theme import Theme as TextualTheme

from tbtui.plot.inks import fixed_index, hex_of_fixed, parse_ink
from tbtui.plot.theme import Theme

_OWN = "ansi_default"
_STANDS_OUT = "ansi_blue"
# With the terminal's own colours Textual mixes none, so these have to be named.
_OF_OWN_COLORS = {
    "ansi-background": _OWN,
    "ansi-foreground": _OWN,
    "border-blurred": _OWN,
    "block-cursor-foreground": "ansi_bright_white",
    "block-cursor-background": _STANDS_OUT,
    "input-cursor-foreground": "ansi_bright_white",
    "input-cursor-background": _STANDS_OUT,
    "input-selection-foreground": "ansi_bright_white",
    "input-selection-background": _STANDS_OUT,
    "screen-selection-foreground": "ansi_bright_white",
    "screen-selection-background": _STANDS_OUT,
    "scrollbar": "ansi_bright_black",
}


def theme_name(colors: Theme) -> str:
    """Return what Textual calls a theme of ours."""
    return f"tbtui-{colors.name}"


def textual_theme(colors: Theme) -> TextualTheme:
    """Give Textual's own widgets (palette, input, toast, scroll bars) the colours of a theme."""
    border, background = css_color(colors.border), css_color(colors.background)
    variables = {
        "scrollbar": border,
        "scrollbar-hover": css_color(colors.axis),
        "scrollbar-active": css_color(colors.accent),
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
    }
    uses_own = background == _OWN
    if uses_own:
        variables |= _OF_OWN_COLORS
    return TextualTheme(
        name=theme_name(colors),
        primary=css_color(colors.accent),
        secondary=css_color(colors.accent),
        accent=css_color(colors.accent),
        warning=css_color(colors.warning),
        error=css_color(colors.error),
        success=css_color(colors.success),
        foreground=css_color(colors.text),
        background=background,
        surface=css_color(colors.surface),
        panel=css_color(colors.panel),
        boost=background if uses_own else None,
        dark=colors.name != "light",
        ansi=uses_own,
        variables=variables,
    )


def css_color(ink: str) -> str:
    """Return a colour as Textual writes it, without the attributes of the ink."""
    color = parse_ink(ink).color
    index = fixed_index(color)
    if index is not None:
        return hex_of_fixed(index)
    return color if color.startswith("#") else f"ansi_{color}"
