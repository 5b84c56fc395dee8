"""The settings of groups of runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tbtui.plot.text import escape
from tbtui.screens.run_grouping import (
    BANDS,
    CENTERS,
    GROUPED_BY,
    hyperparameter_names,
    pattern_error,
)
from tbtui.screens.setting_kinds import choice, switch
from tbtui.widgets.setting_list import Setting

if TYPE_CHECKING:
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.store.run import Run


class GroupSettingRows:
    """Makes the settings of groups of runs.

    Parameters
    ----------
    state : ScalarsState
        What they show and change.
    runs : sequence of Run
        The runs that are shown.
    """

    def __init__(self, state: ScalarsState, runs: Sequence[Run]) -> None:
        self.state = state
        self.runs = runs

    def all(self) -> list[Setting]:
        """Return all settings, with their heading."""
        grouping, settings = self.state.grouping, self.state.settings
        rows = [
            Setting("", "GROUPS OF RUNS"),
            choice(
                "groups.by",
                "grouped by",
                GROUPED_BY,
                grouping.by,
                self._set_by,
                "Runs of a group become one line with a band around it.",
            ),
        ]
        if grouping.by == "regex":
            rows.append(
                Setting(
                    "groups.pattern",
                    "pattern",
                    shown=lambda: grouping.pattern,
                    enter=self._enter_pattern,
                    typed=lambda: grouping.pattern,
                    hint=f"What the parentheses capture is the group. {self._found()}",
                )
            )
        if grouping.by == "hyperparameter":
            rows.append(
                Setting(
                    "groups.keys",
                    "keys",
                    shown=lambda: grouping.keys or "-",
                    step=self._step_key,
                    enter=self._enter_keys,
                    typed=lambda: escape(grouping.keys),
                    hint=f"Hyperparameters, separated by commas. {self._found()}",
                )
            )
        if grouping.by != "none":
            rows += [
                choice(
                    "groups.center",
                    "line",
                    CENTERS,
                    settings.center,
                    lambda center: self._set(center=center),
                    "What stands for the runs at each step.",
                ),
                choice(
                    "groups.band",
                    "band",
                    BANDS,
                    settings.band,
                    lambda band: self._set(band=band),
                    "Lowest to highest, standard deviation or error, or the middle half.",
                ),
                switch(
                    "groups.members",
                    "members",
                    settings.members,
                    lambda on: self._set(members=on),
                    "Whether the runs themselves are drawn, faintly.",
                ),
            ]
        return rows

    def _found(self) -> str:
        groups = set((self.state.grouping.groups(self.runs) or {}).values())
        return f"{len(groups):,} {'group' if len(groups) == 1 else 'groups'} found."

    def _set(self, **changes: Any) -> None:
        self.state.settings = replace(self.state.settings, **changes)

    def _set_by(self, by: str) -> None:
        grouping = self.state.grouping
        grouping.by = by
        if by == "hyperparameter" and not grouping.keys:
            grouping.keys = next(iter(hyperparameter_names(self.runs)), "")

    def _enter_pattern(self, text: str) -> str | None:
        wrong = pattern_error(text)
        if wrong is None:
            self.state.grouping.pattern = text
        return wrong

    def _step_key(self, direction: int) -> None:
        names = hyperparameter_names(self.runs)
        if names:
            known = self.state.grouping.keys
            index = names.index(known) + direction if known in names else 0
            self.state.grouping.keys = names[index % len(names)]

    def _enter_keys(self, text: str) -> str | None:
        from tbtui.analysis.hyperparameters import run_hyperparameters

        keys = [key.strip() for key in text.split(",") if key.strip()]
        found = run_hyperparameters(self.runs).values()
        # They are typed as they are shown: without control characters.
        names = {escape(name): name for hyperparameters in found for name in hyperparameters}
        unknown = [key for key in keys if key not in names]
        if unknown:
            return f"No run has a hyperparameter {unknown[0]}."
        self.state.grouping.keys = ", ".join(names[key] for key in keys)
        return None
