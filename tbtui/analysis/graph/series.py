"""Series: sibling nodes of one operation whose names count up, such as ``conv``, ``conv1``, ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MINIMUM_MEMBERS = 5
"""Series of fewer are not folded unless the user asks for it, as in TensorBoard."""

_NUMBERED = re.compile("([^0-9]*)([0-9]{1,18})")
"""A longer row of digits counts nothing."""


class Series(NamedTuple):
    """Nodes that belong together.

    Attributes
    ----------
    label : str
        Such as ``conv[0-4]``.
    members : tuple of int
        Entries of the lists that were searched, in the order of their numbers.
    """

    label: str
    members: tuple[int, ...]


def find_series(
    parents: NDArray[np.int32], ops: NDArray[np.int32], labels: Sequence[str]
) -> list[Series]:
    """Find the series among some nodes.

    Nodes of the same parent and operation are compared. A label is a text without digits and a
    number, else the whole of it is the text and the number is 0; labels with the same text and
    consecutive numbers are a series.

    Parameters
    ----------
    parents, ops : int32[n]
    labels : sequence of str
        ``n`` of them.
    """
    candidates: dict[tuple[int, str], list[tuple[int, int]]] = {}
    # One number for parent and operation; where there is only one node of a kind, no series is.
    kinds = parents.astype(np.int64) * (int(ops.max(initial=0)) + 1) + ops
    order = np.argsort(kinds, kind="stable")
    in_order = kinds[order]
    same = in_order[1:] == in_order[:-1]
    has_sibling = np.zeros(len(kinds), np.bool_)
    has_sibling[order[1:][same]] = True
    has_sibling[order[:-1][same]] = True
    numbered = _NUMBERED.fullmatch
    for index in np.flatnonzero(has_sibling).tolist():
        label = labels[index]
        match = numbered(label)
        text, number = (match[1], int(match[2])) if match else (label, 0)
        candidates.setdefault((int(kinds[index]), text), []).append((number, index))
    return [
        series
        for (_, text), numbers in candidates.items()
        if len(numbers) > 1
        for series in _consecutive(text, sorted(numbers))
    ]


def _consecutive(text: str, numbers: list[tuple[int, int]]) -> list[Series]:
    found = []
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end][0] != numbers[end - 1][0] + 1:
            if end - start > 1:
                label = f"{text}[{numbers[start][0]}-{numbers[end - 1][0]}]"
                found.append(Series(label, tuple([item for _, item in numbers[start:end]])))
            start = end
    return found
