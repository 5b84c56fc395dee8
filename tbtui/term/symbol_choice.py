"""Which symbols the terminal can show, by what the environment says of it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from tbtui.plot.symbols import ASCII, BLOCK, BRAILLE, CONSOLE, Symbols

CHOICES = ("auto", "braille", "block", "ascii")


def chosen_symbols(choice: str, environment: Mapping[str, str], encoding: str | None) -> Symbols:
    """Return the symbols to draw with.

    Parameters
    ----------
    choice : str
        One of `CHOICES`.
    environment : mapping of str to str
        Such as ``os.environ``.
    encoding : str or None
        Of the stream that leads to the terminal.
    """
    if choice == "ascii" or not is_unicode(encoding):
        return ASCII
    has_few = environment.get("TERM", "").startswith("linux")
    if choice == "block":
        return CONSOLE if has_few else BLOCK
    if choice == "braille":
        return BRAILLE
    if _wants_ascii(environment):
        return ASCII
    return CONSOLE if has_few else BRAILLE


def is_unicode(encoding: str | None) -> bool:
    """Return whether an encoding has all characters."""
    try:
        return codecs.lookup(encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def _wants_ascii(environment: Mapping[str, str]) -> bool:
    """Tell whether the locale was set to one without other characters.

    Python writes UTF-8 there all the same, and where nobody has set a locale, as in containers,
    most terminals do understand that.
    """
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    effective = next(filter(None, map(environment.get, names)), "")
    return effective in ("C", "POSIX")
