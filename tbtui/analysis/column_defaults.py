"""The columns that a table of runs has when nobody has chosen any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.directions import guessed_direction
from tbtui.analysis.hyperparameters import Hyperparameters
from tbtui.analysis.table import Direction
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run

MOST_TAGS = 4
MOST_HYPERPARAMETERS = 8

_VALIDATION = re.compile(r"(?:^|[^a-z])(?:val|valid|validation|eval|evaluation|test|dev)(?![a-z])")

_SPEED = re.compile(r"(?:^|[^a-z])(?:time|fps|throughput|latency)(?![a-z])")


def default_choices(
    runs: Sequence[Run], hyperparameters: Mapping[str, Hyperparameters]
) -> tuple[ColumnChoice, ...]:
    """Choose the columns that tell most: states, the metrics that are judged by, what differs.

    How long the runs are stands between them.

    Parameters
    ----------
    runs
        The rows.
    hyperparameters
        As `tbtui.analysis.hyperparameters.run_hyperparameters` found them.
    """
    state, *lengths = (ColumnChoice(Statistic.RUN, name) for name in ("state", "steps", "duration"))
    last = (ColumnChoice(Statistic.LAST, tag) for tag in telling_tags(runs)[:MOST_TAGS])
    names = differing_hyperparameters([hyperparameters.get(run.name, {}) for run in runs])
    chosen = (ColumnChoice(Statistic.HYPERPARAMETER, n) for n in names[:MOST_HYPERPARAMETERS])
    # On a narrow screen, the first few columns are all that is seen.
    return (state, *last, *lengths, *chosen)


def telling_tags(runs: Sequence[Run]) -> list[str]:
    """Return all scalar tags, those first that a run is most likely judged by: `telling_rank`."""
    counts = Counter(tag for run in runs for tag in run.scalars)
    return sorted(counts, key=lambda tag: telling_rank(tag, counts[tag]))


def telling_rank(name: str, count: int = 0) -> tuple[Any, ...]:
    """Return by what tags are put in order, such that the lowest tells most.

    These are metrics of validation of which it is known what is better, then other such metrics,
    then the rest; among equals, what more runs have comes first. How fast a run was is no metric.

    Parameters
    ----------
    name
        The tag, with the run that it is in where that is a part of what it is called.
    count
        How many runs have it.
    """
    is_speed = _SPEED.search(name.casefold()) is not None
    is_metric = guessed_direction(name) is not Direction.NONE and not is_speed
    is_validation = _VALIDATION.search(name.casefold()) is not None
    return not is_metric, not is_validation, -count, natural_key(name)


def differing_hyperparameters(rows: Sequence[Hyperparameters]) -> list[str]:
    """Return the names of which not all rows have the same value, in natural order.

    A row without a value differs from one that has one.
    """
    values: dict[str, set[tuple[bool, object]]] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.keys())
        for name, value in row.items():
            values.setdefault(name, set()).add((isinstance(value, bool), value))
    differing = (
        name for name, found in values.items() if len(found) > 1 or counts[name] < len(rows)
    )
    return sorted(differing, key=natural_key)
