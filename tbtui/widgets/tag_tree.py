"""Tags as a tree of scopes, flattened into the lines that are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import clip_middle, escape, pad
from tbtui.widgets.styling import cursor_bar, segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

if TYPE_CHECKING:
    from tbtui.analysis.tag_names import TagNode

SMALL_TREE = 24
"""A tree of at most this many tags starts with all its scopes open."""


class TagRow(NamedTuple):
    """One line of the tree.

    Attributes
    ----------
    depth : int
        Number of scopes around it.
    name : str
        Last part of the tag or scope.
    scope : str
        Full path, which identifies a scope.
    tag : str or None
        The tag on this line; a scope may be a tag as well.
    tag_count : int
        Number of tags below; 0 for a mere tag.
    """

    depth: int
    name: str
    scope: str
    tag: str | None
    tag_count: int


class TagTree(VirtualLines):
    """The tree; it knows which scopes are open and which tag's chart has the focus."""

    BINDINGS = bindings_for(Where.TAGS)
    pane: ClassVar[Where] = Where.TAGS

    class Chosen(Message):
        """A tag was chosen."""

        def __init__(self, tag: str) -> None:
            super().__init__()
            self.tag = tag

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tags: Sequence[str] = ()
        self._root: TagNode | None = None
        self._open: set[str] = set()
        self._all_open = False
        self._rows: list[TagRow] = []
        self._focused_tag: str | None = None

    def show(self, tags: Sequence[str], focused_tag: str | None, all_open: bool = False) -> None:
        """Show these tags.

        Parameters
        ----------
        tags : sequence of str
            Tags in reading order; another object whenever they are others.
        focused_tag : str or None
            The tag whose chart has the focus; its scopes are opened when it changes.
        all_open : bool
            Open every scope, as while a filter narrows the tags.
        """
        tags_differ = self._tags is not tags or all_open != self._all_open
        if tags_differ:
            first = not self._tags
            self._tags, self._all_open = tags, all_open
            self._root = self.tree_of(tags)
            if first and len(self._tags) <= SMALL_TREE:
                self._open.update(scope for tag in self._tags for scope in _scopes_of(tag))
        focus_differs = focused_tag != self._focused_tag
        if focus_differs:
            self._focused_tag = focused_tag
            if focused_tag is not None:
                self._open.update(_scopes_of(focused_tag))
        current = self.current
        if tags_differ or focus_differs:
            self._flatten()
        self.lines_changed()
        if focus_differs and focused_tag is not None:
            self._move_to(focused_tag)
        elif tags_differ and current is not None:
            self._move_to(current.scope)

    def tree_of(self, tags: Sequence[str]) -> TagNode:
        """Return the scopes of tags."""
        from tbtui.analysis.tag_names import tree

        return tree(tags)

    def label(self, row: TagRow) -> str:
        """Return what a line says, not escaped."""
        # A tag such as "/loss" has nothing before its first slash.
        return row.name or "/"

    @property
    def current(self) -> TagRow | None:
        """The line under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def line_count(self) -> int:
        """Return the number of open lines."""
        return len(self._rows)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one scope or tag."""
        theme = theme_of(self)
        row = self._rows[index]
        background = theme.background
        is_focused_tag = row.tag is not None and row.tag == self._focused_tag
        is_open = self._is_open(row.scope)
        at_cursor = index == self.cursor
        marker = f"{symbols().open if is_open else symbols().folded} " if row.tag_count else "  "
        count = f" {row.tag_count} " if row.tag_count and not is_open else ""
        indent = "  " * row.depth
        name_width = max(4, width - 2 - len(indent) - len(marker) - len(count))
        name = escape(self.label(row))
        highlighted = is_focused_tag or at_cursor
        color = theme.text if highlighted or row.tag_count else theme.text_muted
        blank = segment(" ", background, background)
        return strip_of(
            [
                blank,
                cursor_bar(theme, background, self.has_focus) if at_cursor else blank,
                segment(indent + marker, theme.text_muted, background),
                segment(
                    pad(clip_middle(name, name_width), name_width),
                    color,
                    background,
                    bold=is_focused_tag,
                ),
                segment(count, theme.text_muted, background),
            ],
            width,
            background,
        )

    def line_clicked(self, column: int) -> None:  # noqa: ARG002
        """Open what is clicked."""
        self.action_open_line()

    def action_open_line(self) -> None:
        """Open or close a scope; show the chart of a tag."""
        row = self.current
        if row is None:
            return
        if row.tag is not None:
            self.post_message(self.Chosen(row.tag))
        if row.tag_count:
            self._set_open(row.scope, not self._is_open(row.scope))

    def action_expand(self) -> None:
        """Open the scope under the cursor, or go into it."""
        row = self.current
        if row is None or not row.tag_count:
            return
        if self._is_open(row.scope):
            self.cursor += 1
        else:
            self._set_open(row.scope, True)

    def action_collapse(self) -> None:
        """Close the scope under the cursor, or go to the scope around it."""
        row = self.current
        if row is None:
            return
        if row.tag_count and self._is_open(row.scope):
            self._set_open(row.scope, False)
            return
        for index in range(self.cursor - 1, -1, -1):
            if self._rows[index].depth < row.depth:
                self.cursor = index
                return

    def _is_open(self, scope: str) -> bool:
        return self._all_open or scope in self._open

    def _set_open(self, scope: str, is_open: bool) -> None:
        if is_open:
            self._open.add(scope)
        else:
            self._open.discard(scope)
        self._flatten()
        self.lines_changed()

    def _move_to(self, scope: str) -> None:
        """Move the cursor to a scope or tag, if its line is open."""
        for index, row in enumerate(self._rows):
            if row.scope == scope:
                self.cursor = index
                return

    def _flatten(self) -> None:
        """List the open lines, without recursion: tags nest as deep as their writers like."""
        self._rows = []
        if self._root is None:
            return
        pending = [(child, 0, child.name) for child in reversed(self._root.children)]
        while pending:
            node, depth, scope = pending.pop()
            count = len(node.tags) + (node.tag is not None) if node.tags else 0
            self._rows.append(TagRow(depth, node.name, scope, node.tag, count))
            if node.tags and self._is_open(scope):
                pending.extend(
                    (child, depth + 1, f"{scope}/{child.name}") for child in reversed(node.children)
                )


def _scopes_of(tag: str) -> list[str]:
    """Return the paths of the scopes around a tag, outermost first."""
    parts = tag.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]
