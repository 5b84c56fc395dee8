"""The dialog in which the user notes something about a run."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tbtui.analysis.run_notes import RunNote
from tbtui.bindings import Where
from tbtui.plot.text import clip_middle, escape
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.note_input import NoteInput

TITLE_WIDTH = 50
HINT = "Kept by tbtui on this machine; nothing is written to the logs."
FIELDS = (
    ("name", "what the run is called in tables"),
    ("note", "one line"),
    ("tags", "words, separated by commas"),
    ("hidden", "yes leaves it out of tables"),
)


class RunNoteScreen(ModalScreen[None]):
    """A line for each thing that can be noted.

    Parameters
    ----------
    run : str
        Its name in the logs.
    note : RunNote
        What is noted so far.
    keep : callable
        Takes over what was typed.
    """

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    CSS_PATH = "run_note.tcss"

    def __init__(self, run: str, note: RunNote, keep: Callable[[RunNote], None]) -> None:
        super().__init__()
        self._run = run
        self._note = note
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        note = self._note
        values = {
            "name": note.name,
            "note": note.note,
            "tags": ", ".join(note.tags),
            "hidden": "yes" if note.hidden else "",
        }
        with Vertical(id="note-panel") as panel:
            # As a mere text it would be taken for markup.
            panel.border_title = Content(clip_middle(escape(self._run), TITLE_WIDTH))
            for field, placeholder in FIELDS:
                with Horizontal(classes="note-line"):
                    yield Static(field, classes="note-label", markup=False)
                    yield NoteInput(values[field], placeholder, id=f"note-{field}")
            yield Static(HINT, id="note-hint", markup=False)
        yield FooterBar(Where.NOTE)

    def on_mount(self) -> None:
        """Stand on the first line."""
        self.query_one("#note-name", NoteInput).focus()

    def action_keep(self) -> None:
        """Take over what was typed, and close."""
        texts = {field: self.query_one(f"#note-{field}", NoteInput).value for field, _ in FIELDS}
        tags = (tag.strip() for tag in texts["tags"].split(","))
        hidden = texts["hidden"].strip().lower() in ("yes", "y", "true", "1")
        note = RunNote(
            texts["name"].strip(),
            texts["note"].strip(),
            tuple(dict.fromkeys(tag for tag in tags if tag)),
            hidden,
        )
        self.dismiss()
        self._keep(note)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take over what was typed."""
        event.stop()
        self.action_keep()

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
