"""The pane of hyperparameters and metrics: which are seen, and which of their values pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.message import Message
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, pad
from tbtui.plot.theme import Theme
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

_MARK_END = 6
"""Columns in which a click means the mark."""


class ColumnLine(NamedTuple):
    """One line of the pane.

    Attributes
    ----------
    kind : str
        ``heading``, ``column``, ``value``, ``status``, ``setting`` or ``problem``.
    key : str
        Of the column, or name of the setting.
    text : str
        Escaped.
    detail : str
        At the right: values that pass, or the value of a setting; escaped.
    is_on : bool or None
        Whether it is visible or ticked; None where that is no question.
    value : str
        Of a value or a status: which.
    is_filtered : bool
        Whether something of the column does not pass.
    swatch : bool
        Whether this metric colours the trials.
    """

    kind: str
    key: str
    text: str
    detail: str = ""
    is_on: bool | None = None
    value: str = ""
    is_filtered: bool = False
    swatch: bool = False


class TrialColumnsList(VirtualLines):
    """Columns, below each the few values that it has, then statuses and settings."""

    BINDINGS = bindings_for(Where.TRIAL_COLUMNS)
    pane: ClassVar[Where] = Where.TRIAL_COLUMNS

    class Acted(Message):
        """A key was pressed on a line.

        Attributes
        ----------
        action : str
            ``toggle``, ``type``, ``present``, ``clear``, ``next`` or ``previous``.
        """

        def __init__(self, line: ColumnLine, action: str) -> None:
            super().__init__()
            self.line = line
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[ColumnLine] = ()

    def show(self, lines: Sequence[ColumnLine]) -> None:
        """Show other lines; the cursor stays on its column."""
        current = self.current
        self._lines = lines
        self.lines_changed()
        if current is not None and (self.current is None or _name(self.current) != _name(current)):
            names = [_name(line) for line in lines]
            if _name(current) in names:
                self.cursor = names.index(_name(current))
        if self.current is not None and self.current.kind == "heading":
            self.cursor += 1

    @property
    def current(self) -> ColumnLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def line_count(self) -> int:
        """Return the number of lines, headings included."""
        return len(self._lines)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line that is no heading."""
        if not self._lines:
            return 0
        direction = 1 if cursor >= self.cursor else -1
        index = super().validate_cursor(cursor)
        while 0 <= index < len(self._lines) and self._lines[index].kind == "heading":
            index += direction
        return index if 0 <= index < len(self._lines) else super().validate_cursor(self.cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Keep the heading above the first line in view."""
        super().watch_cursor(old, new)
        if new and self._lines[new - 1].kind == "heading":
            self.show_line(new - 1)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one line."""
        theme, line = theme_of(self), self._lines[index]
        background = theme.background
        if line.kind == "heading":
            pieces = [
                segment(f" {line.text}", theme.text_muted, background, bold=True),
                segment(f"  {line.detail}", theme.text_faint, background),
            ]
            return strip_of(pieces, width, background)
        at_cursor = index == self.cursor
        blank = segment(" ", background, background)
        bar = cursor_bar(theme, background, self.has_focus) if at_cursor else blank
        indent = "   " if line.kind == "value" else " "
        mark = _mark(line)
        ink = _ink(line, theme, at_cursor=at_cursor and self.has_focus)
        used = 1 + len(indent) + len(mark)
        room = width - used
        detail = line.detail
        if cell_width(line.text) + 2 + cell_width(detail) > room:
            # A range gives way to the name; what the user has set does not.
            is_set = line.is_filtered or line.kind == "setting"
            detail = clip(detail, room // 2) if is_set else ""
        text_room = width - used - (cell_width(detail) + 2 if detail else 1)
        marked = theme.accent if line.is_on else theme.text_faint
        pieces = [
            bar,
            segment(indent + mark, marked, background),
            segment(
                pad(clip_middle(line.text, text_room), text_room + 1),
                ink,
                background,
                bold=at_cursor and self.has_focus,
            ),
            segment(detail, theme.warning if line.is_filtered else theme.text_muted, background),
        ]
        return strip_of(pieces, width, background)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last line."""
        return strip_of([], width, theme_of(self).background)

    def line_clicked(self, column: int) -> None:
        """Show, hide or tick what is clicked at its mark."""
        if column < _MARK_END:
            self._act("toggle")

    def _act(self, action: str) -> None:
        if self.current is not None:
            self.post_message(self.Acted(self.current, action))

    def action_toggle_line(self) -> None:
        """Show or hide, tick or untick; of a setting: the next value."""
        self._act("toggle")

    def action_step(self, direction: int) -> None:
        """Go on in the values of a setting."""
        self._act("next" if direction > 0 else "previous")

    def action_type(self) -> None:
        """Type which values pass."""
        self._act("type")

    def action_present(self) -> None:
        """Leave out trials without a value."""
        self._act("present")

    def action_clear(self) -> None:
        """Let everything pass."""
        self._act("clear")


def _name(line: ColumnLine) -> tuple[str, str, str]:
    return line.kind, line.key, line.value


def _mark(line: ColumnLine) -> str:
    if line.is_on is None:
        return ""
    form = symbols()
    return f"{form.run_shown if line.is_on else form.run_hidden} "


def _ink(line: ColumnLine, theme: Theme, *, at_cursor: bool) -> str:
    if at_cursor:
        return theme.text_strong
    if line.kind == "problem":
        return theme.warning
    if line.is_on is False:
        return theme.text_faint
    return theme.accent if line.swatch else theme.text
