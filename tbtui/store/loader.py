"""Keep a store up to date with the log directories, in a thread of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence

import numpy as np

from tbtui.readers.logdir import LogSource, discover
from tbtui.readers.memory import keep_freed_memory, without_garbage_collection
from tbtui.readers.problems import Problem
from tbtui.readers.templates import TemplateTable
from tbtui.store.idle_verification import REST, IdleVerification
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run
from tbtui.store.store import Progress, Store
from tbtui.store.watch import Watch
from tbtui.store.work import Followed, Work, WorkReader

_PUBLISH_EVERY = 0.05
"""Seconds between publications while a pass is at work."""
_PUBLISHING_SHARE = 0.1
"""Part of the time that publishing may take: with very many tags, it is done more rarely."""
_FIRST_PUBLICATION = 0.01
"""The first curves are shown after the first block."""


class Loader:
    """Reads log directories, once or again and again.

    Parameters
    ----------
    sources : sequence of LogSource
    interval : float
        Seconds between the end of one pass and the start of the next.
    verify : bool
        Whether to compare the payload of every record with its checksum. Without it, a damaged
        number in a record that is sound otherwise stays unnoticed, or until idle time.
    verify_when_idle : bool
        Whether the thread compares what is left to be compared while there is nothing to read.

    Attributes
    ----------
    store : Store
    interval : float
    paused : bool
        While true, no pass starts but those asked for by `reload`.
    """

    def __init__(
        self,
        sources: Sequence[LogSource],
        interval: float = 5.0,
        *,
        verify: bool = False,
        verify_when_idle: bool = True,
    ) -> None:
        self.store = Store()
        self.interval = interval
        self.paused = False
        self._sources = list(sources)
        self._runs: dict[str, Run] = {}
        self._file_count = 0
        self._table = TemplateTable(verify=verify)
        self._verifying_table: TemplateTable | None = None
        self._reader = WorkReader(self._table)
        self._watch: Watch | None = None
        self._followed: list[Followed] = []
        self._verification = IdleVerification() if verify_when_idle else None
        self._wake = threading.Event()
        self._stopping = False
        self._asked = False
        self._thread: threading.Thread | None = None

    def load(self) -> None:
        """Read everything that is new, in the calling thread."""
        self._look_through(lambda: None)

    def start(self, on_change: Callable[[], None]) -> None:
        """Read everything and go on following it in a thread.

        Parameters
        ----------
        on_change : callable
            Called from that thread after every publication.
        """
        self._thread = threading.Thread(
            target=self._follow, args=(on_change,), name="tbtui-loader", daemon=True
        )
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Stop the thread, and wait up to ``timeout`` seconds for it."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def reload(self) -> None:
        """Start a pass now, even while paused."""
        self._asked = True
        self._wake.set()

    def _follow(self, on_change: Callable[[], None]) -> None:
        while not self._stopping:
            if self._asked or not self.paused:
                if self._asked:
                    self._asked = False
                    self._watch = None
                try:
                    self._poll(on_change)
                except Exception as error:  # noqa: BLE001 - a thread must not die unseen
                    self._report_fault(error)
                    on_change()
            self._wait(on_change)
            self._wake.clear()

    def _wait(self, on_change: Callable[[], None]) -> None:
        """Wait until the next pass is due or asked for; verify in the meantime."""
        until = time.monotonic() + self.interval
        verification = self._verification
        if verification is not None and not self.paused:
            verification.start(self._followed)
            while not verification.is_done and time.monotonic() + REST < until:
                if self._wake.wait(REST):
                    return
                try:
                    self._verify_a_turn(verification, on_change)
                except Exception as error:  # noqa: BLE001 - as for a pass
                    self._verification = None
                    self._report_fault(error)
                    on_change()
                    break
        self._wake.wait(max(0.0, until - time.monotonic()))

    def _verify_a_turn(self, verification: IdleVerification, on_change: Callable[[], None]) -> None:
        damaged = verification.take_turn()
        self.store.bytes_verified = verification.bytes_verified
        if damaged is not None:
            self._read_again(damaged, on_change)

    def _read_again(self, followed: Followed, on_change: Callable[[], None]) -> None:
        """Read a file in which a checksum does not hold with everything verified."""
        if self._verifying_table is None:
            self._verifying_table = TemplateTable(verify=True)
        # The watch knows the file as it was read before.
        self._watch = None
        try:
            status = os.stat(followed.contents.file.path)
        except OSError:
            return
        followed.contents.start_over(self._verifying_table)
        self._read([Work(followed, status, status.st_size)], on_change)

    def _report_fault(self, error: Exception) -> None:
        """Tell of an error in this program among the problems; what was read so far stays."""
        fault = Problem(self._sources[0].path, 0, 0, f"an error in tbtui itself: {error!r}")
        progress = self.store.progress._replace(loading=False)
        self.store.publish(progress, directory_problems=(fault,))
        self._watch = None

    def _poll(self, on_change: Callable[[], None]) -> None:
        """Read what has changed, and look for files where there may be others than before."""
        work = self._watch.look() if self._watch is not None else None
        if work is None:
            self._look_through(on_change)
        elif work:
            self._read(work, on_change)

    @without_garbage_collection()
    def _look_through(self, on_change: Callable[[], None]) -> None:
        """Look for files and read what has changed."""
        keep_freed_memory()
        discovery = discover(self._sources)
        followed: list[Followed] = []
        work: list[Work] = []
        changed = not self.store.scanned
        for found in discovery.runs:
            run = self._runs.get(found.name)
            if run is None or run.directory != found.directory:
                run = self._runs[found.name] = Run(found.name, found.directory)
                changed = True
            if run.keep_only([file.path for file in found.files]):
                run.publish()
                changed = True
            for file in found.files:
                contents = run.file(file.path, self._table)
                followed.append(Followed(run, contents))
                if contents.file.has_changed(file.status):
                    unread = file.status.st_size - contents.file.offset
                    work.append(Work(followed[-1], file.status, unread))
        names = {found.name for found in discovery.runs}
        for name in [name for name in self._runs if name not in names]:
            del self._runs[name]
            changed = True
        problems = tuple(discovery.problems)
        # What could not be looked at may be there the next time without any other change.
        self._watch = None if problems else Watch(discovery.directories, followed)
        self._file_count = len(followed)
        self._followed = followed
        if changed or problems != self.store.directory_problems:
            runs = tuple(self._runs[name] for name in sorted(self._runs, key=natural_key))
            self.store.publish(self._progress_of(work), runs, problems)
            on_change()
        if work:
            self._read(work, on_change)

    def _progress_of(self, work: list[Work]) -> Progress:
        """Return the progress at the start of some work."""
        return Progress(0, sum([max(0, item.size) for item in work]), self._file_count, bool(work))

    def _read(self, work: list[Work], on_change: Callable[[], None]) -> None:
        """Read files that have changed, the newest first."""
        progress = self._progress_of(work)
        touched: set[Run] = set()
        started = time.monotonic()
        next_publication = started + _FIRST_PUBLICATION
        # A NaN that is meant to raise, as a flipped bit can make one, warns when it is made wide.
        with np.errstate(invalid="ignore"):
            for step in self._reader.read(work):
                if self._stopping:
                    return
                touched.update(step.runs)
                now = time.monotonic()
                if now >= next_publication:
                    rate = step.bytes_done / (now - started)
                    so_far = progress._replace(bytes_read=step.bytes_done, bytes_a_second=rate)
                    self._publish(touched, so_far)
                    on_change()
                    published = time.monotonic()
                    pause = max(_PUBLISH_EVERY, (published - now) / _PUBLISHING_SHARE)
                    next_publication = published + pause
        rate = progress.bytes_total / max(time.monotonic() - started, 1e-6)
        self._publish(
            touched,
            progress._replace(bytes_read=progress.bytes_total, bytes_a_second=rate, loading=False),
        )
        on_change()

    def _publish(self, touched: set[Run], progress: Progress) -> None:
        for run in touched:
            run.publish()
        touched.clear()
        self.store.publish(progress)
