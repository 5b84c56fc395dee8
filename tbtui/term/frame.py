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
from tbtui.term.row import Row


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
        output = _Output()
        for number, pieces in rows:
            # Widgets keep their strips, so most of what is painted again is the very same.
            if not 0 <= number < self.height or self._last_pieces[number] == pieces:
                continue
            self._last_pieces[number] = pieces
            shown = self._rows[number]
            wanted = shown.copy()
            for column, segments in pieces:
                wanted.paint(column, segments, self.color_system)
            for start, end in shown.changes(wanted):
                output.move(number, start)
                output.write(wanted, start, end)
            self._rows[number] = wanted
        return output.finished()


class _Output:
    """Collects text and escape sequences, knowing cursor and pen."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._row = -1
        self._column = -1
        self._pen = PLAIN

    def move(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        # Columns are given from the left edge: terminals disagree about the width of some
        # characters, and so no mistake is carried on.
        if row != self._row:
            self._parts.append(f"\x1b[{row + 1};{column + 1}H")
        elif column != self._column:
            self._parts.append(f"\x1b[{column + 1}G")
        self._row, self._column = row, column

    def write(self, row: Row, start: int, end: int) -> None:
        """Write the cells between two columns, to where the cursor is."""
        wanted: Pen | None = None
        for character, pen in row.cells(start, end):
            if pen is not wanted:
                wanted = pen
                sequence, self._pen = change_pen(self._pen, pen)
                self._parts.append(sequence)
            self._parts.append(character)
        self._column = end

    def finished(self) -> str:
        """Return everything, with the pen put back."""
        if self._pen != PLAIN:
            self._parts.append(RESET)
        return "".join(self._parts)
