"""Writing a chart or a table to a file, or copying it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tbtui.bindings import Where
from tbtui.commands.new_file import free_path, write_new
from tbtui.plot.numbers import format_bytes
from tbtui.plot.text import clip_middle, escape
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.export_forms import ExportForm
from tbtui.widgets.choice_list import Choice, ChoiceList
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.setting_input import SettingInput

TOAST_SECONDS = 6.0
"""Long enough to read a path."""
MOST_OF_TITLE = 60
MOST_COPIED = 1_000_000
"""Characters; terminals take over much less than that."""

CHOOSE = "Enter goes on to the name of the file"
CONFIRM = "Enter writes the file, and never over another"


class ExportScreen(ModalScreen[None]):
    """A list of forms, and a line with the path of the file.

    Parameters
    ----------
    title : str
        Of the chart, as it is in the log, or of the table.
    forms : sequence of ExportForm
        At least one.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "export.tcss"

    def __init__(self, title: str, forms: Sequence[ExportForm]) -> None:
        super().__init__()
        self._chart_title = title
        self._forms = forms
        self._offered = ""

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="export-panel") as panel:
            title = clip_middle(escape(self._chart_title), MOST_OF_TITLE)
            # As a mere text it would be taken for markup.
            panel.border_title = Content(f"Export {title}")
            choices = [Choice(form.label, form.detail) for form in self._forms]
            yield ChoiceList(choices, id="export-forms")
            yield SettingInput(id="export-path")
            yield Static(id="export-hint", markup=False)
        yield FooterBar(Where.CHOICES)

    @property
    def _directory(self) -> str:
        """Where a name without a directory leads to."""
        return escape(with_tilde(Path.cwd()))

    def on_mount(self) -> None:
        """Stand on the first form."""
        self.action_stop_typing()
        self._offer(self._forms[0])

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _path(self) -> SettingInput:
        return self.query_one(SettingInput)

    def on_choice_list_moved(self, event: ChoiceList.Moved) -> None:
        """Offer a name that goes with the form."""
        self._offer(self._forms[event.index])

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Go on to the name of the file."""
        self._offer(self._forms[event.index])
        self._path.focus()
        self.query_one(FooterBar).show(Where.SETTING_INPUT)
        self._hint(f"{CONFIRM}; in {self._directory}")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the file, or say why that cannot be done."""
        event.stop()
        form = self._forms[self._list.cursor]
        path = self._typed_path(form)
        if path is None:
            self._hint("A name is needed.", wrong=True)
            return
        free = free_path(path)
        if free != path:
            self._show_path(free)
            name = escape(path.name)
            self._hint(f"{name} is there already; another name is offered.", wrong=True)
            return
        self._hint("writing …")
        try:
            # Millions of points take seconds, in which keys have to be answered.
            size = await asyncio.to_thread(write_new, path, form.blocks())
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._hint(f"It cannot be written: {escape(reason.lower())}.", wrong=True)
            return
        told = f"Wrote {escape(str(path.absolute()))} ({format_bytes(size)})"
        self.app.notify(told, timeout=TOAST_SECONDS, markup=False)
        self.dismiss()

    async def action_copy_form(self) -> None:
        """Copy the form of the cursor instead of writing it to a file."""
        form = self._forms[self._list.cursor]
        text = await asyncio.to_thread(lambda: "".join(form.blocks()))
        if len(text) > MOST_COPIED:
            self._hint("It is too long to be copied; Enter writes it to a file.", wrong=True)
            return
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        where = "" if path is None else f"; also in {escape(with_tilde(path))}"
        self.app.notify(f"Copied: {form.label}{where}", timeout=TOAST_SECONDS, markup=False)
        self.dismiss()

    def action_stop_typing(self) -> None:
        """Go back to the list."""
        self._list.focus()
        self.query_one(FooterBar).show(Where.CHOICES)
        self._hint(f"{CHOOSE}, in {self._directory}")

    def _typed_path(self, form: ExportForm) -> Path | None:
        """Return the path that was typed; in a directory, the name that was offered."""
        text = self._path.value.strip()
        if not text:
            return None
        path = Path(text)
        try:
            path = path.expanduser()
            return path / form.file_name if path.is_dir() else path
        except (OSError, RuntimeError, ValueError):
            return path

    def _offer(self, form: ExportForm) -> None:
        """Let the line hold a name for this form; what was typed keeps all but its ending."""
        typed = self._path.value
        if typed in ("", self._offered):
            self._show_path(free_path(Path(form.file_name)))
            self._offered = self._path.value
        elif Path(typed).name:
            self._show_path(Path(typed).with_suffix(Path(form.file_name).suffix))

    def _show_path(self, path: Path) -> None:
        self._path.value = str(path)
        self._path.cursor_position = len(self._path.value)

    def _hint(self, text: str, wrong: bool = False) -> None:
        hint = self.query_one("#export-hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(text)

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
