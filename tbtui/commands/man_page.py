"""``tbtui man``: the manual page, made of what the parsers know."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator

from tbtui import __version__
from tbtui.commands.arguments import EXAMPLES
from tbtui.commands.interface import Argument, Command, interface

_BOLD, _ITALIC, _ROMAN = r"\fB", r"\fI", r"\fR"
# What roff would take for something else. A hyphen is made one that can be copied and pasted.
_SPECIAL = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}

_ENVIRONMENT = {
    "TBTUI_CONFIG": "The configuration file, unless --config names one.",
    "XDG_CONFIG_HOME": "Where the configuration is looked for; ~/.config when not set.",
    "XDG_STATE_HOME": "Where the views of logs are kept; ~/.local/state when not set.",
    "NO_COLOR": "When set to anything, plot draws without colour.",
}
_FILES = {
    "$XDG_CONFIG_HOME/tbtui/config.toml": "The configuration; config prints the default one.",
    "$XDG_STATE_HOME/tbtui/views/": "What was set while looking at logs; --fresh ignores it.",
    "$XDG_STATE_HOME/tbtui/copied.txt": "What was copied last.",
}
_STATUSES = {
    "0": "All is well.",
    "1": "Nothing readable was found, or the output could not be written.",
    "2": "Bad usage, or a path that does not exist.",
    "130": "Interrupted.",
}


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - it has no options
    """Carry out ``tbtui man`` and return the exit status."""
    sys.stdout.writelines(f"{line}\n" for line in man_page())
    return 0


def man_page() -> Iterator[str]:
    """Yield the lines of the manual page as roff, for the macros of man(7)."""
    commands = list(interface().values())
    screen = commands[0]
    yield f'.TH TBTUI 1 "" "tbtui {__version__}" "User Commands"'
    yield from _section("NAME")
    yield rf"tbtui \- {_text(screen.description[0].lower() + screen.description[1:-1])}"
    yield from _section("SYNOPSIS")
    for number, command in enumerate(commands):
        if number:
            yield ".br"
        yield _synopsis(command)
    yield from _section("DESCRIPTION")
    yield _text(screen.description)
    yield "Without a terminal to draw on, it prints what"
    yield ".B tbtui inspect"
    yield "prints."
    yield from _section("OPTIONS")
    yield from _arguments(screen.arguments)
    yield from _section("COMMANDS")
    for command in commands[1:]:
        yield f".SS {_text(f'tbtui {command.name}')}"
        yield _text(command.description)
        yield from _arguments(argument for argument in command.arguments if not _is_help(argument))
    yield from _section("EXAMPLES")
    yield ".nf"
    yield from (_text(line) for line in EXAMPLES.splitlines())
    yield ".fi"
    for title, entries in (
        ("FILES", _FILES),
        ("ENVIRONMENT", _ENVIRONMENT),
        ("EXIT STATUS", _STATUSES),
    ):
        yield from _section(title)
        for name, meaning in entries.items():
            yield from _entry(f"{_BOLD}{_text(name)}{_ROMAN}", meaning)


def _text(text: str) -> str:
    """Write a text so that roff shows it as it is."""
    escaped = re.sub(r"[\\\-'`^~]", lambda found: _SPECIAL[found[0]], text)
    # At the beginning of a line, a full stop would start a request.
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


def _section(title: str) -> Iterator[str]:
    yield f".SH {title}"


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield _text(meaning)


def _arguments(arguments: Iterable[Argument]) -> Iterator[str]:
    for argument in arguments:
        meaning = argument.help or "one of these"
        yield from _entry(_term(argument), f"{meaning}.")


def _is_help(argument: Argument) -> bool:
    """Return whether this is the option that every command has."""
    return "--help" in argument.names


def _term(argument: Argument) -> str:
    value = _value(argument)
    if not argument.is_option:
        return value
    names = ", ".join(f"{_BOLD}{_text(name)}{_ROMAN}" for name in argument.names)
    return f"{names} {value}" if value else names


def _value(argument: Argument) -> str:
    if argument.choices:
        return "|".join(f"{_BOLD}{_text(choice)}{_ROMAN}" for choice in argument.choices)
    return f"{_ITALIC}{_text(argument.metavar)}{_ROMAN}" if argument.metavar else ""


def _synopsis(command: Command) -> str:
    name = " ".join(part for part in ("tbtui", command.name) if part)
    parts = [f"{_BOLD}{name}{_ROMAN}", f"[{_ITALIC}OPTION{_ROMAN} ...]"]
    for argument in command.positionals:
        value = _value(argument) + (" ..." if argument.repeatable else "")
        parts.append(f"[{value}]" if argument.optional else value)
    return " ".join(parts)
