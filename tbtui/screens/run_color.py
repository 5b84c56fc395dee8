"""Choosing the colour of a run; the charts show each colour while the cursor is on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tbtui.bindings import Where
from tbtui.plot.inks import name_of
from tbtui.plot.text import clip_middle, escape
from tbtui.widgets.color_list import ColorLine, ColorList
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.setting_input import SettingInput

if TYPE_CHECKING:
    from tbtui.screens.session import Session

TITLE_WIDTH = 24
NO_COLOR = "#rrggbb, as in #ff8800"


class RunColorScreen(ModalScreen[None]):
    """The palette, the colour that the run has by itself, and one that is typed.

    Parameters
    ----------
    session : Session
    name : str
        The run.
    changed : callable
        Shows a change.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "run_color.tcss"

    def __init__(self, session: Session, name: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._run_name = name
        self._changed = changed
        self._before = session.chosen_colors.saved().get(name)

    def compose(self) -> ComposeResult:
        """Compose the panel beside the list of runs."""
        with Vertical(id="run-color-panel") as panel:
            # As a mere text it would be taken for markup.
            panel.border_title = Content(clip_middle(escape(self._run_name), TITLE_WIDTH))
            yield ColorList(self._lines(), id="run-colors")
            yield SettingInput(id="run-color-input")
            yield Static(id="run-color-hint", markup=False)
        yield FooterBar(Where.COLORS)

    def on_mount(self) -> None:
        """Stand on the colour that was chosen before."""
        palette = self._session.palette
        colors = self._list
        colors.focus()
        if isinstance(self._before, int):
            colors.cursor = 1 + (self._before - 1) % len(palette)
        elif self._before is not None:
            colors.cursor = 1 + len(palette)

    @property
    def _list(self) -> ColorList:
        return self.query_one(ColorList)

    @property
    def _field(self) -> SettingInput:
        return self.query_one(SettingInput)

    def _lines(self) -> list[ColorLine]:
        session, name = self._session, self._run_name
        session.chosen_colors.choose(name, None)
        automatic = session.color_of(name)
        session.chosen_colors.choose(name, self._before)
        typed = self._before if isinstance(self._before, str) else ""
        return [
            ColorLine(automatic, "automatic"),
            *(ColorLine(color, f"{place:<3}{name_of(color)}") for place, color in self._places()),
            ColorLine(typed, typed or "another, as #rrggbb"),
        ]

    def _places(self) -> list[tuple[int, str]]:
        return list(enumerate(self._session.palette, start=1))

    def on_color_list_moved(self, event: ColorList.Moved) -> None:
        """Show the colour under the cursor in the charts."""
        last = len(self._session.palette) + 1
        if event.index == 0:
            self._choose(None)
        elif event.index < last:
            self._choose(event.index)
        else:
            self._choose(self._before)

    def _choose(self, color: str | int | None) -> None:
        self._session.chosen_colors.choose(self._run_name, color)
        self._changed()

    def action_choose(self) -> None:
        """Keep what is shown, or let a colour be typed."""
        if self._list.cursor <= len(self._session.palette):
            self.dismiss()
            return
        field = self._field
        field.value = self._before if isinstance(self._before, str) else "#"
        field.display = True
        field.focus()
        self.query_one(FooterBar).show(Where.SETTING_INPUT)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show a colour as soon as it is one."""
        event.stop()
        color = _color_in(event.value)
        self.query_one("#run-color-hint", Static).update("" if color else NO_COLOR)
        if color is not None and self._field.has_focus:
            self._choose(color)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the colour that was typed."""
        event.stop()
        color = _color_in(event.value)
        if color is not None:
            self._choose(color)
            self.dismiss()

    def action_stop_typing(self) -> None:
        """Go back to the list, and to the colour that was there before."""
        self._field.display = False
        self.query_one("#run-color-hint", Static).update("")
        self._list.focus()
        self.query_one(FooterBar).show(Where.COLORS)
        self._choose(self._before)

    def action_give_up(self) -> None:
        """Leave the colour as it was."""
        self._choose(self._before)
        self.dismiss()


def _color_in(text: str) -> str | None:
    """Return the colour that was typed, in lower case and with its ``#``; None for none."""
    match = re.fullmatch(r"\s*#?([0-9a-f]{6})\s*", text.lower())
    return None if match is None else f"#{match[1]}"
