"""Which colour the user wants for which run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tbtui.config.settings import ColorRule


class ChosenColors:
    """The rules of the configuration, and what was chosen for single runs on the screen.

    An exact name goes before a regular expression, and of these the first that matches counts.

    Parameters
    ----------
    rules
        As the configuration has them, checked.
    """

    def __init__(self, rules: Iterable[ColorRule] = ()) -> None:
        self._exact: dict[str, str | int] = {}
        self._patterns: list[tuple[re.Pattern[str], str | int]] = []
        for rule in rules:
            expression = expression_in(rule.pattern)
            if expression is None:
                self._exact[rule.pattern] = rule.color
            else:
                self._patterns.append((re.compile(expression), rule.color))

    def color(self, name: str, palette: Sequence[str]) -> str | None:
        """Return the colour of a run as ``#rrggbb``, or None where nothing was said about it.

        Parameters
        ----------
        name
            The run.
        palette
            What places in the palette stand for; they go round at its end.
        """
        choice = self._choice(name)
        if isinstance(choice, int):
            return palette[(choice - 1) % len(palette)]
        return choice

    def _choice(self, name: str) -> str | int | None:
        if name in self._exact:
            return self._exact[name]
        for pattern, choice in self._patterns:
            if pattern.search(name):
                return choice
        return None


def expression_in(pattern: str) -> str | None:
    """Return what stands between the slashes of ``/regular expression/``; None for a name."""
    if len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/"):
        return pattern[1:-1]
    return None
