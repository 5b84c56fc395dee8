"""Names of keys: as the user may write them, as Textual calls them, as the screen shows them."""

from __future__ import annotations

import unicodedata

from tbtui.config.problem import suggestion

DISPLAYS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "space",
    "comma": ",",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""What the screen shows for keys that have a name rather than a character."""

_OTHER_NAMES = {
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "ins": "insert",
    "del": "delete",
    "return": "enter",
    "esc": "escape",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "underscore": "_",
    "hyphen": "-",
    **{display: name for name, display in DISPLAYS.items() if display in "↑↓←→"},
}
_MODIFIERS = ("alt", "ctrl", "shift")
# A terminal sends the same byte for these as for a key of its own.
_TAKEN = {
    "ctrl+h": "Backspace",
    "ctrl+i": "Tab",
    "ctrl+j": "a line feed",
    "ctrl+m": "Enter",
    "ctrl+[": "Esc",
}


class UnknownKeyError(ValueError):
    """What was written names no key that a terminal sends; the message is the reason."""


def normal_name(written: str) -> str:
    """Return the name of a key in its one form, which Textual understands.

    A character stands for itself, save for the comma, which is ``comma``.

    Raises
    ------
    UnknownKeyError
        If no such key can arrive.
    """
    text = written.strip()
    if not text:
        raise UnknownKeyError("a key is missing here")
    if len(text) == 1:
        return _of_character(text)
    *modifiers, name = text.split("+")
    modifiers = sorted({modifier.strip().lower() for modifier in modifiers})
    for modifier in modifiers:
        if modifier not in _MODIFIERS:
            raise UnknownKeyError(
                f'"{modifier}" is none of ctrl, shift and alt' + suggestion(modifier, _MODIFIERS)
            )
    name = _base_name(name.strip(), text)
    if modifiers == ["shift"] and len(name) == 1:
        if not name.isalpha():
            raise UnknownKeyError(f'instead of "{text}", write the character that it makes')
        return name.upper()
    if "ctrl" in modifiers and len(name) == 1:
        name = name.lower()
    normal = "+".join([*modifiers, name])
    if normal in _TAKEN:
        raise UnknownKeyError(f'terminals cannot tell "{normal}" from {_TAKEN[normal]}')
    return normal


def _base_name(name: str, text: str) -> str:
    if len(name) == 1:
        return _of_character(name)
    lower = name.lower()
    lower = _OTHER_NAMES.get(lower, lower)
    if lower in DISPLAYS or len(lower) == 1:
        return lower
    try:
        # Textual's own names of characters, as question_mark.
        return _of_character(unicodedata.lookup(lower.replace("_", " ")))
    except KeyError:
        close = suggestion(lower, [*DISPLAYS, *_OTHER_NAMES])
        raise UnknownKeyError(f'there is no key "{text}"{close}') from None


def _of_character(character: str) -> str:
    if character == ",":
        return "comma"
    if character in _OTHER_NAMES:
        return _OTHER_NAMES[character]
    if not character.isprintable() or character.isspace():
        raise UnknownKeyError("a key is missing here")
    return character


def display_of(name: str) -> str:
    """Return a key, in its normal form, as the screen shows it."""
    if len(name) == 1:
        return name
    *modifiers, base = name.split("+")
    return "+".join([*modifiers, DISPLAYS.get(base, base)])


def is_typed(name: str) -> bool:
    """Return whether a key, in its normal form, writes a character into an input line."""
    return len(name) == 1 or name in ("space", "comma")
