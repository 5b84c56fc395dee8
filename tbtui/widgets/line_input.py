"""A line in which something is typed."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """A one-line input that stands still: no border, no blinking cursor.

    Parameters
    ----------
    placeholder : str
        What stands there while nothing is typed.
    select_on_focus : bool
        Whether typing replaces what is there.
    """

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        padding: 0 1;
        border: none;
        background: $panel;
        color: $foreground;
    }
    LineInput:focus { border: none; background-tint: transparent; }
    LineInput.-wrong { color: $error; }
    """

    def __init__(
        self,
        placeholder: str = "",
        *,
        select_on_focus: bool = True,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(
            id=id, compact=True, placeholder=placeholder, select_on_focus=select_on_focus
        )
        self.cursor_blink = False
