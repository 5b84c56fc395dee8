"""Cells as text with terminal escape sequences, for output that is not a screen."""

from __future__ import annotations

from tbtui.plot.cells import Cells, Run
from tbtui.plot.inks import ATTRIBUTES, color_codes, parse_ink

_BOLD = frozenset({"bold"})
_RESET = "\x1b[0m"


def to_ansi(cells: Cells, color: bool) -> str:
    """Write cells as lines of text.

    Parameters
    ----------
    cells : Cells
    color : bool
        Whether to write colours and attributes, as the inks of the cells say. The background of
        the empty grid is left to the terminal, whatever its own is.

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
    foreground, background = "default", terminal_background
    attributes: frozenset[str] = frozenset()
    for run in runs:
        codes: list[str] = []
        color, wanted, _ = parse_ink(run.foreground)
        behind, behind_attributes, _ = parse_ink(run.background)
        wanted |= behind_attributes | (_BOLD if run.bold else frozenset())
        if wanted != attributes:
            if attributes:
                # Attributes are switched off together: some share the code that does it.
                codes.append("0")
                foreground, background = "default", terminal_background
            codes.extend(str(ATTRIBUTES[name]) for name in sorted(wanted))
            attributes = wanted
        # Blanks show no foreground.
        if color != foreground and not run.text.isspace():
            codes.append(color_codes(color, background=False))
            foreground = color
        if behind != background:
            own = run.background == terminal_background
            codes.append(color_codes("default" if own else behind, background=True))
            background = behind
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
