"""The command line as data: what argparse knows of it, for completions and the manual page."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from tbtui.commands.arguments import COMMANDS, SUMMARIES, command_parser, screen_parser

_FILES = ("FILE", "LOGDIR")
_DIRECTORIES = ("DIR",)


@dataclass(frozen=True)
class Argument:
    """An option, or a positional argument.

    Attributes
    ----------
    names : tuple of str
        ``-o`` and ``--output``; empty for a positional argument.
    metavar : str
        What stands for its value; empty for an option without one.
    choices : tuple of str
        Its values, where there are only so many.
    help : str
        What it means.
    optional : bool
        Whether a positional argument can be left out.
    repeatable : bool
        Whether it may be given several times.
    """

    names: tuple[str, ...]
    metavar: str
    choices: tuple[str, ...]
    help: str
    optional: bool
    repeatable: bool

    @property
    def is_option(self) -> bool:
        """Whether it has a name."""
        return bool(self.names)

    @property
    def completes_files(self) -> bool:
        """Whether its value is a file or a directory."""
        return self.metavar in _FILES

    @property
    def completes_directories(self) -> bool:
        """Whether its value is a directory."""
        return self.metavar in _DIRECTORIES


@dataclass(frozen=True)
class Command:
    """One way to call the program.

    Attributes
    ----------
    name : str
        The command; empty for the screen.
    summary : str
        What it does, in a few words.
    description : str
        What it does, in sentences.
    arguments : tuple of Argument
    """

    name: str
    summary: str
    description: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> tuple[Argument, ...]:
        """Arguments that have a name."""
        return tuple(argument for argument in self.arguments if argument.is_option)

    @property
    def positionals(self) -> tuple[Argument, ...]:
        """Arguments that have none."""
        return tuple(argument for argument in self.arguments if not argument.is_option)


def interface() -> Mapping[str, Command]:
    """Return the screen, under an empty name, and all commands."""
    commands = [_command("", "", screen_parser())]
    commands += [_command(name, SUMMARIES[name], command_parser(name)) for name in COMMANDS]
    return {command.name: command for command in commands}


def _command(name: str, summary: str, parser: argparse.ArgumentParser) -> Command:
    # argparse has no public way to look into a parser; this is the only place that does.
    formatter = parser._get_formatter()
    arguments = tuple(
        _argument(action, formatter._expand_help(action) if action.help else "")
        for action in parser._actions
    )
    return Command(name, summary, parser.description or "", arguments)


def _argument(action: argparse.Action, help_text: str) -> Argument:
    choices = tuple(str(choice) for choice in action.choices or ())
    takes_value = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    return Argument(
        names=tuple(action.option_strings),
        metavar=metavar if takes_value else "",
        choices=choices,
        help=help_text,
        optional=action.nargs in ("?", "*"),
        repeatable=action.nargs == "*" or isinstance(action, argparse._AppendAction),
    )
