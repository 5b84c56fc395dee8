"""The lines of a table: its header, and a row as far as its columns are in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.strip import Strip

from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, pad, pad_left
from tbtui.widgets.styling import cursor_bar, segment, selected, strip_of, swatch_of
from tbtui.widgets.table_columns import NAME_KEY, ColumnCells
from tbtui.widgets.table_layout import GAP, PREFIX, Place, TableLayout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rich.segment import Segment

    from tbtui.plot.theme import Theme
    from tbtui.widgets.short_names import ShortNames
    from tbtui.widgets.table_contents import RowLook, TableContents


@dataclass(frozen=True)
class TableView:
    """What both header and rows are drawn from.

    Attributes
    ----------
    contents : TableContents
    layout : TableLayout
    cells : sequence of ColumnCells
        Of all columns.
    names : ShortNames
    column : int
        The column of the cursor; -1 for the names.
    in_use : bool
        Whether the table has the focus.
    rows : sequence of int
        Those in view.
    """

    contents: TableContents
    layout: TableLayout
    cells: Sequence[ColumnCells]
    names: ShortNames
    column: int
    in_use: bool
    rows: Sequence[int] | NDArray[np.intp] = ()


def draw_row(view: TableView, row: int, at_cursor: bool, width: int, theme: Theme) -> Strip:
    """Return the line of a row in exactly so many cells."""
    contents = view.contents
    background = theme.surface if at_cursor and view.in_use else theme.background
    look = contents.look(row)
    blank = segment(" ", background, background)
    is_baseline = row == contents.baseline
    mark = symbols().marked if look.is_marked else " "
    if is_baseline:
        mark = symbols().baseline
    swatch = swatch_of(look.color, symbols().run_shown) if look.is_shown else symbols().run_hidden
    name_color = theme.text if look.is_shown else theme.text_muted
    if at_cursor and look.is_shown:
        name_color = theme.text_strong
    name_width = view.layout.name_width
    name = pad(view.names.of(contents.shown_names[row], name_width), name_width)
    named = segment(name, name_color, background, bold=at_cursor or is_baseline)
    pieces = [
        cursor_bar(theme, background, view.in_use) if at_cursor else blank,
        segment(mark, theme.accent, background),
        segment(swatch if look.color else " ", look.color or theme.text, background),
        blank,
    ]
    pieces += _chosen([named], theme) if at_cursor and view.in_use and view.column < 0 else [named]
    gap = segment(" " * GAP, background, background)
    for place in view.layout.places:
        drawn = _cell(view, place, row, look, background, theme)
        if at_cursor and view.in_use and place.column == view.column:
            drawn = _chosen(drawn, theme)
        pieces += [gap, *drawn]
    return strip_of(pieces, width, background)


def _chosen(pieces: list[Segment], theme: Theme) -> list[Segment]:
    return list(selected(Strip(pieces), theme))


def _cell(
    view: TableView, place: Place, row: int, look: RowLook, background: str, theme: Theme
) -> list[Segment]:
    cells, width = view.cells[place.column], place.width
    column = cells.column
    if column.curve is not None and (curve := cells.curve(row, width, view.rows)):
        return [segment(curve, look.color or theme.text, background)]
    cell = cells.cell(row)
    is_best = row in column.best
    color = theme.text if look.is_shown else theme.text_muted
    if cell.is_missing:
        color = theme.text_faint
    elif column.role is not None and (role := column.role(row)):
        color = getattr(theme, role)
    elif is_best:
        color = theme.text_strong
    value, change = cell.value, cell.change
    if cells.width > width:
        value, change = _cut(value + change, width, column.is_number), ""
    elif column.is_number:
        value = " " * (width - cells.width) + value
    else:
        value += " " * (width - cells.width)
    pieces = [segment(value, color, background, bold=is_best and not cell.is_missing)]
    if change:
        better = 0 if column.better is None else int(column.better[row])
        changed = {1: theme.success, -1: theme.error}.get(better, theme.text_faint)
        if not theme.has_color and column.better is not None:
            # There are two blanks before the longest change, of which one gives way.
            change = change[1:] + {1: symbols().better, -1: symbols().worse}.get(better, " ")
        pieces.append(segment(change, changed, background))
    return pieces


def _cut(text: str, width: int, is_number: bool) -> str:
    """Shorten a cell at the right edge of the table, where its column has not enough room."""
    text = text.strip()
    return pad_left(clip(text, width), width) if is_number else pad(clip(text, width), width)


def draw_header(view: TableView, line: int, lines: int, width: int, theme: Theme) -> Strip:
    """Return a line of the header: groups of columns above titles, or both in one line."""
    if line < lines - 1:
        return _groups(view, width, theme)
    contents, layout = view.contents, view.layout
    background = theme.background
    only_line = lines == 1
    name = f"{contents.heading}{_sort_mark(view, NAME_KEY)}"
    if contents.count:
        name = f"{name}  {contents.count}"
    hint = _left_hint(layout.left) if only_line else ""
    name = pad(clip(name, layout.name_width - cell_width(hint)), layout.name_width - len(hint))
    pieces = [
        segment(" " * PREFIX, background, background),
        _title(view, NAME_KEY, name, view.column < 0, theme),
        segment(hint, theme.text_muted, background),
    ]
    for place in layout.places:
        column = view.cells[place.column].column
        mark = _sort_mark(view, column.key)
        words = column.title
        if only_line:
            words = column.name
        text = clip_middle(words, max(0, place.width - cell_width(mark))) + mark
        fitted = pad_left(text, place.width) if column.is_number else pad(text, place.width)
        pieces.append(segment(" " * GAP, background, background))
        pieces.append(_title(view, column.key, fitted, place.column == view.column, theme))
    if only_line:
        pieces.append(_right_hint(view, width, theme))
    return strip_of(pieces, width, background)


def _title(view: TableView, key: str, text: str, at_cursor: bool, theme: Theme) -> Segment:
    color = theme.text_faint
    if view.contents.sort_place(key) is not None:
        color = theme.accent
    elif at_cursor and view.in_use:
        color = theme.text
    return segment(text, color, theme.background)


def _sort_mark(view: TableView, key: str) -> str:
    """Return an arrow, with the place of the column where several sort."""
    place = view.contents.sort_place(key)
    if place is None:
        return ""
    arrow = symbols().arrow_down if view.contents.sorts[place].descending else symbols().arrow_up
    return arrow if len(view.contents.sorts) == 1 else f"{arrow}{place + 1}"


def _groups(view: TableView, width: int, theme: Theme) -> Strip:
    """Return the line above the titles: what neighbours have in common, and what is off-screen."""
    layout, background = view.layout, theme.background
    hint = _left_hint(layout.left)
    pieces = [
        segment(" " * PREFIX, background, background),
        segment(pad_left(hint, layout.name_width), theme.text_muted, background),
    ]
    x = PREFIX + layout.name_width
    places = list(layout.places)
    while places:
        first = places.pop(0)
        column = view.cells[first.column].column
        end = first.x + first.width
        is_wide = False
        while places and _joins(view.layout, view.cells, first.column, places[0].column):
            last = places.pop(0)
            end, is_wide = last.x + last.width, True
        room = end - first.x
        text = clip_middle(column.group, room)
        right = column.is_number and not is_wide
        text = pad_left(text, room) if right else _centered(text, room) if is_wide else text
        pieces.append(segment(" " * (first.x - x), background, background))
        pieces.append(segment(pad(text, room), theme.text_faint, background))
        x = end
    pieces.append(_right_hint(view, width, theme))
    return strip_of(pieces, width, background)


def _joins(layout: TableLayout, cells: Sequence[ColumnCells], first: int, other: int) -> bool:
    """Say whether a column that follows belongs to the same group, and none is left out between."""
    group = cells[first].column.group
    is_same = bool(group) and group == cells[other].column.group
    return is_same and (layout.left == 0 or first >= layout.first)


def title_wishes(layout: TableLayout, cells: Sequence[ColumnCells]) -> list[int]:
    """Return how many cells the columns in view would need for their titles and their groups.

    Where a group stands above several columns, the last of them makes room for it.
    """
    wishes = [cells[place.column].title_wish for place in layout.places]
    first = 0
    for index, place in enumerate(layout.places):
        leader = layout.places[first]
        if index and not _joins(layout, cells, leader.column, place.column):
            first, leader = index, place
        is_last = index + 1 == len(layout.places) or not _joins(
            layout, cells, leader.column, layout.places[index + 1].column
        )
        if is_last:
            before = sum(
                max(wish, other.width) + GAP
                for wish, other in zip(wishes[first:index], layout.places[first:index], strict=True)
            )
            wishes[index] = max(wishes[index], cells[leader.column].group_wish - before)
    return wishes


def _centered(text: str, room: int) -> str:
    """Return a text in the middle, with lines to the ends of what it stands for."""
    free = room - cell_width(text) - 2
    if free < 2:
        return text
    line = symbols().slider_rest
    return f"{line * (free // 2)} {text} {line * (free - free // 2)}"


def _left_hint(count: int) -> str:
    return f" {symbols().previous} {count}" if count else ""


def _right_hint(view: TableView, width: int, theme: Theme) -> Segment:
    """Return how many columns are off the right edge, with the way to that edge."""
    count = view.layout.right
    hint = f"{count} {symbols().next}" if count else ""
    room = max(0, width - view.layout.end)
    return segment(pad_left(hint, room) if hint else "", theme.text_muted, theme.background)
