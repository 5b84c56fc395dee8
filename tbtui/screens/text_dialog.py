"""A dialog of text that is broken into lines as wide as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events

from tbtui.screens.dialog import Dialog, DialogLines
from tbtui.widgets.text_lines import Line, Words
from tbtui.widgets.wrapping import wrapped

SHARE_OF_SCREEN, MOST_CELLS = 0.92, 110
"""The width of a dialog, as in its style sheet."""
_BESIDE_TEXT = 6
"""Cells of the borders, the padding, the scroll bar and a gap before it."""


class Paragraph(NamedTuple):
    """Text that is broken into lines.

    Attributes
    ----------
    text : str
        Escaped; blanks at its start stand before each of its lines.
    role : str
        A colour of the theme, as in `Words`.
    bold : bool
    label : str
        Stands before the first line, in a column of its own.
    """

    text: str
    role: str = "text"
    bold: bool = False
    label: str = ""


class TextDialog(Dialog):
    """Shows paragraphs."""

    LABEL_WIDTH = 19

    def paragraphs(self) -> Sequence[Paragraph]:
        """Return the contents."""
        raise NotImplementedError

    def lines(self) -> Sequence[Line]:
        """Return the contents in lines that fit."""
        width = min(MOST_CELLS, int(self.app.size.width * SHARE_OF_SCREEN)) - _BESIDE_TEXT
        return [
            line
            for paragraph in self.paragraphs()
            for line in _lines_of(paragraph, max(2, width), self.LABEL_WIDTH)
        ]

    def show_paragraphs(self) -> None:
        """Show the contents as they are now."""
        self.query_one(DialogLines).show(self.lines())

    def on_resize(self, _: events.Resize) -> None:
        """Break the text anew."""
        self.show_paragraphs()


def _lines_of(paragraph: Paragraph, width: int, label_width: int) -> list[Line]:
    if not paragraph.label:
        pieces = wrapped(paragraph.text, width)
        return [[Words(piece, paragraph.role, paragraph.bold)] for piece in pieces]
    pieces = wrapped(paragraph.text, max(2, width - label_width))
    labels = [paragraph.label, *[""] * (len(pieces) - 1)]
    return [
        [Words(f"{label:<{label_width}}", "muted"), Words(piece, paragraph.role, paragraph.bold)]
        for label, piece in zip(labels, pieces, strict=True)
    ]
