"""A line in which the user notes something about a run."""

from __future__ import annotations

from typing import ClassVar

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.line_input import LineInput


class NoteInput(LineInput):
    """One of several below one another, between which keys go up and down.

    Parameters
    ----------
    text : str
        What is noted so far.
    placeholder : str
    """

    BINDINGS = bindings_for(Where.NOTE)
    DEFAULT_CSS = "NoteInput { width: 1fr; }"

    pane: ClassVar[Where] = Where.NOTE

    def __init__(self, text: str, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder, select_on_focus=False, id=id)
        self.value = text
