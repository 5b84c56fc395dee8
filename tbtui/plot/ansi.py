"""Cells as text with terminal escape sequences, for output that is not a screen."""

from __future__ import annotations

from tbtui.plot.cells import Cells, Run

_RESET = "\x1b[0m"


def to_ansi(cells: Cells, color: bool) -> str:
    """Write cells as lines of text.

    Parameters
    ----------
    cells : Cells
    color : bool
        Whether to write colours, in 24 bits (ISO 8613-6). The background of the empty grid is left
        to the terminal, whatever its own is.

    Returns
    -------
    str
        One line for each row, each ended by a line feed, without blanks at the end. A line begins
        and ends in the terminal's own colours.
    """
    if not color:
        return "".join(cells.text(row).rstrip() + "\n" for row in range(cells.height))
    terminal_background = cells.palette[1]
    lines = (_line(cells.runs(row), terminal_background) for row in range(cells.height))
    return "".join(line + "\n" for line in lines)


def _line(runs: list[Run], terminal_background: str) -> str:
    runs = _without_end_blanks(runs, terminal_background)
    parts: list[str] = []
    foreground: str | None = None
    background = terminal_background
    bold = False
    for run in runs:
        codes: list[str] = []
        if run.bold != bold:
            codes.append("1" if run.bold else "22")
        # Blanks show no foreground.
        if run.foreground != foreground and not run.text.isspace():
            codes.append(_color_code(38, run.foreground))
            foreground = run.foreground
        if run.background != background:
            own = run.background == terminal_background
            codes.append("49" if own else _color_code(48, run.background))
        bold, background = run.bold, run.background
        if codes:
            parts.append(f"\x1b[{';'.join(codes)}m")
        parts.append(run.text)
    if any(part.startswith("\x1b") for part in parts):
        parts.append(_RESET)
    return "".join(parts)


def _without_end_blanks(runs: list[Run], terminal_background: str) -> list[Run]:
    kept = list(runs)
    while kept and kept[-1].background == terminal_background:
        last = kept.pop()
        text = last.text.rstrip()
        if text:
            kept.append(last._replace(text=text))
            break
    return kept


def _color_code(target: int, color: str) -> str:
    """Return the parameters that select a colour, for the foreground (38) or background (48)."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return f"{target};2;{red};{green};{blue}"
