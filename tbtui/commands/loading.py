"""Read whole log directories, and choose runs and tags from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tbtui.commands.failure import NOTHING_READABLE, CommandError
from tbtui.plot.text import escape
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run
from tbtui.store.store import Store


def load(sources: Sequence[LogSource], *, verify: bool = False) -> Store:
    """Read everything once and return the filled store.

    Parameters
    ----------
    sources : sequence of LogSource
    verify : bool
        Whether to compare the payload of every record with its checksum.

    Raises
    ------
    CommandError
        With status `NOTHING_READABLE`, when there is not even a damaged event file.
    """
    loader = Loader(sources, verify=verify)
    loader.load()
    store = loader.store
    if not store.runs and not store.problems:
        raise CommandError(_nothing_in(sources), NOTHING_READABLE)
    return store


def chosen_runs(store: Store, pattern: re.Pattern[str] | None) -> list[Run]:
    """Select the runs in whose name the pattern is found, in natural order.

    Raises
    ------
    CommandError
        When there are runs, but the pattern matches none.
    """
    runs = [run for run in store.runs if matches(pattern, run.name)]
    runs.sort(key=lambda run: natural_key(run.name))
    if store.runs and not runs:
        raise no_match("run", pattern, (run.name for run in store.runs))
    return runs


def matches(pattern: re.Pattern[str] | None, name: str) -> bool:
    """Say whether the pattern is found in the name; no pattern matches everything."""
    return pattern is None or pattern.search(name) is not None


def no_match(what: str, pattern: re.Pattern[str] | None, names: Iterable[str]) -> CommandError:
    """Explain that the pattern matches none of the names, and show a few that there are.

    Parameters
    ----------
    what
        The kind of the names, such as ``"run"``.
    """
    distinct = list(dict.fromkeys(names))
    if not distinct:
        return CommandError(f"there is no {what}", NOTHING_READABLE)
    shown = ", ".join(escape(name, 60) for name in distinct[:5])
    more = f" and {len(distinct) - 5} more" if len(distinct) > 5 else ""
    wanted = escape(pattern.pattern) if pattern else ""
    return CommandError(f"no {what} matches {wanted!r}; there is {shown}{more}", NOTHING_READABLE)


def _nothing_in(sources: Sequence[LogSource]) -> str:
    if len(sources) > 1:
        return "no event files (*tfevents*) below any of the log directories"
    path = sources[0].path
    if Path(path).is_file():
        return f"not an event file: {escape(path)}"
    if not any(Path(path).iterdir()):
        return f"the directory is empty: {escape(path)}"
    return f"no event files (*tfevents*) below {escape(path)}"
