"""Kinds of settings: one of a few values, on or off, and what is typed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tbtui.widgets.setting_list import Setting


def choice(
    name: str,
    label: str,
    values: Sequence[str],
    current: str,
    choose: Callable[[str], None],
    hint: str,
) -> Setting:
    """Return a setting that has one of a few values."""

    def step(direction: int) -> None:
        index = values.index(current) + direction if current in values else 0
        choose(values[index % len(values)])

    return Setting(name, label, shown=lambda: current, step=step, hint=hint)


def switch(name: str, label: str, on: bool, choose: Callable[[bool], None], hint: str) -> Setting:
    """Return a setting that is on or off."""
    current = "on" if on else "off"
    return choice(name, label, ("off", "on"), current, lambda value: choose(value == "on"), hint)


def number(text: str) -> float | None:
    """Return the finite number that was typed; None when it is none."""
    try:
        found = float(text.strip())
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def number_typed(value: float | None) -> str:
    """Write a number so that typing it gives the same number again; None is nothing."""
    return "" if value is None else repr(value).removesuffix(".0")
