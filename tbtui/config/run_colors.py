"""Which colour the user wants for which run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tbtui.config.settings import ColorRule
from tbtui.config.view_state import Section

_MOST_PLACES = 1_000


class ChosenColors:
    """What was chosen for single runs on the screen, and the rules of the configuration.

    A choice goes before an exact name of the configuration, that before a regular expression, and
    of these the first that matches counts. A colour is ``#rrggbb``, or its place in the palette,
    from 1.

    Parameters
    ----------
    rules
        As the configuration has them, checked.
    """

    def __init__(self, rules: Iterable[ColorRule] = ()) -> None:
        self._chosen: dict[str, str | int] = {}
        self._exact: dict[str, str | int] = {}
        self._patterns: list[tuple[re.Pattern[str], str | int]] = []
        for rule in rules:
            expression = expression_in(rule.pattern)
            if expression is None:
                self._exact[rule.pattern] = rule.color
            else:
                self._patterns.append((re.compile(expression), rule.color))

    def choose(self, name: str, color: str | int | None) -> None:
        """Give a run a colour, or with None the one that it has without a choice."""
        if color is None:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = color

    def saved(self) -> dict[str, str | int]:
        """Return the choices, to be saved with the view."""
        return dict(self._chosen)

    def restore(self, saved: Section) -> None:
        """Take up the choices of a saved view."""
        for name in saved.names():
            color = saved.text(name).lower()
            place = saved.whole_number(name, 0, 1, _MOST_PLACES)
            if place or re.fullmatch("#[0-9a-f]{6}", color):
                self._chosen[name] = place or color

    def color(self, name: str, palette: Sequence[str]) -> str | None:
        """Return the colour of a run as ``#rrggbb``, or None where nothing was said about it.

        Parameters
        ----------
        name
            The run.
        palette
            What places in the palette stand for; they go round at its end.
        """
        color = self._choice(name)
        if isinstance(color, int):
            return palette[(color - 1) % len(palette)]
        return color

    def _choice(self, name: str) -> str | int | None:
        for choices in (self._chosen, self._exact):
            if name in choices:
                return choices[name]
        for pattern, color in self._patterns:
            if pattern.search(name):
                return color
        return None


def expression_in(pattern: str) -> str | None:
    """Return what stands between the slashes of ``/regular expression/``; None for a name."""
    if len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/"):
        return pattern[1:-1]
    return None
