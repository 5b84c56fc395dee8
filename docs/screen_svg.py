"""A screen as a picture.

Braille dots, bars and frames are drawn as shapes, so that the picture looks the same whatever fonts
there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from html import escape

from rich.cells import cell_len
from textual.strip import Strip

WIDTH, HEIGHT = 10, 20
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille pattern."""
STROKES = {
    "─": "M0 10h10", "│": "M5 0v20", "┄": "M1 10h3M6 10h3", "┆": "M5 2v6M5 12v6",
    "┤": "M0 10h5M5 0v20", "┴": "M0 10h10M5 4v6", "└": "M5 0v10h5", "├": "M5 10h5M5 0v20",
    "╭": "M5 20v-6q0-4 4-4h1", "╮": "M5 20v-6q0-4-4-4h-1",
    "╰": "M5 0v6q0 4 4 4h1", "╯": "M5 0v6q0 4-4 4h-1", "━": "M0 9h10M0 11h10",
    "┃": "M4 0v20M6 0v20", "▌": "M1 0v20M2 0v20M3 0v20", "╌": "M1 10h3M6 10h3",
    "┌": "M5 20v-10h5", "┐": "M5 20v-10h-5", "┘": "M5 0v10h-5", "┬": "M0 10h10M5 10v6",
    "╎": "M5 2v6M5 12v6",
}  # fmt: skip
BARS = {character: eighths for eighths, character in enumerate("▁▂▃▄▅▆▇█", start=1)}


class Picture:
    """Collects what is on a screen, by colour.

    Parameters
    ----------
    background, text : str
        Colours of what has none of its own.
    """

    def __init__(self, background: str, text: str) -> None:
        self.background = background
        self.text = text
        self._areas: dict[str, list[str]] = defaultdict(list)
        self._dots: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._strokes: dict[str, list[str]] = defaultdict(list)
        self._words: dict[tuple[str, bool], list[str]] = defaultdict(list)

    def add(self, row: int, strip: Strip) -> None:
        """Add a line of the screen."""
        column = 0
        for text, style, _ in strip:
            x, y, width = column * WIDTH, row * HEIGHT, cell_len(text) * WIDTH
            column += cell_len(text)
            color, background = self.text, self.background
            if style and style.color:
                color = style.color.get_truecolor().hex
            if style and style.bgcolor:
                background = style.bgcolor.get_truecolor(foreground=False).hex
            if style and style.reverse:
                color, background = background, color
            if background != self.background:
                self._areas[background].append(f"M{x} {y}h{width}v{HEIGHT}h-{width}z")
            words = "".join(" " if _is_shape(character) else character for character in text)
            self._words[color, bool(style and style.bold)] += _placed(words, x, y)
            for index, character in enumerate(text):
                self._add_shape(character, x + index * WIDTH, y, color)

    def svg(self, columns: int, rows: int) -> str:
        """Return the picture."""
        width, height = columns * WIDTH, rows * HEIGHT
        font = 'font-family="monospace" font-size="16"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font}>',
            f'<path d="M0 0h{width}v{height}h-{width}z" fill="{self.background}"/>',
        ]
        for color, areas in self._areas.items():
            parts.append(f'<path d="{"".join(areas)}" fill="{color}"/>')
        for color, strokes in self._strokes.items():
            parts.append(f'<path d="{"".join(strokes)}" stroke="{color}" fill="none"/>')
        for color, dots in self._dots.items():
            parts.append(f'<path d="{_dotted(dots)}" stroke="{color}" stroke-width="3"/>')
        for (color, bold), words in self._words.items():
            weight = ' font-weight="bold"' if bold else ""
            parts.append(f'<g fill="{color}"{weight}>{"".join(words)}</g>')
        return "\n".join([*parts, "</svg>", ""])

    def _add_shape(self, character: str, x: int, y: int, color: str) -> None:
        if "\u2800" < character <= "\u28ff":
            pattern = ord(character) - 0x2800
            for bit, (column, row) in enumerate(DOTS):
                if pattern >> bit & 1:
                    self._dots[color][y + 2 + 5 * row].append(x + 1 + 5 * column)
        elif character in STROKES:
            self._strokes[color].append(_moved(STROKES[character], x, y))
        elif character in BARS:
            height = BARS[character] * HEIGHT // 8
            top = y + HEIGHT - height
            self._areas[color].append(f"M{x} {top}h{WIDTH}v{height}h-{WIDTH}z")


def svg_of(strips: Iterable[Strip], columns: int, background: str, text: str) -> str:
    """Return the lines of a screen as a picture."""
    picture = Picture(background, text)
    rows = 0
    for row, strip in enumerate(strips):
        picture.add(row, strip)
        rows = row + 1
    return picture.svg(columns, rows)


def _is_shape(character: str) -> bool:
    return character in STROKES or character in BARS or "\u2800" <= character <= "\u28ff"


def _placed(text: str, x: int, y: int) -> list[str]:
    """Place each word by itself, stretched to its cells."""
    placed = []
    for word in re.finditer(r"\S+", text):
        left = x + cell_len(text[: word.start()]) * WIDTH
        length = cell_len(word[0]) * WIDTH
        placed.append(
            f'<text x="{left}" y="{y + 15}" textLength="{length}" '
            f'lengthAdjust="spacingAndGlyphs">{escape(word[0], quote=False)}</text>'
        )
    return placed


def _dotted(dots: dict[int, list[int]]) -> str:
    """Return a path of short strokes, one for each dot, row after row."""
    parts = []
    for y, columns in sorted(dots.items()):
        end = None
        for x in sorted(columns):
            parts.append(f"M{x} {y}h3" if end is None else f"m{x - end} 0h3")
            end = x + 3
    return "".join(parts)


def _moved(path: str, x: int, y: int) -> str:
    """Shift the absolute moves of a path; everything else in it is relative."""
    moves = []
    for part in path.split("M")[1:]:
        across, _, rest = part.partition(" ")
        digits = len(rest) - len(rest.lstrip("0123456789"))
        moves.append(f"M{x + int(across)} {y + int(rest[:digits])}{rest[digits:]}")
    return "".join(moves)
