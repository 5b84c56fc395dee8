"""The table of keys as the user has it, for whatever shows keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from textual.app import App

    from tbtui.bindings import Key


class HasKeyTable(Protocol):
    """An application that knows its keys."""

    @property
    def key_table(self) -> Mapping[str, Key]:
        """The entries by their ids, with the keys that the user wants."""


def key_table_of(app: App[object]) -> Mapping[str, Key]:
    """Return the keys that work in the application."""
    # The application stands above the widgets, so they know only that it has keys.
    return cast("HasKeyTable", app).key_table
