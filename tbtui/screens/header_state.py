"""What the header says about the store."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tbtui.plot.numbers import format_age
from tbtui.screens.session import Session
from tbtui.widgets.header import HeaderState, LiveState

WORTH_A_BAR = 4_000_000
"""Bytes yet to be read from which a progress bar is shown; less is there before it is seen."""


@dataclass
class LoadingRate:
    """Measures how fast bytes arrive since loading started.

    Attributes
    ----------
    started_at : float or None
        Seconds of the clock at the first look, None while nothing is loading.
    started_with : int
        Bytes that had been read then.
    """

    started_at: float | None = None
    started_with: int = 0

    def measure(self, loading: bool, bytes_read: int, now: float) -> float:
        """Return bytes per second, 0 when that cannot be said."""
        if not loading:
            self.started_at = None
            return 0.0
        if self.started_at is None:
            self.started_at, self.started_with = now, bytes_read
            return 0.0
        elapsed = now - self.started_at
        return (bytes_read - self.started_with) / elapsed if elapsed > 0.2 else 0.0


def header_state(session: Session, rate: LoadingRate) -> HeaderState:
    """Describe the store as it is now."""
    store, loader = session.store, session.loader
    if store is None or loader is None:
        return HeaderState(session.title, session.tabs.shown)
    progress = store.progress
    runs = store.runs
    bytes_per_second = rate.measure(progress.loading, progress.bytes_read, session.clock())
    show_bar = progress.loading and progress.bytes_total - rate.started_with > WORTH_A_BAR
    live = LiveState.LIVE
    if loader.paused:
        live = LiveState.PAUSED
    elif not store.scanned:
        live = LiveState.LOOKING
    elif progress.loading:
        live = LiveState.LOADING
    newest = max((run.last_wall_time or -math.inf for run in runs), default=-math.inf)
    return HeaderState(
        directory=session.title,
        tabs=session.tabs.shown,
        live=live,
        runs=len(runs),
        tags=store.tag_count(),
        points=sum(run.point_count for run in runs),
        problems=len(store.problems),
        reload=f"{session.interval:g} s" if not loader.paused else "",
        age=_age_words(session.clock() - newest),
        bytes_read=progress.bytes_read if show_bar else 0,
        bytes_total=progress.bytes_total if show_bar else 0,
        rate=bytes_per_second if show_bar else 0.0,
    )


def _age_words(seconds: float) -> str:
    """Say how long ago something was; nothing for what never was."""
    if not math.isfinite(seconds):
        return ""
    age = format_age(seconds)
    return age if age == "now" else f"{age} ago"
