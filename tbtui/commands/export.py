"""``tbtui export``: every scalar point or histogram in long form, with exact numbers."""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.lives import superseded
from tbtui.commands.exact_text import exact_texts
from tbtui.commands.export_forms import FORMS, Form, format_of
from tbtui.commands.export_histograms import HISTOGRAMS, exported_histograms
from tbtui.commands.loading import chosen_runs, load, matches, no_match
from tbtui.commands.output import open_output
from tbtui.commands.sources import log_sources
from tbtui.plot.text import escape
from tbtui.store.columns import Floats
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

# Points turned into text at a time: bounds the memory, and is large enough to be fast.
_BLOCK = 65_536

_FIELDS = ("run", "tag", "step", "wall_time", "value", "superseded")


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui export`` and return the exit status."""
    store = load(log_sources(arguments.sources, arguments.logdir), verify=arguments.verify)
    runs = chosen_runs(store, arguments.run)
    chosen = _scalars if arguments.kind == "scalars" else _histograms
    lines = chosen(runs, arguments.tag)
    form = FORMS[arguments.format or format_of(arguments.output)]
    with open_output(arguments.output) as (stream, is_terminal):
        for text in lines(form, escape if is_terminal else str):
            # Names that were not valid UTF-8 leave as the bytes they came from.
            stream.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()
    return 0


_Lines = Callable[[Form, Callable[[str], str]], Iterator[str]]


def _scalars(runs: Sequence[Run], pattern: re.Pattern[str] | None) -> _Lines:
    series = [
        run.scalars[tag]
        for run in runs
        for tag in sorted(run.scalars, key=natural_key)
        if matches(pattern, tag)
    ]
    if not series:
        raise no_match("scalar tag", pattern, (tag for run in runs for tag in run.scalars))
    return partial(exported, series)


def _histograms(runs: Sequence[Run], pattern: re.Pattern[str] | None) -> _Lines:
    tags = {
        run.name: sorted((tag for kind, tag in run.indexed if kind == HISTOGRAMS), key=natural_key)
        for run in runs
    }
    series = [
        (run.name, run.indexed[HISTOGRAMS, tag])
        for run in runs
        for tag in tags[run.name]
        if matches(pattern, tag)
    ]
    if not series:
        known = (tag for of_run in tags.values() for tag in of_run)
        raise no_match("histogram tag", pattern, known)
    return partial(exported_histograms, series)


def exported(
    series: Iterable[ScalarSeries], form: Form, shown: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield the export as blocks of whole lines.

    Parameters
    ----------
    series
        The scalars, in the order wanted.
    form
        One of the values of `FORMS`.
    shown
        What is done to names first: nothing for a file, escaping for a terminal.
    """
    yield form.layout(_FIELDS).header
    for parts in _gathered(_parts(series, form, shown)):
        yield _lines(parts, form)


class _Part(NamedTuple):
    """Some points of one series, with what stands before the step of each of their lines."""

    names: str
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: Floats
    superseded: NDArray[np.bool_]


def _parts(
    series: Iterable[ScalarSeries], form: Form, shown: Callable[[str], str]
) -> Iterator[_Part]:
    for one in series:
        view = one.view()
        is_superseded = superseded(view.steps)
        before_run, before_tag, before_step, *_ = form.layout(_FIELDS).before
        names = (
            f"{before_run}{form.quoted(shown(one.run))}"
            f"{before_tag}{form.quoted(shown(one.tag))}{before_step}"
        )
        for start in range(0, len(view.steps), _BLOCK):
            block = slice(start, start + _BLOCK)
            yield _Part(
                names,
                view.steps[block],
                view.wall_times[block],
                view.values[block],
                is_superseded[block],
            )


def _gathered(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """Gather parts of one numpy type up to the points of a block: many series are short."""
    gathered: list[_Part] = []
    points = 0
    for part in parts:
        too_many = points + len(part.steps) > _BLOCK
        if gathered and (too_many or part.values.dtype != gathered[0].values.dtype):
            yield gathered
            gathered = []
            points = 0
        gathered.append(part)
        points += len(part.steps)
    if gathered:
        yield gathered


def _lines(parts: Sequence[_Part], form: Form) -> str:
    names = [[part.names] * len(part.steps) for part in parts]
    columns = zip(
        itertools.chain.from_iterable(names),
        exact_texts(np.concatenate([part.steps for part in parts])),
        form.number_texts(np.concatenate([part.wall_times for part in parts])),
        form.number_texts(np.concatenate([part.values for part in parts])),
        np.concatenate([part.superseded for part in parts]).tolist(),
        strict=True,
    )
    _, before, end = form.layout(_FIELDS)
    to_wall_time, to_value, to_superseded = before[3:]
    return "".join(
        [
            f"{name}{step}{to_wall_time}{wall_time}{to_value}{value}{to_superseded}"
            f"{'true' if old else 'false'}{end}"
            for name, step, wall_time, value, old in columns
        ]
    )
