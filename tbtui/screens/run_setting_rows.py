"""The settings of the list of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_step
from tbtui.screens.runs_state import RunOrder
from tbtui.screens.setting_kinds import choice, switch
from tbtui.widgets.run_coloring import ColorBy
from tbtui.widgets.setting_list import Setting

if TYPE_CHECKING:
    from tbtui.screens.runs_state import RunsState
    from tbtui.widgets.run_coloring import RunColoring


class RunSettingRows:
    """Makes the settings of the list of runs.

    Parameters
    ----------
    state : RunsState
    coloring : RunColoring
    """

    def __init__(self, state: RunsState, coloring: RunColoring) -> None:
        self.state = state
        self.coloring = coloring

    def all(self) -> list[Setting]:
        """Return all settings, with their heading."""
        return [Setting("", "RUNS"), *self._colors(), *self._list(), self._target()]

    def _colors(self) -> list[Setting]:
        coloring = self.coloring
        rows = [
            choice(
                "runs.colors",
                "colours by",
                tuple(by.value for by in ColorBy),
                coloring.by.value,
                lambda by: coloring.color_by(ColorBy(by)),
                "Each run has its own, or runs with the same part of the name share one.",
            )
        ]
        if coloring.by is ColorBy.REGEX:
            rows.append(
                Setting(
                    "runs.pattern",
                    "pattern",
                    shown=lambda: coloring.pattern or "-",
                    enter=self._enter_pattern,
                    typed=lambda: coloring.pattern,
                    hint="Runs for which ( ) capture the same text share a colour: seed=(\\d+)",
                )
            )
        return rows

    def _list(self) -> list[Setting]:
        state = self.state
        return [
            choice(
                "runs.order",
                "sorted by",
                tuple(order.value for order in RunOrder),
                state.order.value,
                self._set_order,
                "By name, or by the last value of the chart in focus.",
            ),
            Setting(
                "runs.limit",
                "only the best",
                shown=lambda: str(state.limit) if state.limit else "all",
                enter=state.enter_limit,
                typed=lambda: str(state.limit) if state.limit else "",
                hint="5 for the runs with the highest last values, -5 for the lowest.",
            ),
            switch(
                "runs.appended",
                "hparams folded",
                state.folds_appended,
                self._fold_appended,
                "Leave out runs that add_hparams has made for the results of another run.",
            ),
        ]

    def _target(self) -> Setting:
        target = self.state.target_step
        return Setting(
            "runs.target",
            "target step",
            shown=lambda: "highest so far" if target is None else format_step(target),
            enter=self._enter_target,
            typed=lambda: "" if target is None else str(target),
            hint="The step until which the time is told, in the details of a run.",
        )

    def _fold_appended(self, on: bool) -> None:
        self.state.folds_appended = on

    def _set_order(self, order: str) -> None:
        self.state.order = RunOrder(order)

    def _enter_pattern(self, text: str) -> str | None:
        from tbtui.analysis.filters import FilterError

        try:
            self.coloring.use_pattern(text)
        except FilterError as error:
            return str(error)
        return None

    def _enter_target(self, text: str) -> str | None:
        digits = text.strip().replace(",", "").replace("_", "")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            return "A step is a whole number; nothing for the highest that any run has reached."
        self.state.target_step = int(digits) if digits else None
        return None
