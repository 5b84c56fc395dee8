"""Groups and tree of tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    # Writers mostly have an order already; a dictionary keeps it, and to sort it is quick then.
    for tag in dict.fromkeys(tags):
        groups.setdefault(tag_group(tag), []).append(tag)
    return [(group, sorted(groups[group], key=natural_key)) for group in _in_order(groups)]


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=natural_key)


class TagNode:
    """One level of a tree of tags; what is below is told apart when it is first asked for.

    Of very many tags most stay in scopes that nobody opens.

    Parameters
    ----------
    name : str
        The part of the tag between two ``/``; empty at the root, and where a tag has nothing there.
    depth : int
        Levels above.
    start : int
        Where in all tags below the name of the next level begins.
    natural : bool
        Whether children are in the natural order of their names, or in that of their tags.

    Attributes
    ----------
    tag : str or None
        The whole tag that ends here, or None if this is only a scope. A node can be both.
    tags : list of str
        All tags below.
    """

    __slots__ = ("_children", "_depth", "_natural", "_start", "name", "tag", "tags")

    def __init__(self, name: str, depth: int = 0, start: int = 0, natural: bool = True) -> None:
        self.name = name
        self.tag: str | None = None
        self.tags: list[str] = []
        self._depth = depth
        self._start = start
        self._natural = natural
        self._children: list[TagNode] | None = None

    @property
    def children(self) -> list[TagNode]:
        """What is below."""
        if self._children is None:
            self._children = self._split()
        return self._children

    def _split(self) -> list[TagNode]:
        start, depth = self._start, self._depth + 1
        is_deepest = depth == MAXIMUM_DEPTH
        known: dict[str, TagNode] = {}
        for tag in self.tags:
            end = -1 if is_deepest else tag.find("/", start)
            name = tag[start:] if end < 0 else tag[start:end]
            child = known.get(name)
            if child is None:
                child = TagNode(name, depth, start + len(name) + 1, self._natural)
                known[name] = child
            if end < 0:
                child.tag = tag
            else:
                child.tags.append(tag)
        return [known[name] for name in (_in_order(known) if self._natural else known)]


def tree(tags: Iterable[str], natural: bool = True) -> TagNode:
    """Build the tree of scopes that the ``/`` in tags describe.

    Parameters
    ----------
    tags
        Any strings, in any order.
    natural
        Whether names stand in natural order, or in that of the tags.

    Returns
    -------
    TagNode
        The root, without name or tag. Beyond `MAXIMUM_DEPTH` levels the rest of a tag is one name.
    """
    root = TagNode("", natural=natural)
    root.tags = list(dict.fromkeys(tags))
    return root


def distinct_parts(tags: Sequence[str]) -> dict[str, str]:
    """Return what tells each tag from the others: it lacks the last parts of all, or the first.

    ``train/loss`` and ``val/loss`` are told apart by ``train`` and ``val``. One tag stays whole.
    """
    parts = [tag.split("/") for tag in dict.fromkeys(tags)]
    fewest = min(map(len, parts), default=0) - 1
    same_end = _same_at_start([part[::-1] for part in parts], fewest)
    same_start = 0 if same_end else _same_at_start(parts, fewest)
    shown = ["/".join(part[same_start : len(part) - same_end]) or "/".join(part) for part in parts]
    # A tag that would have no name stays whole, which may be what is left of another: / and //.
    are_told_apart = len(set(shown)) == len(shown)
    whole = dict.fromkeys(tags)
    return dict(zip(whole, shown if are_told_apart else whole, strict=True))


def _same_at_start(names: Sequence[Sequence[str]], most: int) -> int:
    """Return how many parts, at most so many, all names have in common at their start."""
    if len(names) < 2:
        return 0
    return next((n for n in range(most) if len({name[n] for name in names}) > 1), max(0, most))
