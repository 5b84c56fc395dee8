"""The table of keys with the keys that the user wants instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tbtui.bindings import BY_ID, TOGETHER, Key, no_key
from tbtui.config.key_names import UnknownKeyError, display_of, is_typed, normal_name
from tbtui.config.problem import suggestion
from tbtui.keys.model import TYPING

KeyTable = Mapping[str, Key]
"""The entries by their ids, in the order of the table."""

Report = Callable[[str, str], None]
"""Told of every mistake: the id that the user wrote, and the reason."""

_WAY_OUT = "quit.always"


def key_table(chosen: Mapping[str, str], report: Report, table: KeyTable = BY_ID) -> KeyTable:
    """Return the table with the keys that the user has chosen.

    What the user has chosen goes before what the table says: an entry that has one of the chosen
    keys loses it where both would work at the same time, and this is reported, unless the user
    has said what its keys are. Of two choices that exclude each other the first one counts.

    Parameters
    ----------
    chosen
        Comma-separated keys by the id of the action; nothing between the quotes means no key.
    report
        Called for every mistake.
    table
        What to change.
    """
    keys = {key.id: _default_names(key) for key in table.values()}
    wanted = _wanted(chosen, table, report)
    if _WAY_OUT in table:
        # Nobody can take the last way out.
        wanted = {_WAY_OUT: keys[_WAY_OUT], **wanted}
    settled: dict[str, list[str]] = {}
    for action, names in wanted.items():
        rivals = _rivals(table, action, settled)
        settled[action] = _without_taken(action, names, rivals, settled, report)
    keys.update(settled)
    for action, names in settled.items():
        for rival in _rivals(table, action, keys):
            if rival not in settled:
                keys[rival] = _give_up(rival, keys[rival], names, action, report)
    return {
        key.id: key if keys[key.id] == _default_names(key) else _with_keys(key, keys[key.id])
        for key in table.values()
    }


def textual_keymap(table: KeyTable, default: KeyTable = BY_ID) -> dict[str, str]:
    """Return what Textual's ``App.set_keymap`` needs to make a table effective."""
    return {
        key.id: key.keys or no_key(key.id)
        for key in table.values()
        if key.keys != default[key.id].keys
    }


def _default_names(key: Key) -> list[str]:
    return [normal_name(name) for name in key.keys.split(",")] if key.keys else []


def _wanted(chosen: Mapping[str, str], table: KeyTable, report: Report) -> dict[str, list[str]]:
    """Return the keys of those choices that are possible at all."""
    wanted = {}
    for action, written in chosen.items():
        if action not in table:
            report(action, "there is no such action" + suggestion(action, table))
            continue
        names: list[str] = []
        for word in written.split(",") if written.strip() else ():
            try:
                name = normal_name(word)
                _check_place(table[action], name)
            except UnknownKeyError as unknown:
                report(action, str(unknown))
                continue
            if name not in names:
                names.append(name)
        if names:
            wanted[action] = names
        elif not written.strip():
            if action == _WAY_OUT:
                report(action, "there must be a way out; its own keys stay")
            else:
                wanted[action] = []
    return wanted


def _check_place(key: Key, name: str) -> None:
    if is_typed(name) and (key.where in TYPING or key.priority):
        raise UnknownKeyError(f'"{display_of(name)}" is needed for typing where this works')


def _rivals(table: KeyTable, action: str, among: Iterable[str]) -> list[str]:
    """Return the entries that work at the same time as another one."""
    key = table[action]
    places = {place for panes in TOGETHER if key.where in panes for place in panes}
    return [
        rival
        for rival in among
        if rival != action
        and (table[rival].where in places or key.priority or table[rival].priority)
    ]


def _without_taken(
    action: str,
    names: list[str],
    rivals: Iterable[str],
    settled: Mapping[str, list[str]],
    report: Report,
) -> list[str]:
    free = list(names)
    for rival in rivals:
        for name in settled[rival]:
            if name in free:
                free.remove(name)
                report(action, f'"{display_of(name)}" is already a key of {rival}')
    return free


def _give_up(
    rival: str, names: list[str], taken: Iterable[str], action: str, report: Report
) -> list[str]:
    """Return what is left of the keys of an entry that the user has said nothing about."""
    lost = [name for name in names if name in taken]
    if not lost:
        return names
    left = [name for name in names if name not in lost]
    displays = " ".join(display_of(name) for name in left)
    report(
        action,
        f'takes "{" ".join(display_of(name) for name in lost)}" from {rival}, which has '
        + (f'"{displays}" left' if left else "no key now")
        + f"; set {rival} too, to say that this is meant",
    )
    return left


def _with_keys(key: Key, names: list[str]) -> Key:
    display = " ".join(display_of(name) for name in names)
    return replace(key, keys=",".join(names), display=display)
