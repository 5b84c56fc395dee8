"""What the tests in a terminal read."""

from __future__ import annotations

import pytest
from growing_logs import GrowingLogs


@pytest.fixture
def logs(tmp_path):
    growing = GrowingLogs(tmp_path / "logs")
    yield growing
    growing.close()
