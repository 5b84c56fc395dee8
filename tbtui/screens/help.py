"""All keys, generated from the table of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tbtui.bindings import BY_ID, TITLES, Key, Where, keys_of, panes_of
from tbtui.plot.symbols import name_keys
from tbtui.screens.dialog import Dialog
from tbtui.widgets.text_lines import Line, Words
from tbtui.widgets.user_keys import key_table_of

KEY_WIDTH = 16

FILTERS = (
    ("train loss", "Names with both words; also train and loss"),
    ("loss | acc", "Either; also loss or acc"),
    ("-val", "Not; also not val"),
    ("(a | b) c", "Parentheses"),
    ("layer*/w", "Whole parts of a name: * is any text, ? one character"),
    ("/^a.*b$/", "A regular expression"),
    ("loss<0.2", "Runs by the last value of a metric: < <= > >= = !="),
    ("lr=0.001", "Runs by a hyperparameter; model=res* and model~^res too"),
)
"""What can be typed into a filter, and what it finds."""


class HelpScreen(Dialog):
    """Lists every key by the pane in which it works, those of the tab in view first.

    Parameters
    ----------
    place : Where
        Of that tab.
    """

    def __init__(self, place: Where) -> None:
        super().__init__("Keys")
        self._place = place

    def lines(self) -> Sequence[Line]:
        """Return one line for each key below the title of its pane."""
        return [*help_lines(key_table_of(self.app), self._place), [], *filter_lines()]


def help_lines(table: Mapping[str, Key] = BY_ID, place: Where = Where.EVERYWHERE) -> list[Line]:
    """Return the lines of the help screen for a table of keys.

    Parameters
    ----------
    table : mapping of str to Key
    place : Where
        Of the tab whose panes come first.
    """
    lines: list[Line] = []
    here = panes_of(place)
    for where, title in sorted(TITLES.items(), key=lambda entry: entry[0] not in here):
        if lines:
            lines.append([])
        lines.append([Words(title, "strong", bold=True)])
        for key in keys_of(where, table=table):
            display = name_keys(key.display) or "(in : )"
            words = [
                Words(f"  {display:<{KEY_WIDTH}}", "warning", bold=True),
                Words(key.description, "text"),
            ]
            lines.append(words)
    return lines


def filter_lines() -> list[Line]:
    """Return what can be typed into filters."""
    lines: list[Line] = [[Words("Filters of runs and tags", "strong", bold=True)]]
    for typed, found in FILTERS:
        lines.append([Words(f"  {typed:<{KEY_WIDTH}}", "accent"), Words(found, "text")])
    return lines
