"""Everything about one item of a graph, in lines that lead to other items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.message import Message
from textual.strip import Strip

from tbtui.analysis.graph.node_facts import Fact, Section
from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape, pad
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

_LABEL_WIDTH = 22
_LABEL_SHARE = 3
_LONGEST_TEXT = 2_000
"""Characters that are looked at for one line; what can be read on demand is longer."""


class _Line(NamedTuple):
    title: str
    fact: Fact | None


class NodePanel(VirtualLines):
    """Sections of facts; those that name another item are links."""

    BINDINGS = bindings_for(Where.NODE)
    pane: ClassVar[Where] = Where.NODE

    class Followed(Message):
        """A link was followed."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    class Asked(Message):
        """The whole text of a line was asked for."""

        def __init__(self, fact: Fact) -> None:
            super().__init__()
            self.fact = fact

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[_Line] = []
        self._label_width = 0

    def show(self, sections: Sequence[Section], is_other_item: bool) -> None:
        """Show the facts of an item.

        Parameters
        ----------
        sections : sequence of Section
        is_other_item : bool
            Whether to begin at the top.
        """
        lines: list[_Line] = []
        for section in sections:
            if lines:
                lines.append(_Line("", None))
            if section.title:
                lines.append(_Line(section.title, None))
            lines += [_Line("", fact) for fact in section.facts]
        self._lines = lines
        widths = (cell_width(escape(line.fact.label)) for line in lines if line.fact is not None)
        self._label_width = min(_LABEL_WIDTH, max(widths, default=0))
        if is_other_item:
            self.cursor = 0
            self.scroll_to(y=0, animate=False, force=True)
        self.lines_changed()

    def line_count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last line."""
        return strip_of([], width, theme_of(self).background)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw a title or a fact."""
        theme, line = theme_of(self), self._lines[index]
        background = theme.background
        at_cursor = index == self.cursor and self.has_focus
        blank = segment(" ", background, background)
        pieces = [blank, cursor_bar(theme, background, True) if at_cursor else blank]
        fact = line.fact
        if fact is None:
            pieces.append(segment(line.title, theme.text_faint, background, bold=True))
            return strip_of(pieces, width, background)
        label_width = min(self._label_width, width // _LABEL_SHARE)
        pieces.append(
            segment(
                pad(clip_middle(escape(fact.label), label_width), label_width) + "  ",
                theme.text_muted,
                background,
            )
        )
        room = max(1, width - label_width - 5)
        text = escape(fact.text, _LONGEST_TEXT)
        if fact.item is not None:
            color = theme.text_strong if at_cursor else theme.accent
            pieces.append(segment(clip_middle(text, room), color, background, bold=at_cursor))
        else:
            shown = clip(text, room) if fact.label != "name" else clip_middle(text, room)
            pieces.append(segment(shown, theme.text, background, bold=at_cursor))
            if shown != text or fact.attribute is not None:
                pieces.append(segment(symbols().next, theme.accent, background))
        return strip_of(pieces, width, background)

    def text(self) -> str:
        """Return all lines as plain text."""
        lines = []
        for line in self._lines:
            if line.fact is None:
                lines.append(line.title)
            else:
                lines.append(f"  {escape(line.fact.label):<{self._label_width}}  ")
                lines[-1] += escape(line.fact.text)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def line_clicked(self, column: int) -> None:  # noqa: ARG002
        """Follow the link that is clicked."""
        if self.cursor < len(self._lines):
            fact = self._lines[self.cursor].fact
            if fact is not None and fact.item is not None:
                self.action_follow()

    def action_follow(self) -> None:
        """Go where the line leads, or show its whole text."""
        if self.cursor >= len(self._lines):
            return
        fact = self._lines[self.cursor].fact
        if fact is None:
            return
        if fact.item is not None:
            self.post_message(self.Followed(fact.item))
        else:
            self.post_message(self.Asked(fact))
