"""The line above a list in which a filter is typed."""

from __future__ import annotations

from typing import ClassVar

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.line_input import LineInput


class FilterInput(LineInput):
    """Stands above a list, while it is filtered."""

    BINDINGS = bindings_for(Where.FILTER)
    DEFAULT_CSS = "FilterInput { margin: 0 1; display: none; }"

    pane: ClassVar[Where] = Where.FILTER
