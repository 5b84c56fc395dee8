"""Boxes of a picture of the flow: how large they are and how they are drawn."""

from __future__ import annotations

from typing import NamedTuple

from tbtui.analysis.flow.layout import Size
from tbtui.analysis.flow.model import Annotation, Box, BoxKind
from tbtui.plot.cells import Cells
from tbtui.plot.flow_symbols import flow_symbols
from tbtui.plot.symbols import Frame, symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.plot.theme import Theme, dim

_FILL_DIM = 0.8
"""How far the inside of a coloured box is faded into the background."""
_NOTE_WIDTH = 16
_NAME_LIMIT = 400
"""Characters of a name that are looked at: what is drawn is far shorter."""


class Form(NamedTuple):
    """How much room boxes may take.

    Attributes
    ----------
    is_compact : bool
        One row for a box instead of a frame around it.
    name_width : int
        Cells of the longest name.
    detail_width : int
        Cells of the longest operation, or of what a scope holds; 0 leaves them out.
    """

    is_compact: bool = False
    name_width: int = 28
    detail_width: int = 18


class Look(NamedTuple):
    """What a box looks like at present.

    Attributes
    ----------
    is_selected : bool
    ink : str
        Its colour; empty for none.
    mark : str
        A cell before the name; empty for none.
    is_faded : bool
        Whether something else matters more.
    trace, trace_ink : str
        A cell after the words, that says how the box depends on another one, and its colour.
    """

    is_selected: bool = False
    ink: str = ""
    mark: str = ""
    is_faded: bool = False
    trace: str = ""
    trace_ink: str = ""


class Measured(NamedTuple):
    """The words of a box, escaped and clipped, and the cells that it takes.

    Attributes
    ----------
    name, detail : str
    before, after : tuple of str
        Lines beside the box, the arrow heads included.
    size : Size
        Of everything, with the notes.
    width, height : int
        Of the box alone.
    """

    name: str
    detail: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    size: Size
    width: int
    height: int


def measure(box: Box, form: Form) -> Measured:
    """Return the words of a box and how many cells it takes."""
    name = clip_middle(_shown(box.name, is_rest=box.kind is BoxKind.MORE), form.name_width)
    detail = clip(escape(box.detail[:_NAME_LIMIT]), form.detail_width)
    before = _notes(box.before, form, is_before=True)
    after = _notes(box.after, form, is_before=False)
    content = 2 * _margin(box) + cell_width(name) + (1 + cell_width(detail) if detail else 0)
    is_bare = form.is_compact or box.kind in (BoxKind.OUTSIDE, BoxKind.MORE)
    width = content + 2 + (1 if box.kind is BoxKind.SERIES else 0)
    width += 1 - width % 2
    height = 1 if is_bare else max(3, len(before), len(after))
    half = width // 2
    left = max(map(cell_width, before), default=0)
    right = max(map(cell_width, after), default=0)
    reach = max(half - 1, 0)
    size = Size(half + left, half + right, height, reach, reach)
    return Measured(name, detail, before, after, size, width, height)


def _margin(box: Box) -> int:
    """Return the cells on either side of the words: those for marks are kept, so nothing moves."""
    return 1 if box.kind in (BoxKind.OUTSIDE, BoxKind.MORE) else 2


def _notes(notes: tuple[Annotation, ...], form: Form, *, is_before: bool) -> tuple[str, ...]:
    if not notes:
        return ()
    head = flow_symbols().right
    if form.is_compact:
        words = [f"+{len(notes)}"]
        heads = [head]
    else:
        texts = [_shown(note.name, is_rest=note.node < 0) for note in notes]
        words = [clip_middle(text, _NOTE_WIDTH) for text in texts]
        heads = [flow_symbols().dotted_horizontal if note.is_control else head for note in notes]
    pairs = zip(words, heads, strict=True)
    return tuple(f"{text}{mark}" if is_before else f"{mark}{text}" for text, mark in pairs)


def _shown(name: str, *, is_rest: bool) -> str:
    """Return a name as it is drawn, or what stands for the rest of many."""
    text = escape(name[:_NAME_LIMIT])
    return f"{symbols().ellipsis} and {text} more" if is_rest else text


