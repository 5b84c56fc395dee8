"""Series: sibling nodes of one operation whose names count up, such as ``conv``, ``conv1``, ..."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MINIMUM_MEMBERS = 5
"""Series of fewer are not folded unless the user asks for it, as in TensorBoard."""

_DIGITS = "0123456789"
_MOST_DIGITS = 18
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
    # One number for parent and operation; where there is only one node of a kind, no series is.
    kinds = parents.astype(np.int64) * (int(ops.max(initial=0)) + 1) + ops
    order = np.argsort(kinds, kind="stable")
    same = kinds[order[1:]] == kinds[order[:-1]]
    ranks = np.zeros(len(kinds), np.int64)
    ranks[order[1:]] = np.cumsum(~same)
    has_sibling = np.zeros(len(kinds), np.bool_)
    has_sibling[order[1:][same]] = True
    has_sibling[order[:-1][same]] = True
    index = np.flatnonzero(has_sibling)
    texts, text_codes, numbers = _split([labels[one] for one in index.tolist()])

    kinds = ranks[index] * len(texts) + text_codes
    order = np.lexsort((numbers, kinds))
    kinds, numbers = kinds[order], numbers[order]
    continues = (kinds[1:] == kinds[:-1]) & (numbers[1:] == numbers[:-1] + 1)
    edges = np.concatenate([[-1], np.flatnonzero(~continues), [len(kinds) - 1]]) + 1
    which = np.flatnonzero(np.diff(edges) > 1)
    starts, ends = edges[which], edges[which + 1]
    # There can be as many series as half the nodes: no array is looked at one by one.
    members = index[order].tolist()
    heads = [texts[code] for code in text_codes[order[starts]].tolist()]
    bounds = zip(starts.tolist(), ends.tolist(), strict=True)
    ranges = zip(numbers[starts].tolist(), numbers[ends - 1].tolist(), strict=True)
    return [
        Series(f"{head}[{lowest}-{highest}]", tuple(members[start:end]))
        for head, (start, end), (lowest, highest) in zip(heads, bounds, ranges, strict=True)
    ]


def _split(labels: list[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Split labels into texts, of which it is told how they are numbered, and numbers."""
    # The same labels come again in every layer.
    places = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    distinct = list(places)
    texts = [label.rstrip(_DIGITS) for label in distinct]
    ends = [label[len(text) :] for label, text in zip(distinct, texts, strict=True)]
    # A text with further digits in it, or too many at its end, is not numbered.
    odd = {text for text in set(texts) if any(digit in text for digit in _DIGITS)}
    if odd or max(map(len, ends), default=0) > _MOST_DIGITS:
        for index, (label, text, end) in enumerate(zip(distinct, texts, ends, strict=True)):
            if text in odd or len(end) > _MOST_DIGITS:
                texts[index], ends[index] = label, ""
    codes = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    place_of_label = np.array([places[label] for label in labels], np.int64)
    return (
        list(codes),
        np.array([codes[text] for text in texts], np.int64)[place_of_label],
        np.array([int(end or 0) for end in ends], np.int64)[place_of_label],
    )
