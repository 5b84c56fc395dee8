"""The user's notes on runs, in one file in the state directory; nothing is written to the logs.

A note belongs to the directory of its run, wherever that is looked at from. Several programs may
change notes at once: each change reads the file anew, under a lock, and touches only its own run.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tbtui.analysis.run_notes import NO_NOTE, RunNote
from tbtui.config.locations import notes_path
from tbtui.config.state_files import ForeignFileError, read_file, reason_of, replace_file
from tbtui.config.view_state import MOST_TEXT, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tbtui.store.run import Run

FORMAT = 1
"""Rises when a file of this version would mean something else to an older program."""

MOST_BYTES = 8_000_000
MOST_TAGS = 64


class NoteStore:
    """Finds and changes the notes on runs.

    Nothing here raises because of a file. What a user should know is among `messages`, each once.

    Parameters
    ----------
    path : Path or None
        The file; by default in the state directory of the user.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._notes: dict[str, RunNote] = {}
        self._stamp: tuple[int, int, int] | None = None
        self._revision = 0
        self._found: tuple[tuple[object, ...], Mapping[str, RunNote]] = ((), {})
        self._messages: list[str] = []
        self._told: set[str] = set()

    @property
    def path(self) -> Path:
        """The file of the notes, which need not exist."""
        return self._path or notes_path()

    def take_messages(self) -> tuple[str, ...]:
        """Return what the user has not been told yet, safe to print."""
        messages = tuple(self._messages)
        self._messages.clear()
        return messages

    def notes(self, runs: Iterable[Run]) -> Mapping[str, RunNote]:
        """Return the notes by the names of the runs that have any.

        The file is read again if it has changed. The same mapping is returned as long as neither
        the runs nor any note has changed.
        """
        self._refresh()
        places = tuple((run.name, run.directory) for run in runs)
        known = (self._revision, places)
        if self._found[0] != known:
            notes = {}
            for name, directory in places if self._notes else ():
                note = self._notes.get(_absolute(directory))
                if note is not None:
                    notes[name] = note
            self._found = (known, notes)
        return self._found[1]

    def change(self, directory: str, note: RunNote) -> bool:
        """Note something about the run of a directory, instead of what was noted before.

        Texts are shortened to `tbtui.config.view_state.MOST_TEXT` characters, and tags that are
        given twice or empty are dropped. An empty note removes the old one.

        Returns
        -------
        bool
            Whether the note is kept on disk. If not, it is kept until the program ends, and a
            message says why.
        """
        place = _absolute(directory)
        note = _tidied(note)
        try:
            with _lock(self.path):
                notes = self._read()
                _put(notes, place, note)
                self._write(notes)
                self._take(notes, self._stamp_of_file())
        except (OSError, RuntimeError) as error:
            self._tell(f"the note cannot be kept: {reason_of(error)}")
        except ForeignFileError as error:
            self._tell(f"the note cannot be kept: {self.path} {error}")
        else:
            return True
        notes = dict(self._notes)
        _put(notes, place, note)
        self._notes = notes
        self._revision += 1
        return False

    def _refresh(self) -> None:
        stamp = self._stamp_of_file()
        if stamp == self._stamp:
            return
        try:
            self._take(self._read(), stamp)
        except (OSError, ForeignFileError, RuntimeError) as error:
            self._tell(f"the notes on runs cannot be read: {reason_of(error)}")
            self._stamp = stamp

    def _take(self, notes: dict[str, RunNote], stamp: tuple[int, int, int] | None) -> None:
        self._notes = notes
        self._stamp = stamp
        self._revision += 1

    def _stamp_of_file(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except (OSError, RuntimeError):
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _read(self) -> dict[str, RunNote]:
        """Return all notes of the file. One that is damaged is renamed, so that it is not lost."""
        try:
            content = read_file(self.path, MOST_BYTES)
        except FileNotFoundError:
            return {}
        try:
            return _decoded(content)
        except _OtherVersionError:
            raise
        except ForeignFileError as error:
            aside = self.path.with_name(f"{self.path.name}.broken")
            self.path.replace(aside)
            self._tell(f"the file of notes on runs {error}; it is now {aside}")
            return {}

    def _write(self, notes: Mapping[str, RunNote]) -> None:
        content = _encoded(notes)
        if len(content) > MOST_BYTES:
            raise ForeignFileError("would be too large")
        replace_file(self.path, content)

    def _tell(self, message: str) -> None:
        from tbtui.plot.text import escape

        if message not in self._told:
            self._told.add(message)
            self._messages.append(escape(message))


class _OtherVersionError(ForeignFileError):
    """A file that must stay where it is."""


def _absolute(directory: str) -> str:
    return os.path.abspath(directory)  # noqa: PTH100 - a Path would follow links


def _put(notes: dict[str, RunNote], place: str, note: RunNote) -> None:
    if note == NO_NOTE:
        notes.pop(place, None)
    else:
        notes[place] = note


def _tidied(note: RunNote) -> RunNote:
    tags = dict.fromkeys(tag.strip()[:MOST_TEXT] for tag in note.tags)
    return RunNote(
        note.name.strip()[:MOST_TEXT],
        note.note.strip()[:MOST_TEXT],
        tuple(tag for tag in tags if tag)[:MOST_TAGS],
        note.hidden,
    )


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Keep other programs from changing the notes; where files cannot be locked, go on without."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("ab") as file:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            # It is released when the file is closed, and when the program dies.
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _decoded(content: bytes) -> dict[str, RunNote]:
    import json

    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise ForeignFileError("is damaged") from None
    if not isinstance(document, dict) or not isinstance(document.get("runs"), dict):
        raise ForeignFileError("is of another kind")
    if document.get("format") != FORMAT:
        raise _OtherVersionError("is of another version of tbtui")
    notes: dict[str, RunNote] = {}
    for place, section in Section(document).sections("runs").items():
        texts = section.text("name"), section.text("note"), section.texts("tags")
        _put(notes, place, RunNote(*texts, section.flag("hidden")))
    return notes


def _encoded(notes: Mapping[str, RunNote]) -> bytes:
    import json

    runs: dict[str, dict[str, Any]] = {}
    for place, note in notes.items():
        saved = {"name": note.name, "note": note.note, "tags": note.tags, "hidden": note.hidden}
        runs[place] = {key: value for key, value in saved.items() if value}
    document = {"format": FORMAT, "runs": runs}
    return json.dumps(document, indent=1, sort_keys=True).encode("ascii") + b"\n"
