"""The settings of the x axis: what each line of the panel shows and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.scalars_state import likely_x
from tbtui.screens.setting_kinds import choice, number, number_typed, switch
from tbtui.widgets.readout import format_x
from tbtui.widgets.setting_list import Setting

if TYPE_CHECKING:
    from tbtui.screens.scalars_state import ScalarsState

AXES = ("step", "relative", "wall", "index", "tag")
RANGE_HINT = "Two numbers, such as 1000 5000; nothing for all points."
RANGE_HINTS = {
    "relative": "Two numbers of seconds, such as 600 3600; nothing for all points.",
    "wall": "Two times in seconds since 1970; nothing for all points.",
}


class HorizontalSettingRows:
    """Makes the settings of the x axis.

    Parameters
    ----------
    state : ScalarsState
        What they show and change.
    tags : sequence of str
        Tags that can be x.
    """

    def __init__(self, state: ScalarsState, tags: Sequence[str]) -> None:
        self.state = state
        self.tags = tags

    def all(self) -> list[Setting]:
        """Return the settings."""
        settings = self.state.settings
        return [
            choice(
                "x.axis",
                "x is",
                AXES if self.tags else AXES[:-1],
                settings.horizontal,
                self._set_horizontal,
                "Step, time since the start, wall time, the number of the point, or a tag.",
            ),
            Setting(
                "x.tag",
                "tag",
                shown=lambda: settings.x_tag or "-",
                step=self._step_x_tag if self.tags else None,
                enter=self._enter_x_tag,
                typed=lambda: escape(settings.x_tag or ""),
                hint="A scalar tag whose values are x: tokens, epoch, examples. Type a part of it.",
            ),
            switch(
                "x.log",
                "logarithmic",
                settings.x_log,
                self._set_log,
                "Points at zero and below have no place on a logarithmic axis.",
            ),
            Setting(
                "x.range",
                "from, to",
                shown=lambda: _range_text(settings.horizontal, settings.x_range),
                enter=self._enter_x_range,
                typed=lambda: _range_typed(settings.x_range),
                hint=RANGE_HINTS.get(settings.horizontal, RANGE_HINT),
            ),
        ]

    def _set_log(self, on: bool) -> None:
        self.state.settings = replace(self.state.settings, x_log=on)

    def _set_horizontal(self, axis: str) -> None:
        tag = self.state.settings.x_tag
        if axis == "tag":
            tag = tag if tag in self.tags else likely_x(self.tags, self.state.focused)
        self.state.set_horizontal(axis, tag)

    def _step_x_tag(self, direction: int) -> None:
        known = self.state.settings.x_tag
        if known in self.tags:
            tag = self.tags[(self.tags.index(known) + direction) % len(self.tags)]
        else:
            tag = likely_x(self.tags, self.state.focused)
        self.state.set_horizontal("tag", tag)

    def _enter_x_tag(self, text: str) -> str | None:
        # As it is shown: a control character must reach neither the input line nor the terminal.
        found = [tag for tag in self.tags if text.lower() in escape(tag).lower()]
        exact = [tag for tag in found if escape(tag) == text]
        if not found:
            return "No scalar tag has this in its name."
        self.state.set_horizontal("tag", [*exact, *found][0])
        return None

    def _enter_x_range(self, text: str) -> str | None:
        words = text.replace(",", " ").replace("..", " ").split()
        if not words:
            self.state.show_range(None)
            return None
        numbers = [number(word) for word in words]
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            return "Two numbers are needed, or nothing for all points."
        if numbers[0] >= numbers[1]:
            return "The first number must be lower than the second."
        self.state.show_range((numbers[0], numbers[1]))
        return None


def _range_text(axis: str, x_range: tuple[float, float] | None) -> str:
    if x_range is None:
        return "all points"
    return f"{format_x(axis, x_range[0])} to {format_x(axis, x_range[1])}"


def _range_typed(x_range: tuple[float, float] | None) -> str:
    return "" if x_range is None else " ".join(number_typed(end) for end in x_range)
