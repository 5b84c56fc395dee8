"""Which part of a picture is seen: kept still while it can be."""

from __future__ import annotations

from tbtui.plot.flow_picture import FlowPicture, Window

_MARGIN = 4
"""Rows and columns around the selected box that are to be seen: its arrows and their ends."""


def centred(picture: FlowPicture, box: int, width: int, height: int) -> Window:
    """Return the window with a box in its middle, or with the whole picture where it fits.

    Without a box, it is where the picture begins: on the left, if one of the first boxes is seen
    there, else around the first one.
    """
    if box < 0:
        tops = [picture.area(index) for index in range(len(picture.places))]
        first = min(tops, key=lambda area: (area.top, area.left), default=Window(0, 0, 0, 0))
        if first.left + first.width <= width:
            return bounded(picture, Window(0, 0, width, height))
        area = first
    else:
        area = picture.area(box)
    left = area.left + area.width // 2 - width // 2
    top = area.top + area.height // 2 - height // 2
    return bounded(picture, Window(left, top, width, height))


def following(picture: FlowPicture, box: int, seen: Window) -> Window:
    """Return the same window where a box and its surroundings are in it, else one around it."""
    if box < 0:
        return bounded(picture, seen)
    area = picture.area(box)
    # In a small window, the box alone has to do.
    across = min(_MARGIN, max(0, (seen.width - area.width) // 2))
    down = min(_MARGIN, max(0, (seen.height - area.height) // 2))
    is_seen = (
        max(area.left - across, 0) >= seen.left
        and min(area.left + area.width + across, picture.width) <= seen.left + seen.width
        and max(area.top - down, 0) >= seen.top
        and min(area.top + area.height + down, picture.height) <= seen.top + seen.height
    )
    if is_seen:
        return bounded(picture, seen)
    return centred(picture, box, seen.width, seen.height)


def bounded(picture: FlowPicture, window: Window) -> Window:
    """Move a window so that it shows no more emptiness than it has to; what is small is centred."""
    left = _bounded(window.left, window.width, picture.width)
    top = _bounded(window.top, window.height, picture.height)
    if picture.height <= window.height:
        top = 0
    return Window(left, top, window.width, window.height)


def _bounded(start: int, seen: int, whole: int) -> int:
    if whole <= seen:
        return -((seen - whole) // 2)
    return max(0, min(start, whole - seen))
