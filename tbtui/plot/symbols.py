"""Every character that is drawn and is no text, in forms for terminals that show fewer.

The form is chosen once, at the start, with `use_symbols`; whatever draws asks `symbols`.
"""

from __future__ import annotations

from typing import NamedTuple


class Frame(NamedTuple):
    """The characters of a rectangle."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    horizontal: str
    vertical: str


class Symbols(NamedTuple):
    """One form of every symbol; each is one cell wide, where nothing else is said.

    Attributes
    ----------
    name
        ``braille``, ``block``, ``console`` or ``ascii``.
    axis_*, grid_*, crosshair
        Of charts; the dot is for grids where there is no colour that is barely seen.
    not_a_number, positive_infinity, negative_infinity, restart
        Marks in charts.
    lines
        Swatches of lines: solid, dashed, dotted, dashes and dots.
    upper_half, lower_half, full
        Cells that are filled; ascii has no halves.
    ramp
        Eight heights, beside the colours of a density.
    shades
        Eight steps of darkness: a density where colours cannot show it.
    band
        The area of a band where the background cannot show it.
    cursor, cursor_at_rest
        The bar at a line of a list, of the pane in use and of others.
    run_shown, run_hidden
        Swatches.
    pinned, warning, arrow_up, arrow_down, previous, next
        Beside titles and values.
    marked, baseline
        Rows that the user has chosen, and the one with which others are compared.
    missing
        Where there is no value.
    better, worse
        Behind changes, where colours cannot show which they are.
    slider_done, slider_knob, slider_rest, progress_done, progress_rest
        Of a slider and a progress bar.
    open, folded
        Of scopes in a tree.
    running, stalled, failed, finished, looking, live, paused
        States.
    frame, frame_in_use
        Around a chart; the second only where colours cannot show which has the focus.
    ellipsis, separator, times
        Within text.
    """

    name: str
    axis_vertical: str
    axis_horizontal: str
    axis_corner: str
    axis_tick_left: str
    axis_tick_below: str
    grid_row: str
    grid_column: str
    grid_dot: str
    crosshair: str
    not_a_number: str
    positive_infinity: str
    negative_infinity: str
    restart: str
    lines: str
    upper_half: str
    lower_half: str
    full: str
    ramp: str
    shades: str
    band: str
    cursor: str
    cursor_at_rest: str
    run_shown: str
    run_hidden: str
    pinned: str
    warning: str
    arrow_up: str
    arrow_down: str
    previous: str
    next: str
    marked: str
    baseline: str
    missing: str
    better: str
    worse: str
    slider_done: str
    slider_knob: str
    slider_rest: str
    progress_done: str
    progress_rest: str
    open: str
    folded: str
    running: str
    stalled: str
    failed: str
    finished: str
    looking: str
    live: str
    paused: str
    frame: Frame
    frame_in_use: Frame
    ellipsis: str
    separator: str
    times: str

    @property
    def shows_everything(self) -> bool:
        """Whether any character of Unicode may be shown."""
        return self.name in ("braille", "block")

    @property
    def is_ascii(self) -> bool:
        """Whether nothing but ASCII may be shown."""
        return self.name == "ascii"


BRAILLE = Symbols(
    name="braille",
    axis_vertical="│",
    axis_horizontal="─",
    axis_corner="└",
    axis_tick_left="┤",
    axis_tick_below="┴",
    grid_row="┄",
    grid_column="┆",
    grid_dot="·",
    crosshair="│",
    not_a_number="▾",
    positive_infinity="↑",
    negative_infinity="↓",
    restart="↺",
    lines="━╍┉┅",
    upper_half="▀",
    lower_half="▄",
    full="█",
    ramp="▁▂▃▄▅▆▇█",
    shades="░░▒▒▓▓██",
    band="░",
    cursor="▌",
    cursor_at_rest="▌",
    run_shown="■",
    run_hidden="□",
    pinned="▪",
    warning="▲",
    arrow_up="↑",
    arrow_down="↓",
    previous="‹",
    next="›",
    marked="•",
    baseline="◆",
    missing="–",
    better="✓",
    worse="✗",
    slider_done="━",
    slider_knob="●",
    slider_rest="─",
    progress_done="━",
    progress_rest="━",
    open="▾",
    folded="▸",
    running="●",
    stalled="!",
    failed="✗",
    finished="✓",
    looking="○",
    live="●",
    paused="⏸",
    frame=Frame("╭", "╮", "╰", "╯", "─", "│"),
    frame_in_use=Frame("┏", "┓", "┗", "┛", "━", "┃"),
    ellipsis="…",
    separator="·",
    times="×",
)

BLOCK = BRAILLE._replace(name="block")

CONSOLE = BLOCK._replace(
    name="console",
    grid_row="·",
    grid_column="·",
    not_a_number="v",
    restart="*",
    lines="■=:~",
    ramp="░░▒▒▓▓██",
    run_hidden="o",
    pinned="*",
    warning="!",
    previous="<",
    next=">",
    marked="*",
    baseline="=",
    missing="-",
    better="√",
    worse="x",
    slider_done="═",
    slider_knob="■",
    progress_done="█",
    progress_rest="░",
    open="-",
    folded="+",
    running="■",
    failed="x",
    finished="√",
    looking="o",
    live="■",
    paused="=",
    frame=Frame("┌", "┐", "└", "┘", "─", "│"),
    frame_in_use=Frame("╔", "╗", "╚", "╝", "═", "║"),
    ellipsis="~",
    times="x",
)
"""Of the blocks only those that the console of Linux has: its font knows 256 characters."""

ASCII = Symbols(
    name="ascii",
    axis_vertical="|",
    axis_horizontal="-",
    axis_corner="+",
    axis_tick_left="+",
    axis_tick_below="+",
    grid_row=".",
    grid_column=".",
    grid_dot=".",
    crosshair="|",
    not_a_number="v",
    positive_infinity="^",
    negative_infinity="v",
    restart="@",
    lines="-=:~",
    upper_half="#",
    lower_half="#",
    full="#",
    ramp=".:-=+*%#",
    shades=".:-=+*%#",
    band=":",
    cursor=">",
    cursor_at_rest="|",
    run_shown="#",
    run_hidden="-",
    pinned="*",
    warning="!",
    arrow_up="^",
    arrow_down="v",
    previous="<",
    next=">",
    marked="*",
    baseline="=",
    missing="-",
    better="*",
    worse="!",
    slider_done="=",
    slider_knob="O",
    slider_rest="-",
    progress_done="#",
    progress_rest="-",
    open="-",
    folded="+",
    running="*",
    stalled="!",
    failed="x",
    finished="=",
    looking="o",
    live="*",
    paused='"',
    frame=Frame("+", "+", "+", "+", "-", "|"),
    frame_in_use=Frame("#", "#", "#", "#", "=", "#"),
    ellipsis="~",
    separator="-",
    times="x",
)

FORMS = {form.name: form for form in (BRAILLE, BLOCK, CONSOLE, ASCII)}

_current = [BRAILLE]

_NAMES_OF_ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}


def symbols() -> Symbols:
    """Return the symbols that are in use."""
    return _current[0]


def use_symbols(chosen: Symbols) -> None:
    """Draw with other symbols from now on."""
    _current[0] = chosen


def name_keys(keys: str) -> str:
    """Return the names of keys for display: an arrow that cannot be shown is spelled out."""
    if not symbols().is_ascii or keys.isascii():
        return keys
    return "".join(_NAMES_OF_ARROWS.get(character, character) for character in keys)
