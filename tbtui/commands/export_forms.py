"""The formats that numbers are exported in: how values become a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.commands.exact_text import exact_texts


class Layout(NamedTuple):
    """What surrounds the values of lines with the same fields.

    Attributes
    ----------
    header : str
        What comes before all lines.
    before : tuple of str
        What stands before the value of each field.
    end : str
        What ends a line.
    """

    header: str
    before: tuple[str, ...]
    end: str


class Form(NamedTuple):
    """One of the formats.

    Attributes
    ----------
    layout : callable
        Says what surrounds the values, for the names of the fields.
    quoted : callable
        Makes a name into a value.
    quotes_non_finite : bool
        Whether NaN and the infinities are written as texts.
    """

    layout: Callable[[Sequence[str]], Layout]
    quoted: Callable[[str], str]
    quotes_non_finite: bool

    def number_texts(self, numbers: NDArray[Any]) -> list[str]:
        """Write numbers exactly."""
        texts = exact_texts(numbers)
        if self.quotes_non_finite:
            for index in np.flatnonzero(~np.isfinite(numbers)).tolist():
                texts[index] = f'"{texts[index]}"'
        return texts


def _csv_layout(fields: Sequence[str]) -> Layout:
    return Layout(",".join(fields) + "\n", ("", *[","] * (len(fields) - 1)), "\n")


def _jsonl_layout(fields: Sequence[str]) -> Layout:
    first, *others = (f'"{field}": ' for field in fields)
    return Layout("", ("{" + first, *(f", {field}" for field in others)), "}\n")


def _csv_text(name: str) -> str:
    """Quote a name as RFC 4180 says, when it needs it."""
    if any(character in name for character in ',"\r\n'):
        doubled = name.replace('"', '""')
        return f'"{doubled}"'
    return name


def _json_text(name: str) -> str:
    """Quote a name as JSON; bytes that are not UTF-8 become escapes, which JSON allows."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(name)
    return json.dumps(name, ensure_ascii=False)


FORMS = {
    "csv": Form(_csv_layout, _csv_text, quotes_non_finite=False),
    # Strict JSON has no word for NaN and the infinities.
    "jsonl": Form(_jsonl_layout, _json_text, quotes_non_finite=True),
}


def format_of(path: str) -> str:
    """Return the format that the name of a file asks for."""
    return "jsonl" if path.endswith((".jsonl", ".ndjson")) else "csv"
