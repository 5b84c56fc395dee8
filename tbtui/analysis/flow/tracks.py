"""Rows for the horizontal parts of edges between two layers: the routing of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Net:
    """Edges between two layers that share their horizontal part, as a bus.

    Attributes
    ----------
    sources, targets : list of int
        Nodes above and below: each source leads to each target.
    kind : int
        Edges of different kinds share nothing.
    tops, bottoms : dict of int to int
        The column in which the net leaves each source, and enters each target.
    track : int
        Row of the horizontal part, from 0 on; -1 when the net is straight.
    """

    sources: list[int]
    targets: list[int]
    kind: int
    tops: dict[int, int] = field(default_factory=dict)
    bottoms: dict[int, int] = field(default_factory=dict)
    track: int = -1

    @property
    def is_straight(self) -> bool:
        """Whether all its columns are one."""
        return len({*self.tops.values(), *self.bottoms.values()}) == 1

    @property
    def extent(self) -> tuple[int, int]:
        """First and last column."""
        columns = [*self.tops.values(), *self.bottoms.values()]
        return min(columns), max(columns)


def nets_between(links: Sequence[tuple[int, int, int]]) -> list[Net]:
    """Group the links between two layers into nets.

    Links with the same source and kind are one net, and so are nets that lead to the same
    targets: there, who is linked to whom needs no telling apart.

    Parameters
    ----------
    links : sequence of (source, target, kind)
    """
    targets: dict[tuple[int, int], list[int]] = {}
    for source, target, kind in links:
        known = targets.setdefault((source, kind), [])
        if target not in known:
            known.append(target)
    merged: dict[tuple[frozenset[int], int], Net] = {}
    for (source, kind), ends in targets.items():
        net = merged.setdefault((frozenset(ends), kind), Net([], ends, kind))
        net.sources.append(source)
    return list(merged.values())


def spread_ends(
    nets: Sequence[Net], port: Sequence[int], free: Sequence[tuple[int, int]], *, at_target: bool
) -> None:
    """Choose the column in which each net meets each of its nodes on one side.

    Nets that meet the same node get columns of their own, two cells apart, in the order in
    which they come; the one that comes straightest gets the middle. Where the node is too
    narrow, the outermost share a column.

    Parameters
    ----------
    nets : sequence of Net
        `tops` or `bottoms` are filled in.
    port : sequence of int
        The middle column of each node.
    free : sequence of (int, int)
        How many cells an end may be moved to the left and to the right.
    at_target : bool
        Whether the ends at targets are meant, else those at sources.
    """
    by_node: dict[int, list[Net]] = {}
    for net in nets:
        for node in net.targets if at_target else net.sources:
            by_node.setdefault(node, []).append(net)
    for node, meeting in by_node.items():
        others = [
            sorted(port[other] for other in (net.sources if at_target else net.targets))
            for net in meeting
        ]
        middles = [columns[(len(columns) - 1) // 2] for columns in others]
        ranked = sorted(range(len(meeting)), key=lambda index: (middles[index], index))
        nearest = min(
            range(len(ranked)), key=lambda rank: (abs(middles[ranked[rank]] - port[node]), rank)
        )
        left, right = free[node]
        for rank, index in enumerate(ranked):
            shift = max(-left, min(right, 2 * (rank - nearest)))
            ends = meeting[index].bottoms if at_target else meeting[index].tops
            ends[node] = port[node] + shift


def assign_tracks(nets: Sequence[Net], reach: Sequence[tuple[int, int]]) -> int:
    """Give each net that is not straight a row, and return the number of rows.

    Nets that overlap get different rows. Where one net starts in the column in which another
    one ends, it lies above it, so that their vertical parts do not meet; where that cannot be,
    the end moves to a free column of its node.

    Parameters
    ----------
    nets : sequence of Net
        With their columns; `track` is filled in and `bottoms` may change.
    reach : sequence of (int, int)
        The first and the last column where an end may meet each node.
    """
    _separate_straight(nets, reach)
    above = _constraints(nets, reach)
    tracks: list[list[tuple[int, int]]] = []
    level = [0] * len(nets)
    waiting = {index: set(higher) for index, higher in above.items()}
    routed = [index for index, net in enumerate(nets) if not net.is_straight]
    rest = sorted(routed, key=lambda index: (nets[index].extent, index))
    while rest:
        ready = [index for index in rest if not waiting[index] & set(rest)] or rest[:1]
        for index in ready:
            first, last = nets[index].extent
            row = max((level[other] + 1 for other in above[index]), default=0)
            while row < len(tracks) and any(
                first <= end + 1 and start <= last + 1 for start, end in tracks[row]
            ):
                row += 1
            while row >= len(tracks):
                tracks.append([])
            tracks[row].append((first, last))
            level[index] = nets[index].track = row
        rest = [index for index in rest if index not in ready]
    return len(tracks)


def _separate_straight(nets: Sequence[Net], reach: Sequence[tuple[int, int]]) -> None:
    """Move ends out of the columns of straight nets of other nodes."""
    for net in nets:
        if net.is_straight:
            column = net.extent[0]
            for other in nets:
                if other is not net:
                    for node, end in other.bottoms.items():
                        if end == column and node not in net.targets:
                            _move_end(other, node, nets, reach)


def _constraints(nets: Sequence[Net], reach: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """Return for each net those that have to lie above it."""
    starting: dict[int, list[int]] = {}
    for index, net in enumerate(nets):
        for column in net.tops.values():
            starting.setdefault(column, []).append(index)
    above: dict[int, set[int]] = {index: set() for index in range(len(nets))}
    for index, net in enumerate(nets):
        for node, column in list(net.bottoms.items()):
            for other in starting.get(column, ()):
                if other == index or nets[other].is_straight:
                    continue
                if _reaches(above, other, index):
                    _move_end(net, node, nets, reach)
                    break
                above[index].add(other)
    return above


def _reaches(above: dict[int, set[int]], start: int, goal: int) -> bool:
    """Tell whether `goal` has to lie above `start`, directly or not."""
    seen, to_see = {start}, [start]
    while to_see:
        for higher in above[to_see.pop()]:
            if higher == goal:
                return True
            if higher not in seen:
                seen.add(higher)
                to_see.append(higher)
    return False


def _move_end(net: Net, node: int, nets: Sequence[Net], reach: Sequence[tuple[int, int]]) -> None:
    """Move the end of a net at one of its targets to the nearest column that nothing uses."""
    used = {column for other in nets for column in (*other.tops.values(), *other.bottoms.values())}
    first, last = reach[node]
    column = net.bottoms[node]
    distances = range(1, last - first + 1)
    # Lines beside one another are told apart better with a cell between them.
    for distance in sorted(distances, key=lambda cells: (cells % 2, cells)):
        for moved in (column - distance, column + distance):
            if first <= moved <= last and moved not in used:
                net.bottoms[node] = moved
                return
