"""The layouts of custom charts that runs have, read once and joined."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tbtui.readers.custom_layouts import Layout, LayoutError, read_layout

if TYPE_CHECKING:
    from tbtui.readers.odd_values import IndexEntry
    from tbtui.store.store import Store

SECONDS_AT_ONCE = 0.03
"""How long layouts are read before keys get their turn."""


class Layouts(NamedTuple):
    """What the layouts of all runs come to.

    Attributes
    ----------
    merged : Layout or None
        The same object as long as nothing has changed; None if there are none.
    problems : tuple of str
        Why some cannot be read, not escaped.
    unread : int
        How many are still to be read.
    """

    merged: Layout | None = None
    problems: tuple[str, ...] = ()
    unread: int = 0


class LayoutReading:
    """Reads the layouts of a store, each once."""

    def __init__(self) -> None:
        self._read: dict[IndexEntry, Layout | LayoutError] = {}
        # Runs often have equal layouts, which need not be kept more than once.
        self._distinct: dict[Layout, Layout] = {}
        self._revision: tuple[Store, int] | None = None
        self._by_run: dict[str, Layout] = {}
        self._layouts = Layouts()

    def layouts(self, store: Store) -> Layouts:
        """Return the layouts of all runs, hidden ones too, as TensorBoard does.

        What takes long is left for the next call.
        """
        revision = (store, store.revision)
        if revision != self._revision or self._layouts.unread:
            self._revision = revision
            self._layouts = self._joined(store)
        return self._layouts

    def _joined(self, store: Store) -> Layouts:
        from tbtui.analysis.custom_layouts import layout_entry, merge_layouts

        entries = {run.name: entry for run in store.runs if (entry := layout_entry(run))}
        self._read_more(entries.values())
        by_run: dict[str, Layout] = {}
        problems: list[str] = []
        for name, entry in entries.items():
            found = self._read.get(entry)
            if isinstance(found, Layout):
                by_run[name] = found
            elif found is not None:
                problems.append(f"{name}: {found}")
        merged = self._layouts.merged
        if by_run != self._by_run:
            self._by_run, merged = by_run, merge_layouts(by_run)
        unread = len(entries) - len(by_run) - len(problems)
        return Layouts(merged, tuple(problems), unread)

    def _read_more(self, entries: Iterable[IndexEntry]) -> None:
        wanted = dict.fromkeys(entries)
        self._read = {entry: found for entry, found in self._read.items() if entry in wanted}
        ends_at = time.perf_counter() + SECONDS_AT_ONCE
        for entry in wanted:
            if entry in self._read:
                continue
            try:
                layout = read_layout(entry)
            except LayoutError as error:
                self._read[entry] = error
            else:
                self._read[entry] = self._distinct.setdefault(layout, layout)
            if time.perf_counter() > ends_at:
                return
