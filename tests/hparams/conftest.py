"""What the tests of this directory share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tbtui.analysis.sessions import LoggedSessions, logged_sessions
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader


def loaded(directory: Path) -> LoggedSessions:
    """All sessions below a directory."""
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    return logged_sessions(loader.store.runs)


@pytest.fixture
def read() -> Callable[[Path], LoggedSessions]:
    return loaded
