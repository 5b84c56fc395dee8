"""The dialog in which columns are chosen: a line to type in, and all columns that match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, pad_left
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.line_input import LineInput
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines


class ColumnChoice(NamedTuple):
    """A column that can be chosen.

    Attributes
    ----------
    key : str
    label : str
        Escaped.
    detail : str
        Of what kind it is, escaped.
    """

    key: str
    label: str
    detail: str = ""


class Matches(NamedTuple):
    """What a text finds.

    Attributes
    ----------
    choices : sequence of ColumnChoice
    trouble : str
        What is wrong with the text; empty if nothing is.
    """

    choices: Sequence[ColumnChoice]
    trouble: str = ""


class ColumnInput(LineInput):
    """Takes the words that columns are found by; the list is moved through meanwhile."""

    BINDINGS = bindings_for(Where.COLUMN_CHOICES)
    pane: ClassVar[Where] = Where.COLUMN_CHOICES


class ColumnList(VirtualLines, can_focus=False):
    """Columns, those that are shown with a mark."""

    def __init__(self, is_shown: Callable[[str], bool], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choices: Sequence[ColumnChoice] = ()
        self._is_shown = is_shown

    def show(self, choices: Sequence[ColumnChoice]) -> None:
        """Show other columns, the cursor on the first."""
        self.choices = choices
        self.cursor = 0
        self.lines_changed()

    def line_count(self) -> int:
        """Return the number of columns."""
        return len(self.choices)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw a column with its mark."""
        theme, choice = theme_of(self), self.choices[index]
        background = theme.surface
        at_cursor, is_shown = index == self.cursor, self._is_shown(choice.key)
        room = max(1, width - 5)
        detail = f"  {choice.detail}" if choice.detail else ""
        label = clip_middle(choice.label, max(1, room - cell_width(detail)))
        color = theme.text_strong if at_cursor else theme.text if is_shown else theme.text_muted
        blank = segment(" ", background, background)
        pieces = [
            blank,
            cursor_bar(theme, background, True) if at_cursor else blank,
            segment(symbols().finished if is_shown else " ", theme.accent, background),
            blank,
            segment(label, color, background, bold=at_cursor),
            segment(
                pad_left(detail, max(0, room - cell_width(label))), theme.text_faint, background
            ),
        ]
        return strip_of(pieces, width, background)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last column."""
        return strip_of([], width, theme_of(self).surface)

    def line_clicked(self, column: int) -> None:  # noqa: ARG002
        """Show the column that was clicked, or no longer."""
        self.app.call_later(self.run_action, "screen.choose")


class ColumnChooser(ModalScreen[None]):
    """Columns to be shown or not; the table below shows every change at once.

    Parameters
    ----------
    find : callable
        Returns the columns that a text finds.
    shown : callable
        Returns the keys of those that are shown.
    toggle : callable
        Shows a column, or no longer.
    reset : callable
        Shows those that the dashboard finds telling.
    syntax : str
        What can be typed.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "column_chooser.tcss"

    def __init__(
        self,
        find: Callable[[str], Matches],
        shown: Callable[[], Sequence[str]],
        toggle: Callable[[str], None],
        reset: Callable[[], None],
        syntax: str,
    ) -> None:
        super().__init__()
        self._find = find
        self._shown = shown
        self._toggle = toggle
        self._reset = reset
        self._syntax = syntax
        self._keys: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="column-panel") as panel:
            panel.border_title = "Columns"
            yield ColumnInput("words of names", id="column-words")
            yield ColumnList(lambda key: key in self._keys, id="column-list")
            yield Static(id="column-hint", markup=False)
        yield FooterBar(Where.COLUMN_CHOICES)

    def on_mount(self) -> None:
        """List all columns."""
        self.query_one(ColumnInput).focus()
        self._look("")

    @property
    def _list(self) -> ColumnList:
        return self.query_one(ColumnList)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find columns as one types."""
        event.stop()
        self._look(event.value)

    def _look(self, text: str) -> None:
        matches = self._find(text)
        self._keys = frozenset(self._shown())
        hint = self.query_one("#column-hint", Static)
        hint.set_class(bool(matches.trouble), "-wrong")
        count = len(matches.choices)
        columns = "1 column" if count == 1 else f"{count:,} columns"
        hint.update(matches.trouble or f"{columns}, {len(self._keys):,} shown   {self._syntax}")
        if not matches.trouble:
            self._list.show(matches.choices)

    def _show(self) -> None:
        self._keys = frozenset(self._shown())
        self._list.lines_changed()

    def action_move(self, lines: int) -> None:
        """Move the cursor of the list."""
        self._list.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor of the list by a page."""
        self._list.action_page(pages)

    def action_choose(self) -> None:
        """Show the column under the cursor, or no longer."""
        columns = self._list
        if columns.choices:
            self._toggle(columns.choices[columns.cursor].key)
            self._show()

    def action_reset(self) -> None:
        """Show the columns that the dashboard finds telling."""
        self._reset()
        self._show()

    def action_close(self) -> None:
        """Clear what was typed, or close."""
        line = self.query_one(ColumnInput)
        if line.value:
            line.value = ""
        else:
            self.dismiss()

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
