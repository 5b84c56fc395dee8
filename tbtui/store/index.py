"""Everything that is not a scalar: where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from tbtui.readers.odd_values import IndexEntry


class IndexedTag:
    """The values of one tag of one kind in one run, by their places.

    Parameters
    ----------
    tag, kind : str
        The kind is the name of the plugin, such as ``"histograms"``, or ``"tensors"``.
    plugin : str
        As the tag's metadata names it; may be empty.
    parts : tuple of list of IndexEntry
        One for each file, in the order of the files.
    """

    def __init__(
        self, tag: str, kind: str, plugin: str, parts: tuple[list[IndexEntry], ...]
    ) -> None:
        self.tag = tag
        self.kind = kind
        self.plugin = plugin
        self._parts = parts

    @property
    def parts(self) -> tuple[list[IndexEntry], ...]:
        """The entries of each file; these lists grow while the files do."""
        return self._parts

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def entries(self) -> Sequence[IndexEntry]:
        """Return the entries in the order of the run's files and of the records in each."""
        return [entry for part in self._parts for entry in tuple(part)]
