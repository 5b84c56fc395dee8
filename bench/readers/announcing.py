"""How a measured process tells the one that measures it how far it is."""

from __future__ import annotations

import sys


def announce(event: str, points: int, series: int) -> None:
    """Say that something has happened, at this very moment."""
    print(event, points, series, flush=True)


def wait_for_the_end() -> None:
    """Keep everything in memory until the measuring process has looked, or is gone."""
    sys.stdin.buffer.read()
