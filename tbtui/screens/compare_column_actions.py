"""Keys of the Compare dashboard that concern columns."""

from __future__ import annotations

from dataclasses import replace

from tbtui.analysis.column_choice import choice_of_key
from tbtui.screens.column_chooser import ColumnChooser, Matches
from tbtui.screens.compare_base import CompareBase
from tbtui.screens.compare_catalogue import CURVE, SYNTAX, find_columns, offer_of_key
from tbtui.screens.compare_rows import tag_of_key
from tbtui.screens.compare_state import CENTERS, COMPARISONS, FORMS, Comparison
from tbtui.screens.setting_kinds import choice, number, switch
from tbtui.screens.settings import SettingsScreen
from tbtui.widgets.setting_list import Setting
from tbtui.widgets.table_columns import TableColumn


class CompareColumnActions(CompareBase):
    """The part of the dashboard that answers these keys."""

    def direction_name(self, column: TableColumn) -> str:
        """Return the tag of a column: what is better is the same for all that is said of it."""
        chosen = choice_of_key(column.key)
        return column.key if chosen is None else chosen.group or column.key

    def action_choose_columns(self) -> None:
        """Choose columns from all that there are."""
        self.app.push_screen(
            ColumnChooser(
                self._find_columns,
                lambda: self.rows.wanted_keys(self.state),
                self._toggle_column,
                self._reset_columns,
                SYNTAX,
            )
        )

    def _find_columns(self, text: str) -> Matches:
        facts = self.rows.facts
        keys = self.rows.wanted_keys(self.state)
        shown = [offer_of_key(key, choice_of_key(key)) for key in keys]
        return find_columns(text, shown, facts.tags, facts.hyperparameter_names)

    def _toggle_column(self, key: str) -> None:
        self.arrangement.toggle(self.rows.wanted_keys(self.state), key)
        self.show_table()

    def _reset_columns(self) -> None:
        self.arrangement.chosen = None
        self.show_table()

    def action_toggle_curve(self) -> None:
        """Show the curve of the column's tag in a column beside it, or no longer."""
        tag = tag_of_key(self.table.rows.current_key)
        if tag is None:
            self.tell("This column has no curve; those of tags have")
            return
        keys = list(self.rows.wanted_keys(self.state))
        key = f"{CURVE}{tag}"
        if key in keys:
            self.arrangement.hide(keys, key)
        else:
            keys.insert(keys.index(self.table.rows.current_key) + 1, key)
            self.arrangement.chosen = tuple(keys)
        self.show_table()

    def action_next_comparison(self) -> None:
        """Show differences to the baseline, percentages, or neither."""
        state = self.state
        if self.rows.baseline_row(state) is None:
            self.tell("There is no baseline; b makes the row of the cursor one")
            return
        state.next_comparison()
        self.show_table()

    def action_toggle_differing(self) -> None:
        """Show only columns whose values differ, or all."""
        self.state.only_differing = not self.state.only_differing
        self.show_table()

    def action_settings(self) -> None:
        """Change all settings of the table in one panel."""
        self.app.push_screen(SettingsScreen(self._settings, self.show_table))

    def _settings(self) -> list[Setting]:
        state = self.state
        return [
            Setting("", "ROWS"),
            choice(
                "rows.are",
                "rows",
                ("runs", "groups"),
                self.rows.kind_of_rows(state),
                lambda _: self._toggle_groups(),
                "A row for each run, or for each group that Scalars puts runs into.",
            ),
            choice(
                "rows.center",
                "of a group",
                CENTERS,
                state.center,
                lambda center: self._set(center=center),
                "What stands for the runs of a group; beside it their standard deviation.",
            ),
            switch(
                "rows.hidden",
                "hidden runs",
                state.hidden_listed,
                lambda on: self._set(hidden_listed=on),
                "Whether runs that charts do not show have a row.",
            ),
            Setting("", "VALUES"),
            choice(
                "values.beside",
                "beside them",
                [comparison.value for comparison in COMPARISONS],
                state.comparison.value,
                lambda value: self._set(comparison=Comparison(value)),
                "What is said about values while there is a baseline.",
            ),
            switch(
                "values.differing",
                "only differing",
                state.only_differing,
                lambda on: self._set(only_differing=on),
                "Leave out columns in which all rows are the same.",
            ),
            Setting(
                "values.smoothing",
                "smoothing",
                shown=lambda: f"{state.smoothing:g}",
                step=self._smooth,
                enter=self._enter_smoothing,
                typed=lambda: f"{state.smoothing:g}",
                hint="Of smoothed values and sparklines, from 0 to 0.999.",
            ),
            Setting("", "COPIES"),
            choice(
                "copies.form",
                "form",
                FORMS,
                state.copied_as,
                lambda form: self._set(copied_as=form),
                "What y copies; e writes files.",
            ),
        ]

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def _toggle_groups(self) -> None:
        if self.rows.is_grouped:
            self._set(by_groups=not self.state.by_groups)
        else:
            self.tell("Runs are not grouped; M in Scalars groups them")

    def _smooth(self, steps: int) -> None:
        from tbtui.screens.scalars_state import next_smoothing

        self._set(smoothing=next_smoothing(self.state.smoothing, steps))

    def _enter_smoothing(self, text: str) -> str | None:
        weight = number(text)
        if weight is None or not 0 <= weight <= 0.999:
            return "A number from 0 to 0.999."
        self._set(smoothing=weight)
        return None
