"""Keys of the Compare dashboard that write the table: to the clipboard, or to a file."""

from __future__ import annotations

from tbtui.screens.compare_base import CompareBase


class CompareWriting(CompareBase):
    """The part of the dashboard that answers these keys."""

    def action_copy(self) -> None:
        """Copy the table as it is shown."""
        self.tell("Nothing yet")

    def action_export(self) -> None:
        """Write the table as it is shown to a file, or copy it."""
        self.tell("Nothing yet")

    def action_edit_note(self) -> None:
        self.tell("Nothing yet")
