"""What differs between several texts: their lines side by side, and changes within lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

Spans = tuple[tuple[int, int], ...]
"""Where characters are changed: from, to."""

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_LONGEST_LINE = 2_000
"""Longer lines are changed as a whole, as comparing their words would take long."""


class DiffCell(NamedTuple):
    """A line of one of the texts.

    Attributes
    ----------
    text : str
    changed : tuple of (int, int)
        Which characters are others than those of the line that it is compared with.
    """

    text: str
    changed: Spans = ()


class DiffRow(NamedTuple):
    """Lines that stand side by side, one for each text.

    Attributes
    ----------
    cells : tuple of DiffCell or None
        None where a text has nothing in this place.
    differs : bool
        Whether not all of them are equal.
    """

    cells: tuple[DiffCell | None, ...]
    differs: bool


def diff_texts(texts: Sequence[Sequence[str]]) -> list[DiffRow]:
    """Put the lines of several texts side by side.

    Each text is compared with the first one, and lines that only others have are put where they
    stand in them.

    Parameters
    ----------
    texts : sequence of sequence of str
        The lines of each text; none for a text that is absent.

    Returns
    -------
    list of DiffRow
    """
    base = list(texts[0]) if texts else []
    columns = [_against(base, list(lines)) for lines in texts[1:]]
    rows: list[DiffRow] = []
    for position in range(len(base) + 1):
        inserted = [column.inserted[position] for column in columns]
        rows += [diff_row((None, *lines)) for lines in zip_longest(*inserted)]
        if position < len(base):
            aligned = [column.beside[position] for column in columns]
            rows.append(diff_row((base[position], *aligned)))
    return rows


def diff_row(lines: Sequence[str | None]) -> DiffRow:
    """Compare lines that belong together: each with the first one that there is."""
    first = next((line for line in lines if line is not None), None)
    if first is None or all(line == first for line in lines):
        cells = tuple(None if line is None else DiffCell(line) for line in lines)
        return DiffRow(cells, any(line is None for line in lines))
    others = [line for line in lines if line is not None and line != first]
    own = changed_spans(others[0], first) if others else ()
    found: list[DiffCell | None] = []
    for line in lines:
        if line is None:
            found.append(None)
        else:
            found.append(DiffCell(line, own if line == first else changed_spans(first, line)))
    return DiffRow(tuple(found), differs=True)


def changed_spans(before: str, after: str) -> Spans:
    """Return which characters of a line are not in another one, word by word."""
    if before == after:
        return ()
    if max(len(before), len(after)) > _LONGEST_LINE:
        return ((0, len(after)),)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    ends = [0]
    for token in new:
        ends.append(ends[-1] + len(token))
    spans: list[tuple[int, int]] = []
    for operation, _, _, start, stop in SequenceMatcher(None, old, new).get_opcodes():
        if operation != "equal" and stop > start:
            spans.append((ends[start], ends[stop]))
    return tuple(spans)


class _Column(NamedTuple):
    """A text along the first one.

    Attributes
    ----------
    beside : list of str or None
        For each line of the first text, the line that stands beside it.
    inserted : list of list of str
        For each of them, and for the end, the lines that stand before it.
    """

    beside: list[str | None]
    inserted: list[list[str]]


def _against(base: list[str], lines: list[str]) -> _Column:
    beside: list[str | None] = [None] * len(base)
    inserted: list[list[str]] = [[] for _ in range(len(base) + 1)]
    for _, first, last, start, stop in SequenceMatcher(None, base, lines).get_opcodes():
        paired = min(last - first, stop - start)
        beside[first : first + paired] = lines[start : start + paired]
        inserted[last].extend(lines[start + paired : stop])
    return _Column(beside, inserted)
