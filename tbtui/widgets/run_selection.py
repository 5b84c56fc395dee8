"""Which runs are shown; one object for all dashboards."""

from __future__ import annotations

from collections.abc import Sequence

from tbtui.config.view_state import Section


class RunSelection:
    """The runs that the user has hidden, by name.

    Hidden names are kept rather than shown ones, so that a run which appears later is shown.
    """

    def __init__(self) -> None:
        self._hidden: frozenset[str] = frozenset()
        self._solo: str | None = None
        self._hidden_before_solo: frozenset[str] = frozenset()

    def is_shown(self, name: str) -> bool:
        """Return whether a run is shown."""
        return name not in self._hidden

    def toggle(self, name: str) -> None:
        """Show a hidden run, hide a shown one."""
        self._solo = None
        self._hidden ^= {name}

    def solo(self, name: str, names: Sequence[str]) -> None:
        """Show only one of ``names``; the same run again brings back what was shown before.

        Going from one solo run to another keeps what was shown before the first.
        """
        if self._solo == name:
            self._hidden = self._hidden_before_solo
            self._solo = None
            return
        if self._solo is None:
            self._hidden_before_solo = self._hidden
        self._solo = name
        self._hidden = frozenset(names) - {name}

    def solo_all(self, some: Sequence[str], names: Sequence[str]) -> None:
        """Show only some of ``names``; the same again show all."""
        hidden = frozenset(names) - frozenset(some)
        self._solo = None
        self._hidden = frozenset() if self._hidden == hidden else hidden

    def toggle_all(self, names: Sequence[str]) -> None:
        """Show all of ``names``, or none when all of them are shown already."""
        self._solo = None
        if self._hidden.isdisjoint(names):
            self._hidden |= frozenset(names)
        else:
            self._hidden -= frozenset(names)

    def invert(self, names: Sequence[str]) -> None:
        """Show what is hidden among ``names`` and hide what is shown."""
        self._solo = None
        self._hidden ^= frozenset(names)

    def saved(self) -> dict[str, object]:
        """Return what to keep until the next start."""
        return {
            "hidden": sorted(self._hidden),
            "solo": self._solo,
            "hidden before solo": sorted(self._hidden_before_solo),
        }

    def restore(self, saved: Section) -> None:
        """Show and hide what was kept."""
        self._hidden = frozenset(saved.texts("hidden"))
        self._solo = saved.optional_text("solo")
        self._hidden_before_solo = frozenset(saved.texts("hidden before solo"))
