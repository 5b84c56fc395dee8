"""One run: what its event files hold together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tbtui.readers.event_file import EventFileStatus
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.problems import Problem
from tbtui.readers.templates import TemplateTable
from tbtui.readers.values import TagMetadata
from tbtui.store.columns import ScalarColumns
from tbtui.store.file_contents import FileContents
from tbtui.store.index import IndexedTag
from tbtui.store.series import ScalarSeries


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
        self.first_wall_time: float | None = None
        self.last_wall_time: float | None = None
        self.files: tuple[EventFileStatus, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self._contents: dict[str, FileContents] = {}
        self._published_shape: tuple[tuple[str, int], ...] = ()
        self._generation = 0

    @property
    def point_count(self) -> int:
        """Scalars of all tags."""
        return sum(map(len, self.scalars.values()))

    def file(self, path: str, table: TemplateTable) -> FileContents:
        """Return the contents of a file, which is added if it is new. For the loader."""
        contents = self._contents.get(path)
        if contents is None:
            contents = self._contents[path] = FileContents(path, table)
        return contents

    def keep_only(self, paths: Iterable[str]) -> bool:
        """Forget all other files; return whether there were any. For the loader."""
        kept = set(paths)
        gone = [path for path in self._contents if path not in kept]
        for path in gone:
            del self._contents[path]
        return bool(gone)

    def publish(self) -> None:
        """Let other threads see what was read. For the loader."""
        contents = [self._contents[path] for path in sorted(self._contents)]
        shape = tuple((file.file.path, file.shape) for file in contents)
        if shape != self._published_shape:
            self._publish_tags(contents)
            self._published_shape = shape
        first_times = [c.first_wall_time for c in contents if c.first_wall_time is not None]
        last_times = [c.last_wall_time for c in contents if c.last_wall_time is not None]
        self.first_wall_time = min(first_times, default=None)
        self.last_wall_time = max(last_times, default=None)
        self.files = tuple(file.status for file in contents)
        self.problems = tuple(problem for file in contents for problem in file.problems)

    def _publish_tags(self, contents: list[FileContents]) -> None:
        parts: dict[str, list[ScalarColumns]] = {}
        entries: dict[tuple[str, str], list[list[IndexEntry]]] = {}
        metadata: dict[str, TagMetadata] = {}
        for file in contents:
            for tag, columns in file.scalars.items():
                parts.setdefault(tag, []).append(columns)
            for key, listed in file.indexed.items():
                entries.setdefault(key, []).append(listed)
            for tag, said in file.metadata.items():
                metadata.setdefault(tag, said)
        self._generation += 1
        self.scalars = {tag: self._series(tag, tuple(of_tag)) for tag, of_tag in parts.items()}
        self.indexed = {
            (kind, tag): IndexedTag(tag, kind, metadata[tag].plugin, tuple(of_tag))
            for (kind, tag), of_tag in entries.items()
        }
        self.metadata = metadata

    def _series(self, tag: str, parts: tuple[ScalarColumns, ...]) -> ScalarSeries:
        known = self.scalars.get(tag)
        if known is not None and known.parts == parts:
            return known
        return ScalarSeries(self.name, tag, parts, self._generation)
