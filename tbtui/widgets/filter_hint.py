"""The lines below a filter that is being typed: what can be typed, or what is wrong."""

from __future__ import annotations

from textual.widgets import Static

from tbtui.plot.text import escape


class FilterHint(Static):
    """A hint that stands there only while its filter does."""

    DEFAULT_CSS = """
    FilterHint {
        height: auto;
        max-height: 3;
        margin: 0 1;
        color: $text-muted;
        background: $panel;
        display: none;
    }
    FilterHint.-trouble { color: $error; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._shown = ""

    def show(self, syntax: str, trouble: str) -> None:
        """Show what is wrong, or else what can be typed."""
        self.set_class(bool(trouble), "-trouble")
        words = escape(trouble) if trouble else syntax
        if words != self._shown:
            self._shown = words
            self.update(words)
