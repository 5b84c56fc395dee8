"""The line above a list in which a filter is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from tbtui.bindings import Where, bindings_for


class FilterInput(Input):
    """A one-line input that stands still: no border, no blinking cursor."""

    BINDINGS = bindings_for(Where.FILTER)
    DEFAULT_CSS = """
    FilterInput {
        height: 1;
        margin: 0 1;
        padding: 0 1;
        border: none;
        background: $panel;
        color: $foreground;
        display: none;
    }
    FilterInput:focus { border: none; background-tint: transparent; }
    FilterInput.-wrong { color: $error; }
    """

    pane: ClassVar[Where] = Where.FILTER

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, placeholder=placeholder)
        self.cursor_blink = False
