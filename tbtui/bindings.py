"""From the table of keys to Textual's bindings, to the footer and to the help screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from tbtui.keys.model import TITLES, TOGETHER, Key, Where
from tbtui.keys.table import FOOTERS, KEYS
from tbtui.plot.symbols import name_keys

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = [
    "BY_ID",
    "FOOTERS",
    "KEYS",
    "TITLES",
    "TOGETHER",
    "FooterItem",
    "Key",
    "Where",
    "bindings_for",
    "footer_items",
    "keys_of",
    "no_key",
    "panes_of",
]

BY_ID: Mapping[str, Key] = {key.id: key for key in KEYS}
"""The table as the program has it; the user's key map makes another one of it."""


class FooterItem(NamedTuple):
    """What the footer says about one key or about a pair of them."""

    display: str
    label: str


def keys_of(*places: Where, table: Mapping[str, Key] = BY_ID) -> tuple[Key, ...]:
    """Return the entries that work in any of the given panes, in the order of the table."""
    return tuple(key for key in table.values() if key.where in places)


def panes_of(place: Where) -> frozenset[Where]:
    """Return the panes whose keys work in a tab, by the place of the whole tab."""
    return frozenset(pane for panes in TOGETHER if place in panes for pane in panes)


def no_key(action_id: str) -> str:
    """Return what stands for the key of an action that has none; no terminal sends it.

    Textual ignores empty entries of a key map, and without a binding there is none to change.
    """
    return f"none.{action_id}"


def bindings_for(*places: Where) -> list[BindingType]:
    """Return Textual bindings for the given panes.

    Actions without a namespace belong to the widget that holds the binding.
    """
    from textual.binding import Binding

    return [
        Binding(
            key.keys or no_key(key.id),
            key.action,
            key.label,
            show=False,
            id=key.id,
            tooltip=key.description,
            key_display=key.display,
            priority=key.priority,
        )
        for key in keys_of(*places)
    ]


def footer_items(place: Where, table: Mapping[str, Key] = BY_ID) -> list[FooterItem]:
    """Return the six to eight items that the footer shows while a pane has the focus.

    An action without a key is left out.
    """
    items = []
    for names in FOOTERS[place]:
        keys = [table[name] for name in names if table[name].display]
        if keys:
            display = name_keys("/".join(key.display.split()[0] for key in keys))
            items.append(FooterItem(display, keys[0].label))
    return items
