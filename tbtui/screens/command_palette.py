"""The table of keys as commands that are found by name."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from textual import work
from textual.command import (
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.css.query import NoMatches
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from tbtui.bindings import Key, Where, panes_of
from tbtui.plot.symbols import name_keys
from tbtui.widgets.user_keys import key_table_of


class KeyCommands(Provider):
    """Every action that makes sense from anywhere in the tab, with its key."""

    def _commands(self) -> list[Key]:
        here = panes_of(getattr(self.screen, "place", Where.EVERYWHERE))
        table = key_table_of(self.app).values()
        return [key for key in table if key.command and key.where in here]

    async def discover(self) -> Hits:
        """List all commands before anything is typed."""
        for key in self._commands():
            yield DiscoveryHit(
                _title(key), partial(self.app.run_action, key.action), help=_help(key)
            )

    async def search(self, query: str) -> Hits:
        """List the commands whose description matches."""
        matcher = self.matcher(query)
        for key in self._commands():
            score = matcher.match(_title(key))
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(_title(key)),
                    partial(self.app.run_action, key.action),
                    help=_help(key),
                )


def _title(key: Key) -> str:
    return key.description


def _help(key: Key) -> str:
    return f"key {name_keys(key.display)}" if key.display else ""


class QuietPalette(CommandPalette):
    """The palette with a cursor that does not blink: nothing is sent while nothing happens."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        # What was begun may come to its turn only when the palette has been closed, and Textual
        # ends the program where there is no list any more.
        gather = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]
        with suppress(NoMatches):
            await gather(self, search_value)

    def on_mount(self) -> None:
        """Stop the cursor, and have no picture: some terminals give it one cell, some two."""
        self.query_one(Input).cursor_blink = False
        self.query_one(SearchIcon).icon = ":"
