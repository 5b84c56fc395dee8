"""What the tests of whole-file layouts share."""

from __future__ import annotations

from typing import Any

import pytest

from tbtui.readers import batches


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files were decoded by a layout, each time that some were."""
    numbers: list[int] = []
    original = batches.read_points

    def read_points(match: Any) -> Any:
        numbers.append(len(match.files))
        return original(match)

    monkeypatch.setattr(batches, "read_points", read_points)
    return numbers
