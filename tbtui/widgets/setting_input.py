"""The line in which the value of a setting is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from tbtui.bindings import Where, bindings_for


class SettingInput(Input):
    """A one-line input that stands still: no border, no blinking cursor."""

    BINDINGS = bindings_for(Where.SETTING_INPUT)
    DEFAULT_CSS = """
    SettingInput {
        height: 1;
        margin: 0 1;
        padding: 0 1;
        border: none;
        background: $panel;
        color: $foreground;
        display: none;
    }
    SettingInput:focus { border: none; background-tint: transparent; }
    """

    pane: ClassVar[Where] = Where.SETTING_INPUT

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, compact=True)
        self.cursor_blink = False
