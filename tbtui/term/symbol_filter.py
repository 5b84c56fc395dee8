"""The characters that are sent are those that the terminal has, wherever they come from."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tbtui.plot.plain_characters import plain


class InSymbols(LineFilter):
    """Replaces characters that the symbols in use lack, in all that is painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return text that is as wide and in the same colours."""
        return [Segment(plain(text), style, control) for text, style, control in segments]
