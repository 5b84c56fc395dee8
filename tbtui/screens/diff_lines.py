"""Differences of runs as lines: beside one another, or below where there is no room for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tbtui.analysis.text_diff import DiffCell, DiffRow
from tbtui.plot.text import cell_width, clip_middle, escape, pad
from tbtui.screens.run_differences import DiffSection, LabelledRow
from tbtui.widgets.text_lines import Line, Words

LEAST_COLUMN = 28
"""Cells of a run: where less is left for each, they stand one below another."""
_WIDEST_LABEL = 26
_GAP = 2
_NOTHING = "–"

_Piece = tuple[str, bool]
"""Escaped text, and whether it is changed."""


class DiffPage:
    """Lays out sections for a width.

    Parameters
    ----------
    names : sequence of str
        Of the runs, not escaped.
    sections : sequence of DiffSection
    width : int
        In cells.
    only_changes : bool
        Whether rows that are the same in all runs are left out.
    beside : bool or None
        Whether runs stand beside one another; None for whatever the width allows.
    """

    def __init__(
        self,
        names: Sequence[str],
        sections: Sequence[DiffSection],
        width: int,
        *,
        only_changes: bool,
        beside: bool | None = None,
    ) -> None:
        self._names = names
        self._sections = sections
        self._only_changes = only_changes
        labels = [cell_width(escape(label)) for one in sections for label, _ in one.rows]
        self._label_width = min(_WIDEST_LABEL, max(labels, default=0))
        self._label_width += _GAP if self._label_width else 0
        self._column = (width - self._label_width) // max(len(names), 1) - _GAP
        self.is_beside = self._column >= LEAST_COLUMN if beside is None else beside
        self._width = max(width, 8)

    def header(self) -> list[Line]:
        """Return which run stands where."""
        named = [f"{number} {escape(name)}" for number, name in enumerate(self._names, start=1)]
        if not self.is_beside:
            return [[Words(clip_middle(name, self._width), "strong", bold=True)] for name in named]
        words = [Words(" " * self._label_width)]
        for name in named:
            text = clip_middle(name, self._column)
            words.append(Words(pad(text, self._column + _GAP), "strong", bold=True))
        return [words]

    def lines(self) -> list[Line]:
        """Return the sections."""
        found: list[Line] = []
        for section in self._sections:
            rows = [row for row in section.rows if row.row.differs or not self._only_changes]
            found.append([*_heading(section)])
            for row in rows:
                found.extend(self._beside(row) if self.is_beside else self._below(row))
            found.append([])
        return found[:-1]

    def _beside(self, labelled: LabelledRow) -> Iterator[Line]:
        label, row = labelled
        folded = [_folded(_pieces(cell), self._column) for cell in row.cells]
        escaped = escape(label)
        for index, parts in enumerate(zip_longest(*folded, fillvalue=())):
            before = clip_middle(escaped, self._label_width - _GAP) if index == 0 else ""
            words = [Words(pad(before, self._label_width), "muted")] if self._label_width else []
            for cell, pieces in zip(row.cells, parts, strict=True):
                words.extend(_words(cell, pieces, row.differs))
                used = sum(cell_width(text) for text, _ in pieces)
                words.append(Words(" " * (self._column + _GAP - used)))
            yield words

    def _below(self, labelled: LabelledRow) -> Iterator[Line]:
        label, row = labelled
        escaped = clip_middle(escape(label), self._width // 2)
        if not row.differs:
            indent = f"  {escaped} " if label else "  "
            yield from self._indented(indent, row.cells[0], row, "muted")
            return
        if label:
            yield [Words(f"  {escaped}", "muted")]
        for number, cell in enumerate(row.cells, start=1):
            yield from self._indented(f"{number} ", cell, row, "accent")

    def _indented(
        self, indent: str, cell: DiffCell | None, row: DiffRow, role: str
    ) -> Iterator[Line]:
        for index, pieces in enumerate(_folded(_pieces(cell), self._width - cell_width(indent))):
            before = indent if index == 0 else " " * cell_width(indent)
            yield [Words(before, role), *_words(cell, pieces, row.differs)]


def _heading(section: DiffSection) -> list[Words]:
    count = section.change_count
    said = "the same in all" if count == 0 else "1 line differs" if count == 1 else ""
    said = said or f"{count:,} lines differ"
    title = Words(escape(section.title), "accent", bold=True)
    return [title, Words(f"   {said}", "faint")]


def _pieces(cell: DiffCell | None) -> list[_Piece]:
    """Return a line in pieces that are changed or not."""
    if cell is None:
        return [(_NOTHING, False)]
    pieces, at = [], 0
    for start, stop in cell.changed:
        pieces += [(cell.text[at:start], False), (cell.text[start:stop], True)]
        at = stop
    pieces.append((cell.text[at:], False))
    return [(escape(text), changed) for text, changed in pieces if text]


def _words(cell: DiffCell | None, pieces: Sequence[_Piece], differs: bool) -> Iterator[Words]:
    """Return a part of a line: what is changed stands out, what is the same stands back."""
    if cell is None:
        yield from (Words(text, "faint") for text, _ in pieces)
        return
    usual = "text" if differs else "muted"
    for text, changed in pieces:
        yield Words(text, "warning" if changed else usual, bold=changed)


def _folded(pieces: Sequence[_Piece], width: int) -> list[list[_Piece]]:
    """Cut a line wherever the width ends; an empty one is still a line."""
    lines: list[list[_Piece]] = [[]]
    left = width
    for text, changed in pieces:
        part = ""
        for character in text:
            size = cell_width(character)
            if size > left:
                lines[-1].append((part, changed))
                lines.append([])
                part, left = "", width
            part += character
            left -= size
        if part:
            lines[-1].append((part, changed))
    return lines
