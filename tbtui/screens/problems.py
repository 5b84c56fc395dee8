"""What could not be read, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_bytes, format_step
from tbtui.plot.text import escape
from tbtui.screens.dialog import Dialog
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.readers.problems import Problem

NONE_FOUND = "Every record that was read so far is sound."


class ProblemsScreen(Dialog):
    """Lists problems as two lines each: where, and what."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Problems")
        self._problems = problems

    def lines(self) -> Sequence[Line]:
        """Return two lines for each problem."""
        if not self._problems:
            return [[Words(NONE_FOUND, "muted")]]
        lines: list[Line] = []
        for problem in self._problems:
            lines.append([Words(escape(problem.file), "strong")])
            place = f"  at byte {format_step(problem.offset)}"
            if problem.length:
                place += f", {format_bytes(problem.length)}"
            lines.append([Words(f"{place}: ", "muted"), Words(escape(problem.reason), "warning")])
        return lines
