"""Views of logs as files, one for each set of log directories."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tbtui.config.locations import views_path
from tbtui.config.state_files import ForeignFileError, read_file, reason_of, replace_file
from tbtui.config.view_state import ViewState

FORMAT = 1
"""Rises when a file of this version would mean something else to an older program."""

MOST_FILES = 200
MOST_BYTES = 4_000_000


class ViewStore:
    """Loads the view of some logs and saves it when it has changed.

    Nothing here raises because of a file: a view is a convenience. What a user should know is
    among `messages`, each once. Two programs may use one view; whoever saves last, wins.

    Parameters
    ----------
    sources : iterable of (str, str)
        Name and path of every log source; their order does not matter.
    directory : Path or None
        Where views are kept; by default in the state directory of the user.
    fresh : bool
        Whether to start without the view that there is. It is replaced by what is saved.
    """

    def __init__(
        self,
        sources: Iterable[tuple[str, str]],
        directory: Path | None = None,
        *,
        fresh: bool = False,
    ) -> None:
        self._sources = sorted((name, os.path.abspath(path)) for name, path in sources)  # noqa: PTH100 - a Path would follow links
        self._directory = directory
        self._fresh = fresh
        self._known: bytes | None = None
        self._blocked = False
        self._messages: list[str] = []
        self._told: set[str] = set()

    @property
    def path(self) -> Path:
        """The file of this view."""
        joined = "\0".join(part for source in self._sources for part in source)
        digest = hashlib.sha256(joined.encode("utf-8", "surrogateescape")).hexdigest()
        return (self._directory or views_path()) / f"{digest[:32]}.json"

    def take_messages(self) -> tuple[str, ...]:
        """Return what the user has not been told yet, safe to print."""
        messages = tuple(self._messages)
        self._messages.clear()
        return messages

    def load(self) -> ViewState:
        """Return the view that was saved last, or an empty one.

        A file that is none of ours is renamed, so that saving does not destroy it.
        """
        try:
            state = _decode(read_file(self.path, MOST_BYTES))
        except FileNotFoundError:
            return ViewState()
        except ForeignFileError as error:
            self._set_aside(str(error))
            return ViewState()
        except OSError as error:
            self._tell(f"the view of these logs cannot be read: {reason_of(error)}")
            return ViewState()
        self._known = _encode(self._sources, state)
        return ViewState() if self._fresh else state

    def save(self, state: ViewState) -> None:
        """Write a view, unless it is the one that was loaded or saved last."""
        if self._blocked:
            return
        try:
            content = _encode(self._sources, state)
        except (TypeError, ValueError, RecursionError) as error:
            self._tell(f"the view of these logs cannot be written down: {error}")
            return
        if content == self._known:
            return
        if len(content) > MOST_BYTES:
            self._tell("the view of these logs is too large to be kept")
            return
        try:
            self._write(content)
        except (OSError, RuntimeError) as error:
            self._tell(f"the view of these logs cannot be kept: {reason_of(error)}")
            return
        self._known = content

    def _write(self, content: bytes) -> None:
        path = self.path
        is_new = not path.exists()
        replace_file(path, content)
        if is_new:
            _prune(path.parent)

    def _set_aside(self, reason: str) -> None:
        path = self.path
        aside = path.with_name(path.name + ".broken")
        try:
            path.replace(aside)
        except OSError:
            # It stays where it is, and so it must not be written to.
            self._blocked = True
            self._tell(f"{path} is no view of logs ({reason}); nothing will be saved")
            return
        self._tell(f"the saved view of these logs {reason}; it is now {aside}")

    def _tell(self, message: str) -> None:
        from tbtui.plot.text import escape

        if message not in self._told:
            self._told.add(message)
            self._messages.append(escape(message))


def _decode(content: bytes) -> ViewState:
    import json

    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise ForeignFileError("is damaged") from None
    if not isinstance(document, dict) or not isinstance(document.get("sections"), dict):
        raise ForeignFileError("is of another kind")
    if document.get("format") != FORMAT:
        raise ForeignFileError("is of another version of tbtui")
    sections = document["sections"]
    return ViewState({name: value for name, value in sections.items() if isinstance(value, dict)})


def _encode(sources: list[tuple[str, str]], state: ViewState) -> bytes:
    import json

    document: dict[str, Any] = {
        "format": FORMAT,
        # For whoever looks into the file; the program goes by the name of the file.
        "logs": [f"{name}={path}" if name else path for name, path in sources],
        "sections": state.sections,
    }
    return json.dumps(document, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _prune(directory: Path) -> None:
    """Remove the oldest files, among them what was broken or never finished."""
    with contextlib.suppress(OSError):
        files = []
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.endswith((".json", ".json.broken", ".tmp")):
                    with contextlib.suppress(OSError):
                        files.append((entry.stat(follow_symlinks=False).st_mtime, entry.path))
        files.sort()
        for _, path in files[: max(0, len(files) - MOST_FILES)]:
            with contextlib.suppress(OSError):
                Path(path).unlink()
