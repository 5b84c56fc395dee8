"""How many colours the terminal has, by what the environment says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping

from tbtui.plot.inks import ColorDepth

_TEXTUAL_NAMES = {
    ColorDepth.NONE: "standard",
    ColorDepth.ANSI: "standard",
    ColorDepth.FIXED: "256",
    ColorDepth.TRUECOLOR: "truecolor",
}
"""What Textual calls the depths; it has no word for no colours at all."""

_FORCED = {
    "0": ColorDepth.NONE,
    "false": ColorDepth.NONE,
    "1": ColorDepth.ANSI,
    "2": ColorDepth.FIXED,
    "3": ColorDepth.TRUECOLOR,
}
"""What FORCE_COLOR may say about how many; any other value only says that there are some."""

_PROMISES_TRUECOLOR = frozenset({"truecolor", "24bit"})
"""Values of COLORTERM."""

# Each of these sets a variable of its own, also where COLORTERM does not come through.
_TRUECOLOR_TERM = re.compile(
    r".*-direct\d*|.*-truecolor|xterm-kitty|xterm-ghostty|ghostty|alacritty|foot(-extra)?|wezterm"
    r"|contour|iterm2?|vscode"
)
_FIXED_TERM = re.compile(r".*-256(color|colour)?(-.*)?")
_COLORLESS_TERM = re.compile(r"vt\d+.*|dumb|unknown|.*-mono|.*-m|ansi-m|sun|wy.*|xterms|")
_OLD_TERM = re.compile(r"dumb|linux.*|vt\d+.*|ansi.*|cygwin|.*-mono")
"""Terminals of which one knows that they do not have what COLORTERM promises."""


def color_depth(environment: Mapping[str, str]) -> ColorDepth:
    """Return how many colours to use.

    Parameters
    ----------
    environment : mapping of str to str
        Such as ``os.environ``. In this order count: ``NO_COLOR`` (https://no-color.org),
        ``FORCE_COLOR`` and ``CLICOLOR_FORCE``, which say that there are colours where the others
        say that there are none, ``CLICOLOR=0``, ``COLORTERM``, and ``TERM``.
    """
    if environment.get("NO_COLOR"):
        return ColorDepth.NONE
    forced = environment.get("FORCE_COLOR", "").lower()
    if forced in _FORCED:
        return _FORCED[forced]
    is_forced = bool(forced) or environment.get("CLICOLOR_FORCE", "0") not in ("", "0")
    if environment.get("CLICOLOR") == "0" and not is_forced:
        return ColorDepth.NONE
    found = _of_terminal(environment)
    return ColorDepth.ANSI if is_forced and found is ColorDepth.NONE else found


def _of_terminal(environment: Mapping[str, str]) -> ColorDepth:
    term = environment.get("TERM", "").lower()
    promised = environment.get("COLORTERM", "").lower() in _PROMISES_TRUECOLOR
    # What COLORTERM says of the terminal around GNU screen is not true inside. tmux takes every
    # colour and sends on the nearest that the terminal around it has.
    in_screen = term.startswith("screen") and "TMUX" not in environment
    if promised and not in_screen and not _OLD_TERM.fullmatch(term):
        return ColorDepth.TRUECOLOR
    if _TRUECOLOR_TERM.fullmatch(term):
        return ColorDepth.TRUECOLOR
    if _FIXED_TERM.fullmatch(term):
        return ColorDepth.FIXED
    if _COLORLESS_TERM.fullmatch(term):
        return ColorDepth.NONE
    return ColorDepth.ANSI


def chosen_depth(choice: str, environment: Mapping[str, str]) -> ColorDepth:
    """Return the depth that the user asks for, by its value or as ``auto``."""
    return color_depth(environment) if choice == "auto" else ColorDepth(choice)


def tell_textual(depth: ColorDepth, environment: MutableMapping[str, str]) -> None:
    """Let Textual use so many colours; it reads the environment when it is imported."""
    environment["TEXTUAL_COLOR_SYSTEM"] = _TEXTUAL_NAMES[depth]
    # Textual would turn colours into greys by itself, even where NO_COLOR is set to nothing.
    environment.pop("NO_COLOR", None)
