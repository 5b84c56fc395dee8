"""Make ``docs/scalars.svg`` anew: the README's picture, taken of the program itself.

Run ``python docs/make_picture.py`` where tbtui is installed. Braille dots and frames are drawn as
shapes, so that the picture looks the same whatever fonts there are.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections import defaultdict
from html import escape
from pathlib import Path

from rich.cells import cell_len
from textual.strip import Strip

from tbtui.app import TbtuiApp
from tbtui.cli import main
from tbtui.plot.theme import DARK
from tbtui.readers.logdir import LogSource
from tbtui.screens.session import Session
from tbtui.store.loader import Loader

PICTURE = Path(__file__).resolve().parent / "scalars.svg"
COLUMNS, ROWS = 160, 44
KEYS = [">"] * 6 + ["g"] + ["L"] * 8
WIDTH, HEIGHT = 10, 20
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille pattern."""
STROKES = {
    "─": "M0 10h10", "│": "M5 0v20", "┄": "M1 10h3M6 10h3", "┆": "M5 2v6M5 12v6",
    "┤": "M0 10h5M5 0v20", "┴": "M0 10h10M5 4v6", "└": "M5 0v10h5",
    "╭": "M5 20v-6q0-4 4-4h1", "╮": "M5 20v-6q0-4-4-4h-1",
    "╰": "M5 0v6q0 4 4 4h1", "╯": "M5 0v6q0 4-4 4h-1", "━": "M0 9h10M0 11h10",
    "┃": "M4 0v20M6 0v20", "▌": "M1 0v20M2 0v20M3 0v20",
}  # fmt: skip


async def take_strips(logs: str) -> list[Strip]:
    """Open a log directory, press some keys and return the lines of the screen."""
    session = Session((logs,), 5.0)
    app = TbtuiApp(lambda: Loader([LogSource("", logs)]), session, "dark")
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        for _ in range(40):
            await pilot.pause(0.1)
        await pilot.press(*KEYS)
        await pilot.pause(0.5)
        return app.screen._compositor.render_strips()


def svg_of(strips: list[Strip]) -> str:
    """Return the lines of a screen as a picture."""
    backgrounds: list[str] = []
    texts: list[str] = []
    dots: dict[str, list[str]] = defaultdict(list)
    strokes: dict[str, list[str]] = defaultdict(list)
    for row, strip in enumerate(strips):
        column = 0
        for text, style, _ in strip:
            x, y, width = column * WIDTH, row * HEIGHT, cell_len(text) * WIDTH
            column += cell_len(text)
            color = style.color.get_truecolor().hex if style and style.color else DARK.text
            background = DARK.background
            if style and style.bgcolor:
                background = style.bgcolor.get_truecolor(foreground=False).hex
            if style and style.reverse:
                color, background = background, color
            backgrounds.append(
                f'<rect x="{x}" y="{y}" width="{width}" height="{HEIGHT}" fill="{background}"/>'
            )
            words = "".join(" " if _is_shape(character) else character for character in text)
            texts += _words(words, x, y, color, bold=bool(style and style.bold))
            for index, character in enumerate(text):
                left = x + index * WIDTH
                if "\u2800" < character <= "\u28ff":
                    dots[color] += _dots(ord(character) - 0x2800, left, y)
                elif character in STROKES:
                    strokes[color].append(_moved(STROKES[character], left, y))
    shapes = [f'<path d="{"".join(found)}" fill="{color}"/>' for color, found in dots.items()]
    shapes += [f'<path d="{"".join(s)}" stroke="{c}" fill="none"/>' for c, s in strokes.items()]
    size = f'viewBox="0 0 {COLUMNS * WIDTH} {ROWS * HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="monospace" font-size="16">'
    return "\n".join([head, *backgrounds, *shapes, *texts, "</svg>", ""])


def _is_shape(character: str) -> bool:
    return character in STROKES or "\u2800" <= character <= "\u28ff"


def _words(text: str, x: int, y: int, color: str, *, bold: bool) -> list[str]:
    """Place each word by itself, stretched to its cells."""
    weight = ' font-weight="bold"' if bold else ""
    placed = []
    for word in re.finditer(r"\S+", text):
        left = x + cell_len(text[: word.start()]) * WIDTH
        length = cell_len(word[0]) * WIDTH
        placed.append(
            f'<text x="{left}" y="{y + 15}" textLength="{length}" '
            f'lengthAdjust="spacingAndGlyphs" fill="{color}"{weight}>{escape(word[0])}</text>'
        )
    return placed


def _dots(pattern: int, x: int, y: int) -> list[str]:
    return [
        f"M{x + 1 + 5 * column} {y + 1 + 5 * row}h3v3h-3z"
        for bit, (column, row) in enumerate(DOTS)
        if pattern >> bit & 1
    ]


def _moved(path: str, x: int, y: int) -> str:
    """Shift the absolute moves of a path; everything else in it is relative."""
    moves = []
    for part in path.split("M")[1:]:
        across, _, rest = part.partition(" ")
        digits = len(rest) - len(rest.lstrip("0123456789"))
        moves.append(f"M{x + int(across)} {y + int(rest[:digits])}{rest[digits:]}")
    return "".join(moves)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        main(["demo", "runs", "--no-open"])
        strips = asyncio.run(take_strips("runs"))
    PICTURE.write_text(svg_of(strips), encoding="utf-8")
