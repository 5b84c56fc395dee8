"""Everything that the Compare dashboard remembers; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.widgets.filter_history import FilterHistory
from tbtui.widgets.table_arrangement import TableArrangement

if TYPE_CHECKING:
    from tbtui.config.view_state import Section


class Comparison(str, Enum):
    """What stands beside values while there is a baseline."""

    DIFFERENCE = "difference"
    PERCENT = "percent"
    NONE = "nothing"


COMPARISONS = tuple(Comparison)
CENTERS = ("mean", "median")
FORMS = ("markdown", "csv", "json", "latex", "text")
"""What a copy looks like; see `tbtui.commands.table_forms`."""
STARTING_WEIGHT = 0.6


@dataclass
class CompareState:
    """The one owner of what the dashboard shows.

    Attributes
    ----------
    arrangement : TableArrangement
    filter : str
    history : FilterHistory
    by_groups : bool
        Whether rows are groups of runs, where runs are grouped.
    center : str
        What stands for the members of a group: ``mean`` or ``median``.
    baseline : str or None
        The row with which the others are compared, by its name.
    comparison : Comparison
    only_differing : bool
    hidden_listed : bool
        Whether runs that charts do not show have a row.
    marked : frozenset of str
    smoothing : float
        The weight of smoothed values and sparklines, as in charts.
    copied_as : str
        One of `FORMS`.
    """

    arrangement: TableArrangement = field(default_factory=TableArrangement)
    filter: str = ""
    history: FilterHistory = field(default_factory=FilterHistory)
    by_groups: bool = False
    center: str = "mean"
    baseline: str | None = None
    comparison: Comparison = Comparison.DIFFERENCE
    only_differing: bool = False
    hidden_listed: bool = True
    marked: frozenset[str] = frozenset()
    smoothing: float = STARTING_WEIGHT
    copied_as: str = FORMS[0]

    def set_baseline(self, name: str) -> None:
        """Compare all rows with this one; the same again: with none."""
        self.baseline = None if self.baseline == name else name

    def next_comparison(self, direction: int = 1) -> None:
        """Show something else beside values."""
        place = COMPARISONS.index(self.comparison) + direction
        self.comparison = COMPARISONS[place % len(COMPARISONS)]

    def mark(self, name: str) -> None:
        """Mark a row, or unmark it."""
        self.marked ^= {name}

    def note(self) -> str:
        """Say what decides which rows and columns there are, but for the filter."""
        words = []
        if self.baseline is not None:
            beside = "" if self.comparison is Comparison.NONE else f", {self.comparison.value}"
            words.append(f"{symbols().baseline} {escape(self.baseline, 40)}{beside}")
        if self.only_differing:
            words.append("only what differs")
        if not self.hidden_listed:
            words.append("without hidden runs")
        if self.marked:
            words.append(f"{len(self.marked):,} marked")
        return " · ".join(words)

    def saved(self) -> dict[str, Any]:
        """Return what to keep until the next start."""
        return {
            "table": self.arrangement.saved(),
            "filter": self.filter,
            "history": self.history.saved(),
            "by_groups": self.by_groups,
            "center": self.center,
            "baseline": self.baseline,
            "comparison": self.comparison.value,
            "only_differing": self.only_differing,
            "hidden_listed": self.hidden_listed,
            "marked": sorted(self.marked),
            "smoothing": self.smoothing,
            "copied_as": self.copied_as,
        }

    @classmethod
    def restored(cls, saved: Section) -> CompareState:
        """Return the state that was kept."""
        state = cls(
            filter=saved.text("filter"),
            by_groups=saved.flag("by_groups"),
            center=saved.choice("center", CENTERS, CENTERS[0]),
            baseline=saved.optional_text("baseline"),
            comparison=saved.choice("comparison", COMPARISONS, Comparison.DIFFERENCE),
            only_differing=saved.flag("only_differing"),
            hidden_listed=saved.flag("hidden_listed", default=True),
            marked=frozenset(saved.texts("marked")),
            smoothing=saved.number("smoothing", STARTING_WEIGHT, 0.0, 0.999),
            copied_as=saved.choice("copied_as", FORMS, FORMS[0]),
        )
        state.history.restore(saved.texts("history"))
        state.arrangement.restore(saved.section("table"))
        return state
