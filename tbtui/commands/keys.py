"""``tbtui keys``: the table of keys, with those that the user has set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping

from tbtui.bindings import TITLES, Key, keys_of
from tbtui.commands.problems import print_problems
from tbtui.config.load import load_config
from tbtui.plot.symbols import name_keys


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui keys`` and return the exit status."""
    config = load_config(arguments.config)
    print_problems(config.problems)
    formats = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}
    sys.stdout.writelines(f"{line}\n" for line in formats[arguments.format](config.key_table))
    return 0


def _as_text(table: Mapping[str, Key]) -> Iterator[str]:
    ids = max(len(key.id) for key in table.values())
    displays = max(len(name_keys(key.display)) for key in table.values())
    for number, (title, keys) in enumerate(_panes(table)):
        if number:
            yield ""
        yield title
        for key in keys:
            yield f"  {name_keys(key.display):<{displays}}  {key.id:<{ids}}  {key.description}"


def _as_markdown(table: Mapping[str, Key]) -> Iterator[str]:
    for number, (title, keys) in enumerate(_panes(table)):
        if number:
            yield ""
        yield f"## {title}"
        yield ""
        yield "| key | does | id |"
        yield "|---|---|---|"
        for key in keys:
            displays = " ".join(_code(display) for display in key.display.split())
            yield f"| {displays} | {key.description} | `{key.id}` |"


def _code(display: str) -> str:
    return "`" + display.replace("|", "\\|") + "`" if display != "`" else "`` ` ``"


def _as_json(table: Mapping[str, Key]) -> Iterator[str]:
    import json

    entries = [
        {
            "id": key.id,
            "keys": key.keys.split(",") if key.keys else [],
            "display": key.display,
            "pane": key.where.value,
            "description": key.description,
        }
        for _, keys in _panes(table)
        for key in keys
    ]
    yield json.dumps(entries, indent=1, ensure_ascii=False)


def _panes(table: Mapping[str, Key]) -> Iterator[tuple[str, Iterable[Key]]]:
    for where, title in TITLES.items():
        yield title, keys_of(where, table=table)
