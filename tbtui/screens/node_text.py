"""The whole of a long text of a node: an attribute, a name."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tbtui.plot.text import escape
from tbtui.screens.text_dialog import Paragraph, TextDialog

_LONGEST = 200_000
"""Characters; nobody reads on."""


class NodeText(TextDialog):
    """Shows a text line by line.

    Parameters
    ----------
    title : str
        Escaped.
    text : str
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def on_mount(self) -> None:
        """Show the title, which as a mere text would be taken for markup."""
        self.query_one("#dialog").border_title = Content(self._dialog_title)

    def paragraphs(self) -> Sequence[Paragraph]:
        """Return the lines."""
        shown = self._text[:_LONGEST]
        found = [Paragraph(escape(line) or " ") for line in shown.split("\n")]
        if len(shown) < len(self._text):
            found.append(Paragraph(f"{len(self._text) - _LONGEST:,} more characters", "muted"))
        return found
