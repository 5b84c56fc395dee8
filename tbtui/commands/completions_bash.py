"""Completions for bash, from 3.2 on, which macOS still has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tbtui.commands.interface import Argument, Command

_SCRIPT = """\
# Completions of tbtui for bash.

_tbtui_paths() {{
    local path
    compopt -o filenames 2>/dev/null
    while IFS= read -r path; do
        COMPREPLY+=("$path")
    done < <(compgen "$1" -- "$current")
}}

_tbtui_words() {{
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$1" -- "$current")
}}

_tbtui() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=
    COMPREPLY=()
    # bash takes --option=value apart into three words.
    if [[ $current == "=" ]]; then
        current=
    elif [[ $previous == "=" && COMP_CWORD -ge 2 ]]; then
        previous=${{COMP_WORDS[COMP_CWORD-2]}}
    fi
    if [[ COMP_CWORD -gt 1 ]]; then
        case ${{COMP_WORDS[1]}} in
            {commands}) command=${{COMP_WORDS[1]}} ;;
        esac
    fi
    case $command:$previous in
{values}
    esac
    if [[ $current == -* ]]; then
        case $command in
{options}
        esac
        return
    fi
    case $command in
{positionals}
    esac
    if [[ COMP_CWORD -eq 1 ]]; then
        _tbtui_words "{command_words}"
    fi
}}

complete -F _tbtui tbtui
"""


def bash_script(commands: Mapping[str, Command]) -> str:
    """Return the script that bash is to read."""
    names = [name for name in commands if name]
    return _SCRIPT.format(
        commands="|".join(names),
        command_words=" ".join(names),
        values="\n".join(line for command in commands.values() for line in _values(command)),
        options="\n".join(_options(command) for command in commands.values()),
        positionals="\n".join(_positionals(command) for command in commands.values()),
    )


def _values(command: Command) -> Iterator[str]:
    """Yield what may follow each option that takes a value."""
    for option in command.options:
        if option.metavar:
            places = "|".join(f"{command.name}:{name}" for name in option.names)
            yield f"        {places}) {_action(option)}return ;;"


def _options(command: Command) -> str:
    words = " ".join(name for option in command.options for name in option.names)
    return f'            "{command.name}") _tbtui_words "{words}" ;;'


def _positionals(command: Command) -> str:
    return f'        "{command.name}") {_actions(command.positionals)};;'


def _actions(arguments: Sequence[Argument]) -> str:
    return "".join(_action(argument) for argument in arguments)


def _action(argument: Argument) -> str:
    if argument.choices:
        return f'_tbtui_words "{" ".join(argument.choices)}"; '
    if argument.completes_directories:
        return "_tbtui_paths -d; "
    if argument.completes_files:
        return "_tbtui_paths -f; "
    return ""
