"""What the columns of a table of runs depend on besides the runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.directions import guessed_direction
from tbtui.analysis.run_notes import RunNote
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import Direction


@dataclass(frozen=True)
class TableSettings:
    """What columns depend on besides the runs.

    Attributes
    ----------
    smoothing : Smoothing
        For smoothed values.
    directions : mapping of str to Direction
        What the user has said of tags; of columns of no tag by their keys. The others are guessed.
    notes : mapping of str to RunNote
        By the names of runs.
    """

    smoothing: Smoothing = field(default_factory=lambda: Smoothing(amount=0.6))
    directions: Mapping[str, Direction] = field(default_factory=dict)
    notes: Mapping[str, RunNote] = field(default_factory=dict)

    def direction(self, choice: ColumnChoice) -> Direction:
        """Return which values of a column are better."""
        if choice.statistic in (Statistic.BEST_STEP, Statistic.NOT_FINITE):
            return self.directions.get(choice.key, Direction.NONE)
        if choice.group:
            return self.direction_of_tag(choice.group)
        return self.directions.get(choice.key, Direction.NONE)

    def direction_of_tag(self, tag: str) -> Direction:
        """Return which values of a tag are better."""
        said = self.directions.get(tag)
        return guessed_direction(tag) if said is None else said
