"""Characters that a terminal lacks, replaced by such that it has.

This is for fixed texts and for what Textual's own widgets draw. Names from logs are not changed
but escaped (:func:`tbtui.plot.text.escape`): two different ones must never look alike.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len

from tbtui.plot.symbols import symbols

_ON_CONSOLE = frozenset("─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬▀▄█▌▐░▒▓■√≈←↑→↓").union(map(chr, range(0xA0, 0x100)))
"""What every font of the console of Linux has beside ASCII."""

_CONSOLE = {
    **dict(zip("╭╮╰╯┏┓┗┛━┃", "┌┐└┘╔╗╚╝═║", strict=True)),
    **dict.fromkeys("┄┅┈┉╌╍", "─"),
    **dict.fromkeys("┆┇┊┋╎╏", "│"),
    **dict.fromkeys("▏▎▍▋▊▉", "▌"),
    **dict.fromkeys("▁▂▃▅▆▇", "▄"),
    "▔": "▀",
    "▕": "▐",
    "●": "■",
    "✓": "√",
}
_ASCII = {
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╠╣╦╩╬", "+"),
    **dict.fromkeys("─┄┅┈┉╌╍▔▁‐‑‒–—−·", "-"),
    **dict.fromkeys("━═", "="),
    # The ends of scroll bars.
    **dict.fromkeys("▂▃▅▆▇", " "),
    **dict.fromkeys("│┃║┆┇┊┋╎╏▏▎▍▋▊▉▌▐▕", "|"),
    **dict.fromkeys("▀▄█░▒▓■", "#"),
    **dict.fromkeys("●•◉▪✓√", "*"),
    **dict.fromkeys("↑▴▲△", "^"),
    **dict.fromkeys("↓▾▼▽", "v"),
    **dict.fromkeys("→▸▶›»", ">"),
    **dict.fromkeys("←◂◀‹«", "<"),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("“”″", '"'),
    "○": "o",
    "□": "-",
    "↺": "@",
    "✗": "x",
    "×": "x",
    "⏸": '"',
    "…": "~",
    "±": "+",
    "🔎": "/ ",
}
_UNKNOWN = "_"


def plain(text: str) -> str:
    """Return a text in characters that the terminal has, as wide as it was."""
    if text.isascii() or symbols().shows_everything:
        return text
    return _plain(text, symbols().is_ascii)


@lru_cache(maxsize=2048)
def _plain(text: str, to_ascii: bool) -> str:
    return "".join(plain_character(character, to_ascii) for character in text)


def plain_character(character: str, to_ascii: bool) -> str:
    """Return what stands for one character: as wide, and without any question mark.

    Parameters
    ----------
    to_ascii : bool
        Whether the terminal shows nothing but ASCII; else it is the console of Linux.
    """
    if character.isascii():
        return character
    if not to_ascii:
        if character in _ON_CONSOLE:
            return character
        if character in _CONSOLE:
            return _CONSOLE[character]
    known = _ASCII.get(character)
    if known is not None:
        return known
    width = cell_len(character)
    base = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return base if base and len(base) == width else _UNKNOWN * width
