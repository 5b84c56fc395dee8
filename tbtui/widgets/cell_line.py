"""The line below a table: all that there is to say about the cell of the cursor."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.text import cell_width, clip_middle
from tbtui.widgets.fitting import fit_groups, pieces_width
from tbtui.widgets.styling import segment, strip_of, theme_of

GAP = "   "


class CellWords(NamedTuple):
    """What is said about a cell; everything is escaped.

    Attributes
    ----------
    name : str
        Of the row.
    column : str
    value : str
        With all its digits.
    change : str
        How far that is from the baseline.
    better : int
        1 where that is better, -1 where it is worse, else 0.
    notes : tuple of str
        Whatever else is known, the most telling first.
    """

    name: str = ""
    column: str = ""
    value: str = ""
    change: str = ""
    better: int = 0
    notes: tuple[str, ...] = ()


class CellLine(Widget):
    """One line; what does not fit drops out whole from the right."""

    DEFAULT_CSS = "CellLine { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words = CellWords()

    def show(self, words: CellWords) -> None:
        """Say something else."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line."""
        theme, words, width = theme_of(self), self._words, self.size.width
        background = theme.background
        color = {1: theme.success, -1: theme.error}.get(words.better, theme.text_muted)
        column = clip_middle(words.column, max(8, width // 3))
        others = sum(cell_width(GAP + word) for word in (column, words.value, words.change) if word)
        name = clip_middle(words.name, max(8, width // 3, width - 1 - others))
        value = clip_middle(words.value, max(8, width - 4))
        groups: list[list[Segment]] = [
            [segment(f" {name}", theme.text_muted, background)],
            [segment(f"{GAP}{column}", theme.text_muted, background)],
        ]
        # The value is what the line is for; the names are also in the table.
        needed = segment(f"{GAP}{value}" if value else "", theme.text_strong, background)
        fitted = fit_groups(groups, width - pieces_width([needed]))
        rest: list[list[Segment]] = []
        if words.change:
            rest.append([segment(f"{GAP}{words.change}", color, background)])
        rest += [[segment(f"{GAP}{note}", theme.text_faint, background)] for note in words.notes]
        pieces = [*fitted, needed]
        pieces += fit_groups(rest, width - pieces_width(pieces))
        return strip_of(pieces, width, background)
