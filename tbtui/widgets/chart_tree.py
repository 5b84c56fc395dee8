"""Charts that somebody has put into categories, listed in the order in which they were put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.widgets.custom_names import title_in
from tbtui.widgets.tag_tree import TagRow, TagTree

if TYPE_CHECKING:
    from tbtui.analysis.tag_names import TagNode


class ChartTree(TagTree):
    """The tree of tags, but of the names of charts: categories are its scopes."""

    def tree_of(self, tags: Sequence[str]) -> TagNode:
        """Return the categories of charts."""
        from tbtui.analysis.tag_names import tree

        return tree(tags, natural=False)

    def label(self, row: TagRow) -> str:
        """Return the title of a category or of a chart."""
        return title_in(row.name)
