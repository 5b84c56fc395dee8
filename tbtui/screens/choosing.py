"""A dialog in which one of several things is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from tbtui.bindings import Where
from tbtui.widgets.choice_list import Choice, ChoiceList
from tbtui.widgets.footer import FooterBar


class ChoosingScreen(ModalScreen["int | None"]):
    """A list with a cursor; ends with the number of what was chosen, or with None.

    Parameters
    ----------
    title : str
        Escaped.
    choices : sequence of Choice
    current : int
        Where the cursor stands at first.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "choosing.tcss"

    def __init__(self, title: str, choices: Sequence[Choice], current: int = 0) -> None:
        super().__init__()
        self._panel_title = title
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="choosing-panel") as panel:
            # As a mere text it would be taken for markup.
            panel.border_title = Content(self._panel_title)
            yield ChoiceList(self._choices, id="choosing-list")
        yield FooterBar(Where.CHOICES)

    def on_mount(self) -> None:
        """Stand on what is chosen at present."""
        choices = self.query_one(ChoiceList)
        choices.styles.height = max(1, len(self._choices))
        choices.focus()
        choices.cursor = self._current

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """End with the choice."""
        event.stop()
        self.dismiss(event.index)

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
