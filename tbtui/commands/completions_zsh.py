"""Completions for zsh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tbtui.commands.interface import Argument, Command

_SCRIPT = """\
#compdef tbtui
# Completions of tbtui for zsh.

_tbtui_first() {{
    local -a commands=(
{summaries}
    )
    _alternative 'commands:command:{{_describe command commands}}' 'logs:log directory:_files'
}}

_tbtui() {{
    if (( CURRENT > 2 )); then
        case $words[2] in
{commands}
        esac
    fi
    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        _tbtui_first
        return
    fi
    _arguments -S \\
{screen}
}}

if [[ $funcstack[1] == _tbtui ]]; then
    _tbtui "$@"
else
    compdef _tbtui tbtui
fi
"""

_COMMAND = """\
            {name})
                shift words
                (( CURRENT-- ))
                _arguments -S \\
{specifications}
                return
                ;;"""


def zsh_script(commands: Mapping[str, Command]) -> str:
    """Return the script that zsh is to load as the function ``_tbtui``."""
    named = [command for command in commands.values() if command.name]
    return _SCRIPT.format(
        summaries="\n".join(
            f"        {_quoted(f'{command.name}:{command.summary}')}" for command in named
        ),
        commands="\n".join(
            _COMMAND.format(name=command.name, specifications=_specifications(command, 20))
            for command in named
        ),
        screen=_specifications(commands[""], 8),
    )


def _specifications(command: Command, indent: int) -> str:
    specifications = [line for argument in command.arguments for line in _of_argument(argument)]
    return " \\\n".join(" " * indent + line for line in specifications)


def _of_argument(argument: Argument) -> Iterator[str]:
    value = f":{_escaped(argument.metavar)}:{_action(argument)}" if argument.metavar else ""
    if not argument.is_option:
        place = "*" if argument.repeatable else "1"
        colon = ":" if argument.optional and not argument.repeatable else ""
        yield _quoted(f"{place}{colon}{value}")
        return
    # An option that was given is not offered again, in any of its spellings.
    others = "*" if argument.repeatable else f"({' '.join(argument.names)})"
    for name in argument.names:
        equals = "=" if value and name.startswith("--") else ""
        yield _quoted(f"{others}{name}{equals}[{_escaped(argument.help)}]{value}")


def _action(argument: Argument) -> str:
    if argument.choices:
        return f"({' '.join(argument.choices)})"
    if argument.completes_directories:
        return "_files -/"
    return "_files" if argument.completes_files else " "


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]:])", r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
