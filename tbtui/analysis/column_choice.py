r"""Which columns there can be in a table of runs, and the keys that name them.

======================  ============================================================================
``run:state``           what a run is doing; so ``run:start``, ``run:duration`` ...: `RUN_FIELDS`
``user:note``           what the user has noted about it: `USER_FIELDS`
``hp:lr``               a hyperparameter
``last:val/loss``       the last value of a tag; so ``smoothed``, ``min``, ``max``, ``mean`` and
                        ``best``
``best-step:val/loss``  the step at which it was best, the first of several
``nan:val/loss``        how many of its points are NaN or infinite
``at:500:val/loss``     its value at a step
``at-best:val/acc:lr``  the value of ``lr`` when ``val/acc`` was best. In the first of both tags,
                        ``\:`` is a colon and ``\\`` a backslash
======================  ============================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Statistic(str, Enum):
    """What a column shows; the first part of its key."""

    RUN = "run"
    USER = "user"
    HYPERPARAMETER = "hp"
    LAST = "last"
    SMOOTHED = "smoothed"
    MINIMUM = "min"
    MAXIMUM = "max"
    MEAN = "mean"
    BEST = "best"
    BEST_STEP = "best-step"
    NOT_FINITE = "nan"
    AT_STEP = "at"
    AT_BEST = "at-best"

    @property
    def is_of_tag(self) -> bool:
        """Whether it is computed from the points of a tag."""
        return self not in (Statistic.RUN, Statistic.USER, Statistic.HYPERPARAMETER)


RUN_FIELDS = {
    "state": "state",
    "start": "start",
    "last": "last point",
    "duration": "duration",
    "steps": "steps",
    "speed": "steps/s",
    "points": "points",
}
"""What is known of a run as a whole, and its title."""

USER_FIELDS = {"name": "name", "note": "note", "tags": "tags"}
"""What the user has written about a run, and its title."""

_ENDINGS = {
    Statistic.LAST: "",
    Statistic.SMOOTHED: " smoothed",
    Statistic.MINIMUM: " min",
    Statistic.MAXIMUM: " max",
    Statistic.MEAN: " mean",
    Statistic.BEST: " best",
    Statistic.BEST_STEP: " best step",
    Statistic.NOT_FINITE: " not finite",
}
_COLON = re.compile(r"(?<!\\)(?:\\\\)*(:)")


@dataclass(frozen=True)
class ColumnChoice:
    """One column that the user wants.

    Attributes
    ----------
    statistic : Statistic
    name : str
        The tag, the hyperparameter or the field.
    step : int
        For `Statistic.AT_STEP`.
    other : str
        For `Statistic.AT_BEST`: the tag whose best value tells the step.
    """

    statistic: Statistic
    name: str
    step: int = 0
    other: str = ""

    @property
    def key(self) -> str:
        """What names the column, to be kept and typed."""
        first = self.statistic.value
        if self.statistic is Statistic.AT_STEP:
            return f"{first}:{self.step}:{self.name}"
        if self.statistic is Statistic.AT_BEST:
            return f"{first}:{with_escaped_colons(self.other)}:{self.name}"
        return f"{first}:{self.name}"

    @property
    def title(self) -> str:
        """What the column is called."""
        if self.statistic is Statistic.RUN:
            return RUN_FIELDS.get(self.name, self.name)
        if self.statistic is Statistic.AT_STEP:
            return f"{self.name} at {self.step:,}"
        if self.statistic is Statistic.AT_BEST:
            return f"{self.name} at best {self.other}"
        return self.name + _ENDINGS.get(self.statistic, "")

    @property
    def group(self) -> str:
        """The tag whose direction says what is better; empty for what is of no tag."""
        return self.name if self.statistic.is_of_tag else ""


def with_escaped_colons(text: str) -> str:
    """Return a text that can stand before the last colon of a key."""
    return text.replace("\\", "\\\\").replace(":", "\\:")


def choice_of_key(key: str) -> ColumnChoice | None:
    """Return the choice that a key names, or None if it names none."""
    first, colon, rest = key.partition(":")
    if not colon or not rest or first not in _STATISTICS:
        return None
    statistic = _STATISTICS[first]
    if statistic is Statistic.AT_STEP:
        step, colon, tag = rest.partition(":")
        whole = re.fullmatch(r"-?\d{1,18}", step)
        return ColumnChoice(statistic, tag, step=int(step)) if whole and tag else None
    if statistic is Statistic.AT_BEST:
        found = _COLON.search(rest)
        if found is None or not rest[found.end() :] or found.start(1) == 0:
            return None
        other = re.sub(r"\\(.)", r"\1", rest[: found.start(1)], flags=re.DOTALL)
        return ColumnChoice(statistic, rest[found.end() :], other=other)
    known = {Statistic.RUN: RUN_FIELDS, Statistic.USER: USER_FIELDS}.get(statistic)
    if known is not None and rest not in known:
        return None
    return ColumnChoice(statistic, rest)


_STATISTICS = {statistic.value: statistic for statistic in Statistic}
