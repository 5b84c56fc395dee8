"""The names for people that writers have given to their tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.store.run import Run


class DisplayNames(Mapping[str, str]):
    """The display names of tags, where all runs that have the tag agree on one.

    Each is looked up when it is first asked for: with many tags in many runs, few are ever seen.

    Parameters
    ----------
    runs : sequence of Run
        As they are now; their later metadata are those of others.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._known: dict[str, str] = {}

    def __getitem__(self, tag: str) -> str:
        name = self._known.get(tag)
        if name is None:
            from tbtui.analysis.tag_descriptions import display_name

            name = self._known[tag] = display_name(tag, self._runs)
        if name == tag:
            raise KeyError(tag)
        return name

    def __iter__(self) -> Iterator[str]:
        tags = dict.fromkeys(tag for run in self._runs for tag in run.metadata)
        return (tag for tag in tags if tag in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