def draw_box(
    cells: Cells, box: Box, words: Measured, x: int, y: int, look: Look, theme: Theme
) -> None:
    """Draw a box with what stands beside it.

    Parameters
    ----------
    cells : Cells
        What falls outside is left out.
    words : Measured
    x, y : int
        The first cell of the box itself.
    """
    _draw_notes(cells, words, x, y, theme)
    outside = box.kind in (BoxKind.OUTSIDE, BoxKind.MORE)
    border = look.ink or (theme.text_faint if outside else theme.text_muted)
    if look.is_selected:
        border = theme.border_focus
    elif look.is_faded:
        border = theme.border if theme.has_shades else dim(border, theme.background, 0.5)
    fill = theme.background
    if look.ink and theme.has_shades and not outside:
        fill = dim(look.ink, theme.background, _FILL_DIM)
    color, paper = cells.color(border), cells.color(fill)
    if words.height == 1:
        _draw_ends(cells, box, words, x, y, look, color, paper)
        row, start, end = y, x + 1, x + words.width - 1
    else:
        _draw_frame(cells, box, words, x, y, look, color, paper)
        row, start, end = y + words.height // 2, x + 1, x + words.width - 1
        if box.kind is BoxKind.SERIES:
            end -= 1
    _draw_words(cells, box, words, row, start, end, look, theme, paper)


def _draw_words(
    cells: Cells,
    box: Box,
    words: Measured,
    row: int,
    start: int,
    end: int,
    look: Look,
    theme: Theme,
    paper: int,
) -> None:
    """Write mark, name and detail into the row between two columns."""
    is_muted = look.is_faded or box.kind in (BoxKind.OUTSIDE, BoxKind.MORE)
    ink = theme.text_faint if is_muted else theme.text
    if look.is_selected:
        ink = theme.text_strong
    cells.write(start, row, " " * (end - start), cells.color(theme.text), paper)
    column = start
    mark = look.mark or (symbols().folded if box.kind is BoxKind.SCOPE else "")
    if mark:
        cells.write(column, row, mark, cells.color(look.ink or theme.text_muted), paper)
    column += _margin(box)
    cells.write(column, row, words.name, cells.color(ink), paper, bold=look.is_selected)
    if words.detail:
        column += cell_width(words.name) + 1
        cells.write(column, row, words.detail, cells.color(theme.text_faint), paper)
    if look.trace and _margin(box) > 1:
        cells.write(end - 1, row, look.trace, cells.color(look.trace_ink), paper)


def _draw_frame(
    cells: Cells, box: Box, words: Measured, x: int, y: int, look: Look, color: int, paper: int
) -> None:
    frame = _frame(box, look)
    width = words.width - (1 if box.kind is BoxKind.SERIES else 0)
    dashes = frame.horizontal * (width - 2)
    bottom = y + words.height - 1
    behind = ["", "", ""]
    if box.kind is BoxKind.SERIES:
        behind = [frame.top_right, frame.vertical, frame.bottom_right]
    bold = look.is_selected
    top_row = frame.top_left + dashes + frame.top_right + behind[0]
    cells.write(x, y, top_row, color, paper, bold)
    for row in range(y + 1, bottom):
        cells.write(x, row, frame.vertical + " " * (width - 2), color, paper, bold)
        cells.write(x + width - 1, row, frame.vertical + behind[1], color, paper, bold)
    last_row = frame.bottom_left + dashes + frame.bottom_right + behind[2]
    cells.write(x, bottom, last_row, color, paper, bold)


def _frame(box: Box, look: Look) -> Frame:
    if look.is_selected:
        return flow_symbols().chosen
    return flow_symbols().scope if box.kind is BoxKind.SCOPE else flow_symbols().op


def _draw_ends(
    cells: Cells, box: Box, words: Measured, x: int, y: int, look: Look, color: int, paper: int
) -> None:
    """Draw what encloses a box of one row: round for operations, square for scopes."""
    left, right = {
        BoxKind.OP: ("(", ")"),
        BoxKind.SERIES: ("(", ")"),
        BoxKind.SCOPE: ("[", "]"),
        BoxKind.OUTSIDE: (symbols().previous, symbols().next),
        BoxKind.MORE: (" ", " "),
    }[box.kind]
    if look.is_selected:
        left = symbols().cursor
    if box.kind is BoxKind.SERIES:
        cells.write(x + words.width - 2, y, right, color, paper)
    cells.write(x, y, left, color, paper, look.is_selected)
    cells.write(x + words.width - 1, y, right, color, paper, look.is_selected)


def _draw_notes(cells: Cells, words: Measured, x: int, y: int, theme: Theme) -> None:
    ink = cells.color(theme.text_faint)
    for row, note in enumerate(words.before, start=y):
        cells.write(x - cell_width(note), row, note, ink)
    for row, note in enumerate(words.after, start=y):
        cells.write(x + words.width, row, note, ink)
