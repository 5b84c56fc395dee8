"""The colours of a theme for Textual's own widgets."""

from __future__ import annotations

from textual.theme import Theme as TextualTheme

from tbtui.plot.theme import DARK, Theme


def theme_name(colors: Theme) -> str:
    """Return what Textual calls a theme of ours."""
    return f"tbtui-{colors.name}"


def textual_theme(colors: Theme) -> TextualTheme:
    """Give Textual's own widgets (palette, input, toast, scroll bars) the colours of a theme."""
    return TextualTheme(
        name=theme_name(colors),
        primary=colors.accent,
        secondary=colors.accent,
        accent=colors.accent,
        warning=colors.warning,
        error=colors.error,
        success=colors.success,
        foreground=colors.text,
        background=colors.background,
        surface=colors.surface,
        panel=colors.panel,
        dark=colors is DARK,
        variables={
            "scrollbar": colors.border,
            "scrollbar-hover": colors.axis,
            "scrollbar-active": colors.accent,
            "scrollbar-background": colors.background,
            "scrollbar-background-hover": colors.background,
            "scrollbar-background-active": colors.background,
            "scrollbar-corner-color": colors.background,
        },
    )
