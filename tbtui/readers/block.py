"""A part of a file in a buffer, and what its records hold."""

from __future__ import annotations

from typing import NamedTuple

from tbtui.readers.odd_values import IndexedValue
from tbtui.readers.points import TagPoints
from tbtui.readers.problems import Problem


class Block(NamedTuple):
    """What some records of one file hold.

    Attributes
    ----------
    points : list of TagPoints
    indexed : list of IndexedValue
    problems : list of Problem
    end : int
        Where in the file the records end.
    borrowed : bool
        Whether the arrays of the points are views of a read buffer, to be copied before that is
        filled again; otherwise they may be kept.
    wall_times : tuple of float, or None
        The earliest and the latest of the points, if that is known already and both are finite.
    indexed_first : frozenset of str
        Tags of points whose first value in these records is one of ``indexed``.
    """

    points: list[TagPoints]
    indexed: list[IndexedValue]
    problems: list[Problem]
    end: int
    borrowed: bool = False
    wall_times: tuple[float, float] | None = None
    indexed_first: frozenset[str] = frozenset()

    @property
    def value_count(self) -> int:
        """How many points and index entries there are."""
        return len(self.indexed) + sum(len(points.steps) for points in self.points)


class Piece(NamedTuple):
    """A part of a file that lies in a buffer.

    Attributes
    ----------
    path : str
        Of the file.
    start, end : int
        Where in the buffer the part lies.
    shift : int
        What is to be added to a place in the buffer for its offset in the file.
    indexed_tags : set of str
        Tags of the index entries of this file so far; those found are added.
    """

    path: str
    start: int
    end: int
    shift: int
    indexed_tags: set[str]
