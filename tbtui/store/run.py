"""One run: what its event files hold together."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from tbtui.readers.event_file_status import EventFileStatus
from tbtui.readers.problems import Problem
from tbtui.readers.templates import TemplateTable
from tbtui.readers.values import TagMetadata
from tbtui.store.file_contents import FileContents
from tbtui.store.index import IndexedTag
from tbtui.store.series import ScalarSeries

_GENERATIONS = itertools.count(1)
"""Of all runs together: the series of a run that comes back have versions that none had before."""

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Run:
    """A directory of event files.

    The loader's thread adds and reads files and then publishes. Every attribute named here is
    replaced as a whole and never changed in place, so any thread may read it.

    Attributes
    ----------
    name : str
        Path below the log directory, ``"."`` for the log directory itself.
    directory : str
    scalars : mapping of tag to ScalarSeries
    indexed : mapping of (kind, tag) to IndexedTag
    metadata : mapping of tag to TagMetadata
        From the first value of each tag.
    point_count : int
        Scalars of all tags.
    first_wall_time, last_wall_time : float or None
        Of all values; None while there are none.
    files : tuple of EventFileStatus
        In the order of their names.
    problems : tuple of Problem
    """

    def __init__(self, name: str, directory: str) -> None:
        self.name = name
        self.directory = directory
        self.scalars: Mapping[str, ScalarSeries] = {}
        self.indexed: Mapping[tuple[str, str], IndexedTag] = {}
        self.metadata: Mapping[str, TagMetadata] = {}
        self.point_count = 0
        self.first_wall_time: float | None = None
        self.last_wall_time: float | None = None
        self.files: tuple[EventFileStatus, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self._contents: dict[str, FileContents] = {}
        self._ordered: list[FileContents] | None = None
        self._published_shape: list[int] | None = None

    def file(self, path: str, table: TemplateTable) -> FileContents:
        """Return the contents of a file, which is added if it is new. For the loader."""
        contents = self._contents.get(path)
        if contents is None:
            contents = self._contents[path] = FileContents(path, table)
            self._ordered = None
        return contents

    def keep_only(self, paths: Iterable[str]) -> bool:
        """Forget all other files; return whether there were any. For the loader."""
        kept = set(paths)
        gone = [path for path in self._contents if path not in kept]
        for path in gone:
            del self._contents[path]
        if gone:
            self._ordered = None
        return bool(gone)

    def publish(self) -> None:
        """Let other threads see what was read. For the loader."""
        files = self._ordered
        if files is None:
            files = self._ordered = [self._contents[path] for path in sorted(self._contents)]
            self._published_shape = None
        shape = [file.shape for file in files]
        if shape != self._published_shape:
            self._publish_tags(files)
            self._published_shape = shape
        if len(files) == 1:
            # So it is with most runs, of which there can be thousands.
            [file] = files
            self.point_count = file.point_count
            self.first_wall_time = file.first_wall_time
            self.last_wall_time = file.last_wall_time
            self.files = (file.status,)
        else:
            self.point_count = sum(file.point_count for file in files)
            first_times = [f.first_wall_time for f in files if f.first_wall_time is not None]
            last_times = [f.last_wall_time for f in files if f.last_wall_time is not None]
            self.first_wall_time = min(first_times, default=None)
            self.last_wall_time = max(last_times, default=None)
            self.files = tuple([file.status for file in files])
        self.problems = tuple([problem for file in files for problem in file.problems])

    def _publish_tags(self, files: list[FileContents]) -> None:
        metadata = {tag: said[0] for tag, said in _gathered([f.metadata for f in files]).items()}
        generation = next(_GENERATIONS)
        known = self.scalars
        self.scalars = {
            tag: known[tag]
            if tag in known and known[tag].parts == parts
            else ScalarSeries(self.name, tag, parts, generation)
            for tag, parts in _gathered([file.scalars for file in files]).items()
        }
        self.indexed = {
            (kind, tag): IndexedTag(tag, kind, metadata[tag].plugin, parts)
            for (kind, tag), parts in _gathered([file.indexed for file in files]).items()
        }
        self.metadata = metadata


def _gathered(mappings: Sequence[Mapping[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    """Return the values that several mappings have for each key, in their order."""
    if len(mappings) == 1:
        return {key: (value,) for key, value in mappings[0].items()}
    gathered: dict[_Key, list[_Value]] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            gathered.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in gathered.items()}
