"""The default configuration as a file, with an explanation above every setting."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from tbtui.bindings import BY_ID, TITLES, keys_of
from tbtui.config.key_map import KeyTable
from tbtui.config.settings import ColorRule, Config

WIDTH = 88

_HEAD = """\
# Configuration of tbtui. Every setting is here, with its default: keep what you change.
# A mistake is reported when the program starts, and the rest of the file still counts.
"""

_RUNS_EXAMPLE = """\
# "baseline" = "#9da5b4"
# "/seed=1/" = 3
"""


def default_file(table: KeyTable = BY_ID) -> str:
    """Return the text of a configuration file that changes nothing.

    Parameters
    ----------
    table
        The actions that can have other keys.
    """
    hints = get_type_hints(Config)
    sections = [_HEAD]
    for setting in fields(Config):
        hint = hints[setting.name]
        if is_dataclass(hint):
            sections += _section(setting.name, hint)
        else:
            sections.append(_keys_section(setting, table))
    return "\n".join(sections)


def _section(name: str, section: Any) -> Iterator[str]:
    """Yield the section, then the tables inside of it."""
    hints = get_type_hints(section)
    lines = [*_comment(section.__doc__ or ""), f"[{name}]"]
    tables = []
    for setting in fields(section):
        hint = hints[setting.name]
        comment = _comment(setting.metadata["explanation"])
        if hint == tuple[ColorRule, ...]:
            tables.append("\n".join([*comment, f"[{name}.{setting.name}]", _RUNS_EXAMPLE]))
        else:
            lines += [*comment, *_comment(_allowed(setting, hint))]
            lines.append(f"{setting.name} = {toml_value(setting.default)}")
    yield "\n".join([*lines, ""])
    yield from tables


def _keys_section(setting: Field[Any], table: KeyTable) -> str:
    """Return all actions with their keys, commented: the next version may have other ones."""
    explanation = str(setting.metadata["explanation"])
    lines = [*_comment(explanation), *_comment(_ABOUT_KEYS), f"[{setting.name}]"]
    for where, title in TITLES.items():
        lines.append(f"# {title}")
        for key in keys_of(where, table=table):
            assignment = f'# "{key.id}" = {toml_value(key.keys)}'
            lines.append(f"{assignment:<44}  # {key.description}")
    return "\n".join([*lines, ""])


_ABOUT_KEYS = (
    'Several keys are separated by commas; the comma itself is "comma". No key at all takes it '
    "away. Names: up down left right pageup pagedown home end insert delete backspace enter "
    "escape tab space f1 to f12, with ctrl+ shift+ alt+ before them. Here are the defaults."
)


def _allowed(setting: Field[Any], hint: Any) -> str:
    """Return which values a setting may have, where the default does not show it."""
    if get_origin(hint) is Literal:
        return " | ".join(toml_value(choice) for choice in get_args(hint))
    limits = setting.metadata["limits"]
    return "" if limits is None else f"From {limits.low:g} to {limits.high:g}."


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False)]


def toml_value(value: Any) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A basic string of TOML has the escapes of JSON, and needs no others.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        raise TypeError("tables are written line by line")
    return repr(value)
