"""What is remembered about the list of runs; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from tbtui.plot.symbols import symbols
from tbtui.widgets.filter_history import FilterHistory

MOST_LISTED = 1_000_000


class RunOrder(str, Enum):
    """How the list of runs is sorted."""

    NAME = "name"
    HIGHEST = "highest first"
    LOWEST = "lowest first"
    BACKWARDS = "name backwards"

    @property
    def by_value(self) -> bool:
        """Whether the last values of the focused tag decide."""
        return self in (RunOrder.HIGHEST, RunOrder.LOWEST)


@dataclass
class RunsState:
    """The one owner of what the list of runs shows, and how.

    Attributes
    ----------
    order : RunOrder
    limit : int
        How many runs with the highest last value are listed; below zero: with the lowest; zero:
        all.
    emphasised : frozenset of str
        Runs drawn in front of all others, which are dimmed.
    target_step : int or None
        The step until which the time is told; None for the highest that any run has reached.
    folds_appended : bool
        Whether runs that only hold the hyperparameters of another one are not listed.
    run_history, tag_history : FilterHistory
    """

    order: RunOrder = RunOrder.NAME
    limit: int = 0
    emphasised: frozenset[str] = frozenset()
    target_step: int | None = None
    folds_appended: bool = True
    run_history: FilterHistory = field(default_factory=FilterHistory)
    tag_history: FilterHistory = field(default_factory=FilterHistory)

    @property
    def goes_by_value(self) -> bool:
        """Whether the list depends on the values of a tag."""
        return self.limit != 0 or self.order.by_value

    def next_order(self, direction: int = 1) -> None:
        """Sort the list in another way."""
        orders = tuple(RunOrder)
        self.order = orders[(orders.index(self.order) + direction) % len(orders)]

    def emphasise(self, name: str) -> None:
        """Bring a run to the front, or back among the others."""
        self.emphasised ^= {name}

    def enter_limit(self, text: str) -> str | None:
        """List as many runs as was typed; return what is wrong with it, or None."""
        try:
            limit = int(text) if text.strip() else 0
        except ValueError:
            return "A number: 5 for the highest, -5 for the lowest, nothing for all."
        if abs(limit) > MOST_LISTED:
            return "There are not that many runs."
        self.limit = limit
        return None

    def note(self, tag: str | None) -> str:
        """Say what decides which runs are listed, and in which order; nothing if names do.

        Parameters
        ----------
        tag : str or None
            The tag whose values count.
        """
        if self.limit and tag is not None:
            which = "top" if self.limit > 0 else "bottom"
            return f"{which} {abs(self.limit)} by {tag}"
        if self.order is RunOrder.BACKWARDS:
            return "Z to A"
        if self.order.by_value and tag is not None:
            highest = self.order is RunOrder.HIGHEST
            arrow = symbols().arrow_down if highest else symbols().arrow_up
            return f"{arrow} {tag}"
        return ""
