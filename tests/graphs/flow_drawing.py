"""Draws the flows of many scopes of a graph and looks at what must be true of any picture."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from tbtui.analysis.flow.contents import MOST_BOXES, SceneChoice, scope_flow
from tbtui.analysis.flow.model import BoxKind
from tbtui.analysis.graph.model import ROOT, Kind
from tbtui.plot.flow_boxes import Form
from tbtui.plot.flow_picture import Window, fitting_picture
from tbtui.plot.theme import DARK

SHAPES = ((150, 44, Form()), (58, 11, Form(is_compact=True, name_width=19)))


def draw_scopes(made, most):
    """Draw the root and up to `most` other scopes; return how many boxes there were."""
    scopes = np.flatnonzero((made.kind != Kind.NODE) & (made.node_counts > 0)).tolist()
    chosen = dict.fromkeys([ROOT, *scopes[:: max(1, len(scopes) // most)]])
    return sum(draw(made, scope) for scope in chosen)


def draw(made, scope):
    children = made.children(scope)
    focus = int(children[len(children) // 2]) if len(children) else -1
    flow = scope_flow(made, SceneChoice(scope, focus))
    assert len(flow.boxes) <= MOST_BOXES + 80
    inside = [box for box in flow.boxes if box.kind is not BoxKind.OUTSIDE]
    wanted = [item for item in children.tolist() if made.kind[item] != Kind.LIBRARY]
    assert {box.node for box in inside} <= set(wanted)
    assert focus in {-1, made.library, *(box.node for box in inside)}
    for width, height, form in SHAPES:
        look_at(fitting_picture(flow, form, width, height), width, height)
    return len(flow.boxes)


def look_at(picture, width, height):
    areas = [picture.extent(index) for index in range(len(picture.places))]
    for one, other in combinations(areas, 2):
        assert (
            one.left + one.width <= other.left
            or other.left + other.width <= one.left
            or one.top + one.height <= other.top
            or other.top + other.height <= one.top
        )
    for index, arrow in enumerate(picture.flow.arrows):
        assert picture.path(index) or arrow.source == arrow.target
    # Of very wide pictures, both ends are enough.
    for left, top in {(0, 0), (picture.width - width, picture.height - height)}:
        cells = picture.draw(Window(left, top, width, height), DARK)
        assert all(cells.text(row).isprintable() for row in range(height))
