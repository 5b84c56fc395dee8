"""Groups and tree of tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tbtui.store.natural_order import natural_key

# A tag made to be deep must not exhaust the stack of whoever walks the tree.
MAXIMUM_DEPTH = 32


def tag_group(tag: str) -> str:
    """Return the group of a tag: the text before the first ``/``, or the whole tag."""
    return tag.partition("/")[0]


def grouped(tags: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Sort tags into their groups.

    Returns
    -------
    list of (str, list of str)
        Each group once, with its tags; both in natural order.
    """
    groups: dict[str, list[str]] = {}
    for tag in sorted(set(tags), key=natural_key):
        groups.setdefault(tag_group(tag), []).append(tag)
    return [(group, groups[group]) for group in sorted(groups, key=natural_key)]


@dataclass
class TagNode:
    """One level of a tree of tags.

    Attributes
    ----------
    name
        The part of the tag between two ``/``; empty at the root, and where a tag has nothing there.
    tag
        The whole tag that ends here, or None if this is only a scope. A node can be both.
    children
        What is below, in natural order of names.
    """

    name: str
    tag: str | None = None
    children: list[TagNode] = field(default_factory=list)


def tree(tags: Iterable[str]) -> TagNode:
    """Build the tree of scopes that the ``/`` in tags describe.

    Parameters
    ----------
    tags
        Any strings, in any order.

    Returns
    -------
    TagNode
        The root, without name or tag. Beyond `MAXIMUM_DEPTH` levels the rest of a tag is one name.
    """
    root = TagNode("")
    known: dict[tuple[int, str], TagNode] = {}
    for tag in tags:
        node = root
        for name in tag.split("/", MAXIMUM_DEPTH - 1):
            child = known.get((id(node), name))
            if child is None:
                child = TagNode(name)
                known[id(node), name] = child
                node.children.append(child)
            node = child
        node.tag = tag
    for node in (root, *known.values()):
        node.children.sort(key=lambda child: natural_key(child.name))
    return root
