"""Completions for fish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tbtui.commands.interface import Argument, Command

_HEAD = """\
# Completions of tbtui for fish.

function __tbtui_command -d 'Succeed when this is the command, none of them for the screen'
    set -l words (commandline -opc)
    set -l command $words[2]
    contains -- "$command" {names}
    or set command ''
    test "$command" = "$argv[1]"
end

"""


def fish_script(commands: Mapping[str, Command]) -> str:
    """Return the script that fish is to read."""
    names = [name for name in commands if name]
    lines = [
        f"complete -c tbtui -n 'test (count (commandline -opc)) -eq 1' -a {name} "
        f"-d {_quoted(commands[name].summary)}"
        for name in names
    ]
    for command in commands.values():
        lines += _lines(command)
    return _HEAD.format(names=" ".join(names)) + "\n".join(lines) + "\n"


def _lines(command: Command) -> Iterator[str]:
    start = f"complete -c tbtui -n '__tbtui_command \"{command.name}\"'"
    if not any(_takes_paths(argument) for argument in command.positionals):
        yield f"{start} -f"
    for argument in command.positionals:
        if argument.choices:
            yield f"{start} -a {_quoted(' '.join(argument.choices))}"
        elif argument.completes_directories:
            yield f"{start} -f -a '(__fish_complete_directories)'"
    for option in command.options:
        names = " ".join(_name(name) for name in option.names)
        yield f"{start} {names}{_value(option)} -d {_quoted(option.help)}"


def _name(name: str) -> str:
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


def _value(option: Argument) -> str:
    if not option.metavar:
        return ""
    if option.choices:
        return f" -x -a {_quoted(' '.join(option.choices))}"
    return " -r -F" if _takes_paths(option) else " -x"


def _takes_paths(argument: Argument) -> bool:
    return argument.completes_files or argument.completes_directories


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
