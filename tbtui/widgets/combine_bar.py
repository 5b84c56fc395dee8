"""The line below the charts in which the pattern of a combined chart is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.line_input import LineInput


class CombineInput(LineInput):
    """Stands beside what the pattern in it finds."""

    BINDINGS = bindings_for(Where.COMBINING)
    DEFAULT_CSS = "CombineInput { width: 1fr; }"

    pane: ClassVar[Where] = Where.COMBINING

    def __init__(self) -> None:
        super().__init__("words of tags, a*b, /regex/", select_on_focus=False)


class CombineBar(Horizontal):
    """Takes a pattern and says what it matches."""

    DEFAULT_CSS = """
    CombineBar {
        height: 1;
        background: $background;
        display: none;
    }
    CombineBar > #combine-label {
        width: auto;
        padding: 0 1;
        color: $text-muted;
    }
    CombineBar > #combine-hint {
        width: 2fr;
        padding: 0 1;
        color: $text-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    CombineBar > #combine-hint.-wrong { color: $error; }
    """

    class Typed(Message):
        """Another pattern stands in the line."""

        def __init__(self, pattern: str) -> None:
            super().__init__()
            self.pattern = pattern

    def compose(self) -> Iterable[Widget]:
        """Compose the line."""
        yield Static("combine", id="combine-label")
        yield CombineInput()
        yield Static(id="combine-hint", markup=False)

    @property
    def input(self) -> CombineInput:
        """The line itself."""
        return self.query_one(CombineInput)

    def open(self, pattern: str) -> None:
        """Show the bar with a pattern to begin with, which typing replaces and arrows edit."""
        self.display = True
        field = self.input
        with field.prevent(Input.Changed):
            field.value = pattern
        field.selection = Selection(0, len(pattern))

    def tell(self, hint: str, wrong: bool) -> None:
        """Say what the pattern matches, or what is wrong with it; already escaped."""
        static = self.query_one("#combine-hint", Static)
        static.set_class(wrong, "-wrong")
        self.input.set_class(wrong, "-wrong")
        static.update(hint)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        self.post_message(self.Typed(event.value))
