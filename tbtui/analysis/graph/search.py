"""Search for names, operations and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Flag, auto

from tbtui.analysis.graph.model import Graph
from tbtui.readers.graphs.attributes import attribute_text

_PIECE = 2000
"""Items that are looked at before it is said what was found."""
_SEARCHED_ITEMS = 64
"""Of a list or tensor: what is searched is what can be read."""


class Where(Flag):
    """What is searched."""

    NAMES = auto()
    OPERATIONS = auto()
    ATTRIBUTES = auto()


EVERYWHERE = Where.NAMES | Where.OPERATIONS | Where.ATTRIBUTES


def search(
    graph: Graph, pattern: re.Pattern[str], where: Where = EVERYWHERE
) -> Iterator[list[int]]:
    """Find the items that match, piece by piece, so that a screen can stop in between.

    Parameters
    ----------
    graph : Graph
    pattern : re.Pattern
        Found anywhere in a full name, an operation, or an attribute as ``name=value``.
    where : Where

    Yields
    ------
    list of int
        Further items that match, in ascending order; possibly none. Of a name only scopes and
        nodes whose own part of it takes part in the match are found, not all that is below them.
    """
    # Flags are looked up by name; this is asked of every item.
    in_names, in_all_attributes = Where.NAMES in where, Where.ATTRIBUTES in where
    matches_op = [
        Where.OPERATIONS in where and pattern.search(op) is not None for op in graph.op_names
    ]
    matches_attribute: dict[tuple[str, bytes], bool] = {}

    def in_attributes(item: int) -> bool:
        for attribute in graph.attributes(item).items():
            known = matches_attribute.get(attribute)
            if known is None:
                name, value = attribute
                text = f"{name}={attribute_text(value, most_items=_SEARCHED_ITEMS)}"
                known = matches_attribute[attribute] = pattern.search(text) is not None
            if known:
                return True
        return False

    ops, nodes, depths = graph.op.tolist(), graph.node.tolist(), graph.depth.tolist()
    names = graph.nodes.names

    def in_name(item: int) -> bool:
        number = nodes[item]
        if depths[item] > _DEEPEST:
            return pattern.search(graph.labels[item]) is not None
        name = names[number] if number >= 0 else graph.name(item)
        # Most names do not match, and to look for all matches takes several times as long.
        return pattern.search(name) is not None and _reaches_end(graph, pattern, item, name)

    def matches(item: int) -> bool:
        is_node = nodes[item] >= 0
        return (
            (is_node and matches_op[ops[item]])
            or (in_names and in_name(item))
            or (is_node and in_all_attributes and in_attributes(item))
        )

    for start in range(1, graph.item_count, _PIECE):
        yield [
            item for item in range(start, min(start + _PIECE, graph.item_count)) if matches(item)
        ]


def _reaches_end(graph: Graph, pattern: re.Pattern[str], item: int, name: str) -> bool:
    """Whether a match reaches into the last part of a name."""
    # A node beside a scope of its name has parentheses in its label, but not in its name.
    is_node = graph.node[item] >= 0
    own = name.rfind("/") + 1 if is_node else len(name) - len(graph.labels[item])
    return any(match.end() > own for match in pattern.finditer(name))


_DEEPEST = 200
"""The full names of what lies deeper would be put together again and again."""
