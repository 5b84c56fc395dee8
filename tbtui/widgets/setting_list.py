"""Settings as lines: a label, a value, and keys that change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, escape, pad
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

LABEL_WIDTH = 17


@dataclass(frozen=True)
class Setting:
    """One line that can be changed, or a heading.

    Attributes
    ----------
    id : str
        Stable name; empty for a heading.
    label : str
    shown : callable
        Returns the value as it is shown.
    step : callable or None
        Goes on by 1 or back by -1 in the values that there are.
    enter : callable or None
        Takes a value that was typed; returns what is wrong with it, or None.
    typed : callable or None
        Returns the value as one would type it.
    hint : str
        What it does, in one line, and what can be typed.
    """

    id: str
    label: str
    shown: Callable[[], str] = str
    step: Callable[[int], None] | None = None
    enter: Callable[[str], str | None] | None = None
    typed: Callable[[], str] | None = None
    hint: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether this line only stands above others."""
        return not self.id


class SettingList(VirtualLines):
    """Settings with a cursor; what a value is, is asked when its line is drawn."""

    BINDINGS = bindings_for(Where.SETTINGS)
    pane: ClassVar[Where] = Where.SETTINGS

    class Stepped(Message):
        """The user wants the next or the previous value of a setting."""

        def __init__(self, setting: Setting, direction: int) -> None:
            super().__init__()
            self.setting = setting
            self.direction = direction

    class Opened(Message):
        """The user wants to type a value, or to go to the next one."""

        def __init__(self, setting: Setting) -> None:
            super().__init__()
            self.setting = setting

    class Moved(Message):
        """The cursor stands on another setting."""

        def __init__(self, setting: Setting) -> None:
            super().__init__()
            self.setting = setting

    def __init__(self, settings: Sequence[Setting], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._settings = settings

    def on_mount(self) -> None:
        """Make room for the lines, and stand on the first that is no heading."""
        self.lines_changed()
        self.cursor = max(1, self.cursor)

    def show(self, settings: Sequence[Setting]) -> None:
        """Show other settings, or the same with other values."""
        self._settings = settings
        self.lines_changed()

    @property
    def current(self) -> Setting | None:
        """The setting under the cursor."""
        return self._settings[self.cursor] if self._settings else None

    def go_to(self, setting_id: str) -> None:
        """Move the cursor to a setting, or to the first whose name begins like this."""
        for index, setting in enumerate(self._settings):
            if setting.id.startswith(setting_id):
                self.cursor = index
                return

    def line_count(self) -> int:
        """Return the number of lines, headings included."""
        return len(self._settings)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a setting: it steps over headings in the direction it moves."""
        if not self._settings:
            return 0
        direction = 1 if cursor >= self.cursor else -1
        index = super().validate_cursor(cursor)
        while 0 <= index < len(self._settings) and self._settings[index].is_heading:
            index += direction
        if 0 <= index < len(self._settings):
            return index
        return super().validate_cursor(self.cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell which setting the cursor stands on now."""
        super().watch_cursor(old, new)
        if new and self._settings[new - 1].is_heading:
            self.show_line(new - 1)
        self.post_message(self.Moved(self._settings[new]))

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw a setting or a heading."""
        theme, setting = theme_of(self), self._settings[index]
        background = theme.surface
        if setting.is_heading:
            words = segment(f" {setting.label}", theme.text_faint, background, bold=True)
            return strip_of([words], width, background)
        at_cursor = index == self.cursor
        value = escape(setting.shown())
        room = max(1, width - LABEL_WIDTH - 6)
        before = after = "  "
        if at_cursor and setting.step is not None:
            before, after = f"{symbols().previous} ", f" {symbols().next}"
        blank = segment(" ", background, background)
        pieces = [
            blank,
            cursor_bar(theme, background, True) if at_cursor else blank,
            segment(
                pad(clip(setting.label, LABEL_WIDTH), LABEL_WIDTH),
                theme.text_strong if at_cursor else theme.text_muted,
                background,
                bold=at_cursor,
            ),
            segment(before, theme.accent, background),
            segment(
                clip(value, room),
                theme.text_strong if at_cursor else theme.text,
                background,
                bold=at_cursor,
            ),
            segment(after, theme.accent, background),
        ]
        used = sum(cell_width(piece.text) for piece in pieces)
        return strip_of(pieces, max(width, used), background).crop(0, width)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last setting."""
        return strip_of([], width, theme_of(self).surface)

    def action_step(self, direction: int) -> None:
        """Ask for the next or the previous value."""
        if self.current is not None and self.current.step is not None:
            self.post_message(self.Stepped(self.current, direction))

    def action_open_line(self) -> None:
        """Ask for a value to be typed, or for the next one where there is nothing to type."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def line_clicked(self, column: int) -> None:
        """Go to the next value when the value is clicked."""
        if column > LABEL_WIDTH:
            self.action_open_line()
