"""The bottom line: the keys of the pane in focus."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tbtui.bindings import Where, footer_items
from tbtui.widgets.fitting import fit_groups, pieces_width
from tbtui.widgets.styling import segment, strip_of, theme_of
from tbtui.widgets.user_keys import key_table_of


class FooterBar(Widget):
    """One line that is redrawn, never rebuilt, when the focus moves."""

    DEFAULT_CSS = "FooterBar { height: 1; dock: bottom; }"

    def __init__(self, place: Where) -> None:
        super().__init__()
        self._place = place

    def show(self, place: Where) -> None:
        """Show the keys of another pane."""
        if place != self._place:
            self._place = place
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the keys; what does not fit drops out whole, help last of all."""
        theme = theme_of(self)
        background = theme.panel
        groups = [
            [
                segment(f" {item.display} ", theme.warning, background, bold=True),
                segment(f"{item.label} ", theme.text, background),
            ]
            for item in footer_items(self._place, key_table_of(self.app))
        ]
        last = groups[-1]
        pieces = fit_groups(groups[:-1], self.size.width - pieces_width(last))
        return strip_of([*pieces, *last], self.size.width, background)
