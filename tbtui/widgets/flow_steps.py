"""From one box of a picture to the next: along arrows, or beside one another."""

from __future__ import annotations

from tbtui.plot.flow_picture import FlowPicture


def next_along(picture: FlowPicture, box: int, *, down: bool) -> int:
    """Return the box above or below to which an arrow leads, the straightest; -1 for none.

    Where no arrow leads on, it is the nearest box in that direction.
    """
    here = picture.places[box]
    found = []
    for index, arrow in enumerate(picture.flow.arrows):
        if box in (arrow.source, arrow.target) and picture.path(index):
            other = arrow.target if arrow.source == box else arrow.source
            # A long chain is broken into columns, so that what comes next may stand higher up.
            ahead = picture.places[other].layer - here.layer
            if ahead and (ahead > 0) == (down != picture.upwards):
                found.append((abs(ahead) > 1, abs(picture.places[other].port - here.port), other))
    return min(found)[2] if found else _nearest(picture, box, 0, 1 if down else -1)


def next_beside(picture: FlowPicture, box: int, *, right: bool) -> int:
    """Return the nearest box on one side, first of all in the same rows; -1 for none."""
    return _nearest(picture, box, 1 if right else -1, 0)


def ends_of(picture: FlowPicture, box: int, *, inputs: bool) -> list[int]:
    """Return the boxes that feed a box, or that it feeds, from left to right."""
    ends = [
        arrow.source if inputs else arrow.target
        for arrow in picture.flow.arrows
        if (arrow.target if inputs else arrow.source) == box
    ]
    others = dict.fromkeys(other for other in ends if other != box)
    return sorted(others, key=lambda other: (picture.places[other].port, other))


def _nearest(picture: FlowPicture, box: int, across: int, down: int) -> int:
    """Return the box that is nearest in a direction; what is off to the side counts more."""
    here = picture.area(box)
    best, least = -1, -1
    for other in range(len(picture.places)):
        there = picture.area(other)
        if across:
            ahead = across * (there.left + there.width // 2 - here.left - here.width // 2)
            aside = _gap(here.top, here.height, there.top, there.height) * 8
        else:
            ahead = down * (there.top - here.top) * 4
            aside = _gap(here.left, here.width, there.left, there.width) * 2
        if other != box and ahead > 0:
            distance = ahead + aside
            if best < 0 or distance < least:
                best, least = other, distance
    return best


def _gap(start: int, length: int, other_start: int, other_length: int) -> int:
    """Return the cells between two spans, 0 where they overlap."""
    return max(0, other_start - start - length + 1, start - other_start - other_length + 1)
