"""Remember what the terminal shows, and send only what is different.

Textual sends every region that may have changed in full, with colours set and reset around each
piece of text. Over SSH the difference is between 40 kB and 200 bytes for one step of the crosshair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment

from tbtui.term.pens import PLAIN, RESET, Pen, change_pen
from tbtui.term.row import Row, Run, is_narrow

_WIDTH_OF_VERTICAL = 2
"""Cells up to which something is taken for a part of a vertical line."""

_DOWN = "\v"
"""One row down, as a line feed but never with a return: lines do not make two of it. In the last
row it would scroll, but there is no way down from there."""
_DOWNS = 3
"""Rows up to which these are the shortest way down."""
_BACKSPACES = 3
"""Cells up to which backspaces are the shortest way to the left."""


class Piece(NamedTuple):
    """Text that is to be shown in one row, from one column on."""

    column: int
    segments: Iterable[Segment]


class Frame:
    """The cells that were sent last.

    Parameters
    ----------
    width, height : int
        Cells of the terminal.
    color_system : ColorSystem
        The colours that it has.
    """

    def __init__(self, width: int, height: int, color_system: ColorSystem) -> None:
        self.width = width
        self.height = height
        self.color_system = color_system
        self._rows = [Row.unknown(width) for _ in range(height)]
        self._last_pieces: list[Sequence[Piece]] = [()] * height

    def update(self, rows: Iterable[tuple[int, Sequence[Piece]]]) -> str:
        """Take notice of what is to be shown, and return what has to be sent for it.

        Parameters
        ----------
        rows : iterable of (int, sequence of Piece)
            Numbers of rows, counted from the top, and what is new there.

        Returns
        -------
        str
            Empty when the terminal shows all of it already. The pen is expected, and left, as it
            is after a reset.
        """
        painted: dict[int, Row] = {}
        for number, pieces in rows:
            # Widgets keep their strips, so most of what is painted again is the very same.
            if not 0 <= number < self.height or self._last_pieces[number] == pieces:
                continue
            self._last_pieces[number] = pieces
            if number not in painted:
                painted[number] = self._rows[number].copy()
            for column, segments in pieces:
                painted[number].paint(column, segments, self.color_system)
        return self._change_to(painted)

    def _change_to(self, painted: dict[int, Row]) -> str:
        changed: list[tuple[int, Run]] = []
        for number, row in painted.items():
            for start, end in self._rows[number].changes(row):
                changed.extend((number, run) for run in row.runs(start, end))
            self._rows[number] = row
        # One pen after the other: to move takes fewer bytes than to change the pen.
        output = _Output(self.width)
        for number, run in sorted(changed, key=_order):
            output.move(number, run.start)
            output.write(run)
        return output.finished()


def _order(item: tuple[int, Run]) -> tuple[Pen, bool, int, int]:
    """Sort by pens; then vertical lines from top to bottom; then text as it is read."""
    row, run = item
    if run.end - run.start <= _WIDTH_OF_VERTICAL:
        return run.pen, False, run.start, row
    return run.pen, True, row, run.start


class _Output:
    """Collects text and escape sequences, knowing cursor and pen."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._parts: list[str] = []
        self._row = -1
        self._column = -1
        self._pen = PLAIN
        self._last_text = ""

    def move(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        if (row, column) != (self._row, self._column):
            sequence = f"\x1b[{row + 1};{column + 1}H"
            if self._is_certain():
                down, right = row - self._row, column - self._column
                relative = _rows_down(down) + _columns_right(right)
                sequence = min(relative, sequence, key=len)
            self._parts.append(sequence)
        self._row, self._column = row, column

    def _is_certain(self) -> bool:
        """Tell whether the cursor is where it is thought to be.

        Terminals disagree about the width of some characters, and at the right edge about where
        the cursor waits. Therefore the first move after those is to an absolute position.
        """
        return 0 <= self._column < self._width and is_narrow(self._last_text)

    def write(self, run: Run) -> None:
        """Write cells to where the cursor is."""
        self._parts.append(change_pen(self._pen, run.pen))
        self._parts.append(run.text)
        self._pen = run.pen if run.pen.foreground else self._pen_with_foreground(run.pen)
        self._column = run.end
        self._last_text = run.text

    def _pen_with_foreground(self, pen: Pen) -> Pen:
        """Complete a pen that left the foreground as it was."""
        foreground = self._pen.foreground
        if pen.attributes != self._pen.attributes:
            foreground = PLAIN.foreground
        return pen._replace(foreground=foreground)

    def finished(self) -> str:
        """Return everything, with the pen put back."""
        if self._pen != PLAIN:
            self._parts.append(RESET)
        return "".join(self._parts)


def _rows_down(distance: int) -> str:
    """Return what moves the cursor down, or up where negative, within its column."""
    if 0 < distance <= _DOWNS:
        return _DOWN * distance
    return _moved(distance, "B") if distance > 0 else _moved(-distance, "A")


def _columns_right(distance: int) -> str:
    """Return what moves the cursor to the right, or left where negative, within its row."""
    if -_BACKSPACES <= distance < 0:
        return "\b" * -distance
    return _moved(distance, "C") if distance > 0 else _moved(-distance, "D")


def _moved(count: int, direction: str) -> str:
    if count == 0:
        return ""
    return f"\x1b[{count if count > 1 else ''}{direction}"
