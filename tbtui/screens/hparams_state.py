"""What the user has chosen in the HParams tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from tbtui.plot.trial_axis import AxisScale, Span
from tbtui.screens.compare_state import FORMS
from tbtui.widgets.filter_history import FilterHistory
from tbtui.widgets.table_arrangement import TableArrangement

if TYPE_CHECKING:
    from tbtui.config.view_state import Section

MOST_FIRST = 5
"""So many hyperparameters and so many metrics are visible at first, as in TensorBoard."""


class TrialView(str, Enum):
    """The views of the tab, in the order in which a key goes through them."""

    TABLE = "table"
    PARALLEL = "parallel"
    SCATTER = "scatter"
    IMPORTANCE = "importance"


class Statistic(str, Enum):
    """Which of the values of a metric stands for it."""

    LAST = "last"
    MIN = "min"
    MAX = "max"
    BEST = "best"


class Aggregation(str, Enum):
    """What several sessions of one trial come to."""

    AVERAGE = "average"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"


STATUSES = ("unknown", "success", "failure", "running")


@dataclass
class ValueFilter:
    """Which values of one column pass.

    Attributes
    ----------
    text : str
        What was typed: an interval such as ``0.1..0.5`` for numbers, else a regular expression.
    unticked : set of str
        Values, as they are shown, that do not pass.
    present : bool
        Whether trials without a value are left out.
    """

    text: str = ""
    unticked: set[str] = field(default_factory=set)
    present: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.unticked or self.present)


@dataclass
class HparamsState:
    """The one owner of how trials are shown.

    Attributes
    ----------
    view : TrialView
    arrangement : TableArrangement
        Its columns are also the axes of the pictures, in the same order.
    filters : dict of str to ValueFilter
        By key of column.
    hidden_statuses : set of str
    aggregation : Aggregation
    statistic : Statistic
    filter : str
        An expression over names and columns.
    only_differing : bool
        Whether hyperparameters that are the same in all trials are left out.
    scales : dict of str to AxisScale
        By key of column.
    brushes : dict of str to (float, float)
        By key of column; of texts, their positions.
    metric : str
        Key of the metric that colours trials; empty for the first.
    selected : str
        Name of the trial in front; empty for none.
    focused, row : str
        Keys of the axis that keys change, and of the metric of the panel in focus.
    enlarged, brush_row : bool
        See `TrialScene`.
    marked : tuple of str
        Trials to be compared.
    history : FilterHistory
    copied_as : str
        One of `FORMS`.
    """

    view: TrialView = TrialView.TABLE
    arrangement: TableArrangement = field(default_factory=TableArrangement)
    filters: dict[str, ValueFilter] = field(default_factory=dict)
    hidden_statuses: set[str] = field(default_factory=set)
    aggregation: Aggregation = Aggregation.AVERAGE
    statistic: Statistic = Statistic.LAST
    filter: str = ""
    only_differing: bool = False
    scales: dict[str, AxisScale] = field(default_factory=dict)
    brushes: dict[str, Span] = field(default_factory=dict)
    metric: str = ""
    selected: str = ""
    focused: str = ""
    row: str = ""
    enlarged: bool = False
    brush_row: bool = False
    marked: tuple[str, ...] = ()
    history: FilterHistory = field(default_factory=FilterHistory)
    copied_as: str = FORMS[0]

    def value_filter(self, key: str) -> ValueFilter:
        """Return the filter of a column, to be changed."""
        return self.filters.setdefault(key, ValueFilter())

    def toggle_mark(self, name: str) -> None:
        """Mark a trial, or no longer."""
        if name in self.marked:
            self.marked = tuple(marked for marked in self.marked if marked != name)
        else:
            self.marked = (*self.marked, name)

    def saved(self) -> dict[str, Any]:
        """Return what to keep until the next start."""
        return {
            "view": self.view.value,
            "table": self.arrangement.saved(),
            "filters": {
                key: {"text": one.text, "unticked": sorted(one.unticked), "present": one.present}
                for key, one in self.filters.items()
                if one
            },
            "hidden statuses": sorted(self.hidden_statuses),
            "aggregation": self.aggregation.value,
            "statistic": self.statistic.value,
            "filter": self.filter,
            "only differing": self.only_differing,
            "scales": {key: scale.value for key, scale in self.scales.items()},
            "brushes": {
                key: {"low": low, "high": high} for key, (low, high) in self.brushes.items()
            },
            "metric": self.metric,
            "selected": self.selected,
            "focused": self.focused,
            "row": self.row,
            "marked": list(self.marked),
            "history": self.history.saved(),
            "copied as": self.copied_as,
        }

    def restore(self, saved: Section) -> None:
        """Take up what was kept."""
        self.view = saved.choice("view", list(TrialView), TrialView.TABLE)
        self.arrangement.restore(saved.section("table"))
        self.filters = {
            key: ValueFilter(one.text("text"), set(one.texts("unticked")), one.flag("present"))
            for key, one in saved.sections("filters").items()
        }
        self.hidden_statuses = set(saved.texts("hidden statuses")).intersection(STATUSES)
        self.aggregation = saved.choice("aggregation", list(Aggregation), Aggregation.AVERAGE)
        self.statistic = saved.choice("statistic", list(Statistic), Statistic.LAST)
        self.filter = saved.text("filter")
        self.only_differing = saved.flag("only differing")
        scales = saved.section("scales")
        self.scales = {
            key: scales.choice(key, list(AxisScale), AxisScale.LINEAR) for key in scales.names()
        }
        for key, brush in saved.sections("brushes").items():
            low, high = brush.optional_number("low"), brush.optional_number("high")
            if low is not None and high is not None and low <= high:
                self.brushes[key] = (low, high)
        self.metric, self.selected = saved.text("metric"), saved.text("selected")
        self.focused, self.row = saved.text("focused"), saved.text("row")
        self.marked = saved.texts("marked")
        self.history.restore(saved.texts("history"))
        self.copied_as = saved.choice("copied as", FORMS, FORMS[0])


_Member = TypeVar("_Member")


def following(members: Sequence[_Member], current: object, step: int) -> _Member:
    """Return the member so many further on, around the ends."""
    at = list(members).index(current) if current in members else -1 if step > 0 else 0  # type: ignore[arg-type]
    return members[(at + step) % len(members)]
