"""Text in lines of limited width."""

from __future__ import annotations

from tbtui.plot.text import cell_width


def wrapped(text: str, width: int) -> list[str]:
    """Break text between words, and words that are too long wherever they have to be.

    Parameters
    ----------
    text : str
        Escaped; blanks at its start stand before every line.
    width : int
        Cells, at least 2.
    """
    words = text.split()
    indent = text[: len(text) - len(text.lstrip())][: max(0, width - 2)]
    room = width - len(indent)
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if cell_width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, room)
        lines += whole
    if line or not lines:
        lines.append(line)
    return [indent + line for line in lines]


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word into pieces of at most so many cells."""
    pieces = [""]
    for character in word:
        if pieces[-1] and cell_width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
