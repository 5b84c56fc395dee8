"""Letters that were typed before the line had the focus in which they belong."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.widgets import Input


class TypedAhead(App[int]):
    """The part of the application that brings them there.

    Textual sends a key to what has the focus when it arrives. Where several arrive at once, as they
    do over a slow connection, the first may open a line while the others are on their way to what
    had the focus before. They come back here as keys that nobody knew.
    """

    async def on_key(self, event: events.Key) -> None:
        """Give a letter to the line that has the focus by now; it has not seen the letter."""
        line = self.focused
        if isinstance(line, Input) and event.is_printable:
            event.prevent_default()
            line.post_message(events.Key(event.key, event.character))
