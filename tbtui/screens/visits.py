"""Ways from a cell of a table to its chart in another tab, and back."""

from __future__ import annotations

from typing import NamedTuple


class Visit(NamedTuple):
    """What somebody wants to see in another tab.

    Attributes
    ----------
    dashboard : str
        Name of the dashboard to which it leads.
    origin : str
        Name of the one from which it comes.
    tag : str or None
        None for whichever chart is in focus.
    runs : tuple of str
        Those to be shown in front of all others.
    """

    dashboard: str
    origin: str
    tag: str | None
    runs: tuple[str, ...] = ()


class Visits:
    """The one owner of which visit is on; at most one is.

    The dashboard that is visited shows its contents in another way for so long, and goes back to
    its own way as soon as the visit is over.
    """

    def __init__(self) -> None:
        self._current: Visit | None = None

    def begin(self, visit: Visit) -> None:
        """Lead to another dashboard."""
        self._current = visit

    def to(self, dashboard: str) -> Visit | None:
        """Return the visit to a dashboard, None when there is none."""
        if self._current is None or self._current.dashboard != dashboard:
            return None
        return self._current

    def back(self) -> str | None:
        """End the visit; return the name of the dashboard from which it came, or None."""
        current, self._current = self._current, None
        return None if current is None else current.origin
