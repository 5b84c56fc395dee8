"""The single lines of the Graph tab: what is shown, where one is, what colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.graph_colors import LegendRow
from tbtui.plot.numbers import format_count
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle
from tbtui.widgets.fitting import fit_groups, pieces_width
from tbtui.widgets.graph_tree import GraphTree
from tbtui.widgets.styling import segment, strip_of, theme_of

_SHORTEST_NAME = 3
_LONGEST_LEGEND = 28


class Choice(NamedTuple):
    """Something that was chosen: ``colour  structure``; both are escaped."""

    label: str
    value: str


class ChoiceLine(Widget):
    """The choices of the tab, the first ones first where there is little room."""

    DEFAULT_CSS = "ChoiceLine { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Show other choices."""
        if choices != self._choices:
            self._choices = choices
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line."""
        theme = theme_of(self)
        background, width = theme.background, self.size.width
        groups = []
        for choice in self._choices:
            room = max(_SHORTEST_NAME, width - cell_width(choice.label) - 3)
            label = f" {choice.label}" if choice.label else ""
            groups.append(
                [
                    segment(f"{label} ", theme.text_faint, background),
                    segment(f"{clip_middle(choice.value, room)} ", theme.text, background),
                ]
            )
        return strip_of(fit_groups(groups, width), width, background)


class Breadcrumbs(Widget):
    """The scopes around the cursor; in very deep ones, the first and the last of them."""

    DEFAULT_CSS = "Breadcrumbs { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names: Sequence[str] = ()
        self._note = ""

    def show(self, names: Sequence[str], note: str) -> None:
        """Show where one is.

        Parameters
        ----------
        names : sequence of str
            From the outermost scope to the item itself, escaped.
        note : str
            At the right: hits of a search, that a subtree is shown alone. Escaped.
        """
        if (names, note) != (self._names, self._note):
            self._names, self._note = names, note
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line."""
        theme = theme_of(self)
        background, width = theme.background, self.size.width
        note = clip_middle(self._note, max(0, width - 8))
        room = width - 2 - (cell_width(note) + 2 if note else 0)
        separator = f" {symbols().next} "
        names = fitting_names(self._names, room, cell_width(separator))
        pieces = [segment(" ", background, background)]
        for place, name in enumerate(names):
            is_last = place == len(names) - 1
            if place:
                pieces.append(segment(separator, theme.text_faint, background))
            color = theme.text if is_last else theme.text_muted
            pieces.append(segment(name, color, background, bold=is_last))
        if note:
            gap = " " * max(1, width - pieces_width(pieces) - cell_width(note) - 1)
            pieces.append(segment(gap, background, background))
            pieces.append(segment(note, theme.accent, background))
        return strip_of(pieces, width, background)


def fitting_names(names: Sequence[str], width: int, between: int) -> list[str]:
    """Return as many names as fit, the last ones first, with an ellipsis for those left out.

    Parameters
    ----------
    names : sequence of str
        Escaped.
    width : int
        Cells for all.
    between : int
        Cells between two of them.
    """
    shown: list[str] = []
    left = width
    dots = symbols().ellipsis
    for place in range(len(names) - 1, -1, -1):
        needed = cell_width(names[place]) + (between if shown else 0)
        reserve = cell_width(dots) + between if place else 0
        if needed + reserve > left:
            if not shown:
                return [clip_middle(names[place], max(1, left))]
            return [dots, *reversed(shown)]
        shown.append(names[place])
        left -= needed
    return shown[::-1]


class LegendLine(Widget):
    """What colours and marks mean."""

    DEFAULT_CSS = "LegendLine { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = ""
        self._rows: Sequence[LegendRow] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to explain."""
        return bool(self._rows)

    def show(self, title: str, rows: Sequence[LegendRow]) -> None:
        """Show another legend."""
        if (title, rows) != (self._title, self._rows):
            self._title, self._rows = title, rows
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw as many rows as fit, and say how many do not."""
        theme = theme_of(self)
        background, width = theme.background, self.size.width
        first = [segment(f" {self._title} ", theme.text_faint, background)]
        groups: list[list[Segment]] = []
        for row in self._rows:
            members = f" {symbols().times}{format_count(row.members)}" if row.members else ""
            groups.append(
                [
                    segment(f" {row.mark} ", row.ink, background, bold=True),
                    segment(clip_middle(row.text, _LONGEST_LEGEND), theme.text_muted, background),
                    segment(f"{members} ", theme.text_faint, background),
                ]
            )
        more_width = 10
        room = width - pieces_width(first)
        if sum(pieces_width(group) for group in groups) <= room:
            fitted = fit_groups(groups, room)
        else:
            fitted = fit_groups(groups, room - more_width)
            left = len(groups) - len(fitted) // 3
            fitted.append(segment(f" +{format_count(left)} more", theme.text_faint, background))
        return strip_of([*first, *fitted], width, background)


class TreeHeading(Widget):
    """The titles of the columns of a tree."""

    DEFAULT_CSS = "TreeHeading { height: 1; }"

    def __init__(self, tree: GraphTree, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tree = tree

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the titles."""
        return self._tree.heading(self.size.width)
