"""How a list shows at a glance what runs are doing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tbtui.plot.symbols import symbols

if TYPE_CHECKING:
    from tbtui.analysis.training_state import TrainingState


class Mark(NamedTuple):
    """What stands for a state: a symbol and a colour, by their names in form and theme."""

    symbol: str
    color: str

    @property
    def glyph(self) -> str:
        """One cell."""
        return str(getattr(symbols(), self.symbol)) if self.symbol else " "


MARKS = {
    "running": Mark("running", "success"),
    "stalled": Mark("stalled", "warning"),
    "failed": Mark("failed", "error"),
    "finished": Mark("finished", "text_faint"),
}
"""Marks by the names of states. A run that was silent for long, or of which nothing is known, has
none: that is the rule among logs, and needs no mark."""

NO_MARK = Mark("", "text_faint")


def mark_of(state: TrainingState | None) -> Mark:
    """Return what stands for a state, a blank where there is nothing to tell."""
    return NO_MARK if state is None else MARKS.get(state.state.value, NO_MARK)


def any_mark(states: Iterable[TrainingState]) -> bool:
    """Say whether a list needs a column for marks."""
    return any(state.state.value in MARKS for state in states)
