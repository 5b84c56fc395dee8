"""The one table of keys: it feeds dispatch, footer, help screen and command palette."""

from __future__ import annotations

from tbtui.keys import (
    compare,
    differences,
    distributions,
    everywhere,
    flow,
    graph,
    histograms,
    hparams,
    panes,
    scalars,
    tables,
)
from tbtui.keys.model import Footers, Key

_MODULES = (
    scalars,
    histograms,
    distributions,
    compare,
    hparams,
    graph,
    flow,
    tables,
    panes,
    differences,
    everywhere,
)
"""In the order in which the command palette lists their keys."""

KEYS: tuple[Key, ...] = tuple(key for module in _MODULES for key in module.KEYS)

FOOTERS: Footers = {place: items for module in _MODULES for place, items in module.FOOTERS.items()}
"""Which keys the footer shows for each pane: the most useful first, help last.

A pair stands as one item under the label of its first key.
"""
