"""TOML with mistakes in it: read what can be read, and say where the rest is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

MOST_ATTEMPTS = 1000
"""So often a text is parsed, with ever more of its lines left out, before it is given up."""

_PLACE = re.compile(r" *\(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_HEADER = re.compile(r"\s*\[(?P<name>[^\[\]]+)\]\s*(?:#.*)?")
_ASSIGNMENT = re.compile(r"""\s*(?P<name>(?:"[^"]*"|'[^']*'|[\w\s.-])+?)\s*=""")


class Mistake(NamedTuple):
    """A line that is not TOML; None for the text as a whole."""

    line: int | None
    reason: str


def read_toml(text: str) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the tables of a text and its mistakes.

    A line with a mistake is left out, and when it was meant as the header of a table, all lines
    of this table too: they must not count for the table before it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    mistakes: list[Mistake] = []
    attempts = 0
    while attempts < MOST_ATTEMPTS:
        table, mistake = _parse(lines)
        attempts += 1
        if mistake is None:
            return table, mistakes
        # What begins in one line may be found wrong only further down: a bracket that is not
        # closed, say. The line to blame is the one after the last that leaves all above it sound.
        blamed = mistake.line or len(lines)
        while blamed > 1 and attempts < MOST_ATTEMPTS and _parse(lines[: blamed - 1])[1]:
            blamed -= 1
            attempts += 1
        mistakes.append(Mistake(blamed, mistake.reason))
        _leave_out(lines, blamed - 1)
    return {}, [*mistakes, Mistake(None, "too many mistakes; nothing of the file is used")]


def _parse(lines: Sequence[str]) -> tuple[dict[str, Any], Mistake | None]:
    """Return the tables, or where the first mistake was noticed."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return tomllib.loads("\n".join(lines)), None
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        reason = _PLACE.sub("", str(error))
        reason = reason[:1].lower() + reason[1:]
        line = int(found["line"]) if found and found["line"] else None
        return {}, Mistake(line, reason)
    except RecursionError:
        return {}, Mistake(None, "too deeply nested")


def _leave_out(lines: list[str], first: int) -> None:
    is_header = lines[first].lstrip().startswith("[")
    lines[first] = ""
    if not is_header:
        return
    for number in range(first + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            return
        lines[number] = ""


def line_of(text: str, name: str) -> int | None:
    """Return the number of the line, from 1, that sets a value.

    Parameters
    ----------
    text
        The whole file.
    name
        The names of the tables around the value and its own, joined by dots.

    Returns
    -------
    int or None
        None where the value is written in a way that a glance does not find.
    """
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.fullmatch(line)
        if header:
            table = _without_quotes(header["name"])
            if table == name:
                return number
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            own_name = _without_quotes(assignment["name"])
            if name == (f"{table}.{own_name}" if table else own_name):
                return number
    return None


def _without_quotes(dotted: str) -> str:
    """Write ``colors . "a.b"`` as ``colors.a.b``."""
    parts = re.findall(r""""([^"]*)"|'([^']*)'|([^.\s"']+)""", dotted)
    return ".".join(double or single or bare for double, single, bare in parts)
