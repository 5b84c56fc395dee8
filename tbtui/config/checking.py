"""From the tables of a file to settings: every value is checked on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from tbtui.config.problem import suggestion
from tbtui.config.run_colors import expression_in
from tbtui.config.settings import ColorRule, Config, HexColor, Limits

Report = Callable[[tuple[str, ...], str], None]
"""Told of every mistake: the names that lead to the value, and the reason."""

_Entry = TypeVar("_Entry")
_COLOR_RULES = tuple[ColorRule, ...]
_KEYS = Mapping[str, str]


class UnsuitableError(ValueError):
    """A value that a setting cannot have; the message is the reason."""


def config_from(table: Mapping[str, Any], report: Report) -> Config:
    """Return the settings that a file makes, with defaults for whatever is wrong or missing."""
    return cast("Config", _section_from(Config, table, (), report))


def _section_from(
    section: type[Any], table: Mapping[str, Any], at: tuple[str, ...], report: Report
) -> Any:
    known = {setting.name: setting for setting in fields(section)}
    hints = get_type_hints(section)
    values = {}
    for name, value in table.items():
        if name not in known:
            report((*at, name), "there is no such setting" + suggestion(name, known))
            continue
        try:
            values[name] = _setting_from(value, hints[name], known[name], (*at, name), report)
        except UnsuitableError as unsuitable:
            report((*at, name), str(unsuitable))
    return section(**values)


def _setting_from(
    value: Any, hint: Any, setting: Field[Any], at: tuple[str, ...], report: Report
) -> Any:
    is_section = is_dataclass(hint) or hint in (_COLOR_RULES, _KEYS)
    if is_section and not isinstance(value, Mapping):
        raise UnsuitableError(f"this is a section: write [{'.'.join(at)}], and its settings below")
    if is_dataclass(hint):
        return _section_from(cast("type[Any]", hint), value, at, report)
    if hint == _COLOR_RULES:
        return tuple(_each(_flat(value), _color_rule, at, report))
    if hint == _KEYS:
        return dict(_each(_flat(value), _keys_of_action, at, report))
    return checked(value, hint, setting.metadata["limits"])


def _each(
    table: Mapping[str, Any],
    entry: Callable[[str, Any], _Entry],
    at: tuple[str, ...],
    report: Report,
) -> Iterator[_Entry]:
    """Return what the entries of a table make, without those that are wrong."""
    for name, value in table.items():
        try:
            yield entry(name, value)
        except UnsuitableError as unsuitable:
            report((*at, name), str(unsuitable))


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """Undo what TOML makes of dots: ``charts.next = "j"`` is the id ``charts.next``."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}.{rest}": item for rest, item in _flat(value).items()})
        else:
            flat[name] = value
    return flat


def checked(value: Any, hint: Any, limits: Limits | None = None) -> Any:
    """Return a value in the type of its setting.

    Raises
    ------
    UnsuitableError
        If the setting cannot have it.
    """
    if get_origin(hint) is Literal:
        return _choice(value, get_args(hint))
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise UnsuitableError(f"must be a list, not {_shown(value)}")
        return tuple(checked(item, get_args(hint)[0]) for item in value)
    if hint is HexColor:
        return _hex_color(value)
    if hint is bool:
        if not isinstance(value, bool):
            raise UnsuitableError(f"must be true or false, not {_shown(value)}")
        return value
    if hint is str:
        if not isinstance(value, str):
            raise UnsuitableError(f"must be a text in quotes, not {_shown(value)}")
        return value
    return _number(value, hint, limits)


def _number(value: Any, kind: type[int] | type[float], limits: Limits | None) -> int | float:
    words = "a whole number" if kind is int else "a number"
    if limits is not None:
        words += f" from {limits.low:g} to {limits.high:g}"
    allowed = (int,) if kind is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise UnsuitableError(f"must be {words}, not {_shown(value)}")
    # Written so that what is not a number fails too.
    if limits is not None and not limits.low <= value <= limits.high:
        raise UnsuitableError(f"must be {words}, not {_shown(value)}")
    return kind(value)


def _choice(value: Any, choices: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in choices:
        return value
    listed = ", ".join(f'"{choice}"' for choice in choices[:-1]) + f' or "{choices[-1]}"'
    raise UnsuitableError(f"must be {listed}, not {_shown(value)}")


def _hex_color(value: Any) -> HexColor:
    if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return HexColor(value.lower())
    raise UnsuitableError(f'must be a colour as in "#4c9aff", not {_shown(value)}')


def _color_rule(name: str, value: Any) -> ColorRule:
    expression = expression_in(name)
    if expression is not None:
        try:
            re.compile(expression)
        except re.error as error:
            raise UnsuitableError(f"not a regular expression: {error}") from None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return ColorRule(name, value)
    try:
        return ColorRule(name, _hex_color(value))
    except UnsuitableError:
        raise UnsuitableError(
            'must be a colour as in "#4c9aff", or a place in the palette from 1, '
            f"not {_shown(value)}"
        ) from None


def _keys_of_action(name: str, value: Any) -> tuple[str, str]:
    if not isinstance(value, str):
        raise UnsuitableError(f'must be keys as in "j,down", not {_shown(value)}')
    return name, value


def _shown(value: Any) -> str:
    """Show a value about as the user has written it, and not at any length."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a section"
    if isinstance(value, list):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
