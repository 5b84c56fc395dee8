"""A list of things of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.message import Message
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.text import cell_width, clip
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines


class Choice(NamedTuple):
    """One line of the list; both texts are escaped."""

    label: str
    detail: str = ""


class ChoiceList(VirtualLines):
    """Choices with a cursor."""

    BINDINGS = bindings_for(Where.CHOICES)
    pane: ClassVar[Where] = Where.CHOICES

    class Moved(Message):
        """The cursor stands on another choice."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Chosen(Message):
        """A choice was made."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices = choices
        self._label_width = max((cell_width(choice.label) for choice in choices), default=0)

    def on_mount(self) -> None:
        """Make room for the lines."""
        self.lines_changed()

    def line_count(self) -> int:
        """Return the number of choices."""
        return len(self._choices)

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell which choice the cursor stands on now."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved(new))

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw a choice, with its detail where there is room."""
        theme, choice = theme_of(self), self._choices[index]
        at_cursor = index == self.cursor
        label_width = min(self._label_width, max(1, width - 4))
        label = clip(choice.label, label_width)
        gap = " " * (label_width - cell_width(label) + 3)
        detail = clip(choice.detail, max(0, width - label_width - 7))
        color = theme.text_strong if at_cursor else theme.text
        blank = segment(" ", theme.surface, theme.surface)
        pieces = [
            blank,
            cursor_bar(theme, theme.surface, True) if at_cursor else blank,
            blank,
            segment(label, color, theme.surface, bold=at_cursor),
            segment(gap + detail, theme.text_muted, theme.surface),
        ]
        used = sum(cell_width(piece.text) for piece in pieces)
        return strip_of(pieces, max(width, used), theme.surface).crop(0, width)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last choice."""
        return strip_of([], width, theme_of(self).surface)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self._choices:
            self.post_message(self.Chosen(self.cursor))

    def line_clicked(self, column: int) -> None:  # noqa: ARG002
        """Choose the line that was clicked."""
        self.action_choose()
