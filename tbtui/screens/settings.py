"""All settings of the charts in one panel beside them; every change is seen at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tbtui.bindings import Where
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.setting_input import SettingInput
from tbtui.widgets.setting_list import Setting, SettingList


class SettingsScreen(ModalScreen[None]):
    """A list of settings; the dashboard below shows what they do.

    Parameters
    ----------
    settings : callable
        Returns the settings as they are now; asked again after every change.
    changed : callable
        Shows a change.
    first : str
        Name of the setting on which the cursor stands at first.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "settings.tcss"

    def __init__(
        self,
        settings: Callable[[], Sequence[Setting]],
        changed: Callable[[], None],
        first: str = "",
    ) -> None:
        super().__init__()
        self._settings = settings
        self._changed = changed
        self._first = first

    def compose(self) -> ComposeResult:
        """Compose the panel at the right edge."""
        with Vertical(id="settings-panel") as panel:
            panel.border_title = "Settings"
            yield SettingList(self._settings(), id="setting-list")
            yield Static(id="setting-hint", markup=False)
            yield SettingInput(id="setting-input")
        yield FooterBar(Where.SETTINGS)

    def on_mount(self) -> None:
        """Stand on the setting that was asked for."""
        self._list.focus()
        if self._first:
            # At once: the next key may be here before the first frame is.
            self._list.go_to(self._first)

    @property
    def _list(self) -> SettingList:
        return self.query_one(SettingList)

    @property
    def _input(self) -> SettingInput:
        return self.query_one(SettingInput)

    def on_setting_list_moved(self, event: SettingList.Moved) -> None:
        """Explain the setting under the cursor."""
        self._hint(event.setting.hint)

    def on_setting_list_stepped(self, event: SettingList.Stepped) -> None:
        """Go to the next or the previous value."""
        if event.setting.step is not None:
            event.setting.step(event.direction)
            self._show()

    def on_setting_list_opened(self, event: SettingList.Opened) -> None:
        """Let a value be typed; where there is nothing to type, go to the next one."""
        setting = event.setting
        if setting.enter is None:
            if setting.step is not None:
                setting.step(1)
                self._show()
            return
        field = self._input
        field.display = True
        field.value = setting.typed() if setting.typed is not None else ""
        field.focus()
        self.query_one(FooterBar).show(Where.SETTING_INPUT)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take over what was typed, or say what is wrong with it."""
        event.stop()
        setting = self._list.current
        if setting is None or setting.enter is None:
            return
        wrong = setting.enter(event.value)
        if wrong is not None:
            self._hint(wrong, wrong=True)
            return
        self._show()
        self.action_stop_typing()

    def action_stop_typing(self) -> None:
        """Go back to the list."""
        self._input.display = False
        self._list.focus()
        self.query_one(FooterBar).show(Where.SETTINGS)
        if self._list.current is not None:
            self._hint(self._list.current.hint)

    def _show(self) -> None:
        self._changed()
        self._list.show(self._settings())

    def _hint(self, text: str, wrong: bool = False) -> None:
        hint = self.query_one("#setting-hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(text)

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
