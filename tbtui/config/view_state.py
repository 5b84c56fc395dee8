"""What the user has set while looking at some logs, so that it comes back at the next start.

The state is a set of sections, each a plain dictionary that belongs to one owner: ``runs`` to the
list of runs, and one to each dashboard under its name. To remember something more, its owner

1. puts it into the dictionary that it hands over, as text, numbers, booleans, lists and
   dictionaries with text as keys: ``state.with_section("scalars", {"layout": "grid"})``;
2. takes it out again by its type: ``state.section("scalars").choice("layout", LAYOUTS, "focus")``.

Nobody else has to know of it. What is missing, or is not of its type, is taken for never set, so
that a file of another version, or one that somebody has edited, costs only what is wrong in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

_Choice = TypeVar("_Choice", bound=str)

MOST_TEXT = 4_096
"""A longer text is none that a user has typed or a run is called."""


class Section:
    """Values that were saved, read by their types.

    Every method returns its default, or leaves out an item, where there is nothing of the type.

    Parameters
    ----------
    values
        What was saved; anything but a mapping is as good as nothing.
    """

    def __init__(self, values: object = None) -> None:
        self._values: Mapping[str, Any] = values if isinstance(values, dict) else {}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> Iterator[str]:
        """Return what there are values for."""
        return iter(self._values)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a boolean."""
        value = self._values.get(name)
        return value if isinstance(value, bool) else default

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = _text(self._values.get(name))
        return default if value is None else value

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None."""
        return _text(self._values.get(name))

    def choice(self, name: str, choices: Sequence[_Choice], default: _Choice) -> _Choice:
        """Return one of the choices, which may be the members of an enumeration of texts."""
        value = self._values.get(name)
        return next((choice for choice in choices if choice == value), default)

    def number(
        self, name: str, default: float, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a finite number between two ends, these included."""
        value = _number(self._values.get(name))
        return value if value is not None and low <= value <= high else default

    def whole_number(self, name: str, default: int, low: int, high: int) -> int:
        """Return a whole number between two ends, these included."""
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            return default
        return value

    def optional_number(self, name: str) -> float | None:
        """Return a finite number, or None."""
        return _number(self._values.get(name))

    def span(self, name: str) -> tuple[float, float] | None:
        """Return two finite numbers, the lower first and not equal, or None."""
        values = self._values.get(name)
        if not isinstance(values, list) or len(values) != 2:
            return None
        low, high = _number(values[0]), _number(values[1])
        if low is None or high is None or not low < high:
            return None
        return low, high

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, each once."""
        values = self._values.get(name)
        if not isinstance(values, list):
            return ()
        texts = (_text(value) for value in values)
        return tuple(dict.fromkeys(text for text in texts if text is not None))

    def is_list(self, name: str) -> bool:
        """Return whether there is a list, be it empty."""
        return isinstance(self._values.get(name), list)

    def mapping(self, name: str) -> dict[str, str]:
        """Return the texts of a dictionary by their names."""
        inner = self.section(name)
        found = ((key, inner.optional_text(key)) for key in inner.names())
        return {key: text for key, text in found if text is not None}

    def section(self, name: str) -> Section:
        """Return a dictionary within this one."""
        return Section(self._values.get(name))

    def sections(self, name: str) -> dict[str, Section]:
        """Return the dictionaries within a dictionary, as the settings of every chart."""
        inner = self.section(name)
        return {key: inner.section(key) for key in inner.names()}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) <= MOST_TEXT else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


@dataclass(frozen=True)
class ViewState:
    """The sections of one view.

    Attributes
    ----------
    sections : mapping of str to mapping
        Plain dictionaries by the name of their owner. A section that nobody asks for is kept.
    """

    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def section(self, name: str) -> Section:
        """Return what an owner has saved."""
        return Section(self.sections.get(name))

    def with_section(self, name: str, values: Mapping[str, Any]) -> ViewState:
        """Return the state with what an owner wants to be saved now."""
        return ViewState({**self.sections, name: dict(values)})
