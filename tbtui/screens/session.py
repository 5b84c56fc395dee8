"""What all dashboards share: the loader, which runs are shown, and their colours."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tbtui.plot.colors import RunColors
from tbtui.widgets.run_selection import RunSelection

if TYPE_CHECKING:
    from tbtui.store.loader import Loader
    from tbtui.store.store import Store


@dataclass
class Session:
    """One opening of the program on some log directories.

    Attributes
    ----------
    paths : tuple of str
        Where logs are looked for, as the user wrote it.
    interval : float
        Seconds between two looks at the disk.
    clock : callable
        Seconds since the epoch; tests stop it.
    loader : Loader or None
        None until the first frame is on the screen.
    selection : RunSelection
    colors : RunColors
    """

    paths: tuple[str, ...]
    interval: float = 5.0
    clock: Callable[[], float] = time.time
    loader: Loader | None = None
    selection: RunSelection = field(default_factory=RunSelection)
    colors: RunColors = field(default_factory=RunColors)

    @property
    def store(self) -> Store | None:
        """What has been read so far."""
        return None if self.loader is None else self.loader.store

    @property
    def title(self) -> str:
        """Where the logs are, in one line."""
        return ", ".join(self.paths)
