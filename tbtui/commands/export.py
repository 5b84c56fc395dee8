"""``tbtui export``: every scalar point in long form, with exact numbers."""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.lives import superseded
from tbtui.commands.exact_text import exact_texts
from tbtui.commands.loading import chosen_runs, load, matches, no_match
from tbtui.commands.output import open_output
from tbtui.commands.sources import log_sources
from tbtui.plot.text import escape
from tbtui.store.columns import Floats
from tbtui.store.natural_order import natural_key
from tbtui.store.series import ScalarSeries

# Points turned into text at a time: bounds the memory, and is large enough to be fast.
_BLOCK = 65_536


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui export`` and return the exit status."""
    store = load(log_sources(arguments.sources, arguments.logdir), verify=arguments.verify)
    runs = chosen_runs(store, arguments.run)
    series = [
        one_run.scalars[tag]
        for one_run in runs
        for tag in sorted(one_run.scalars, key=natural_key)
        if matches(arguments.tag, tag)
    ]
    if not series:
        raise no_match("scalar tag", arguments.tag, (tag for r in runs for tag in r.scalars))
    form = FORMS[arguments.format or _format_of(arguments.output)]
    with open_output(arguments.output) as (stream, is_terminal):
        for text in exported(series, form, escape if is_terminal else str):
            # Names that were not valid UTF-8 leave as the bytes they came from.
            stream.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()
    return 0


class Form(NamedTuple):
    """What surrounds the values of a line in one of the formats."""

    header: str
    quoted: Callable[[str], str]
    before_run: str
    before_tag: str
    before_step: str
    before_wall_time: str
    before_value: str
    before_superseded: str
    end: str
    quotes_non_finite: bool


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
    yield form.header
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
        names = (
            f"{form.before_run}{form.quoted(shown(one.run))}"
            f"{form.before_tag}{form.quoted(shown(one.tag))}{form.before_step}"
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
        _number_texts(np.concatenate([part.wall_times for part in parts]), form),
        _number_texts(np.concatenate([part.values for part in parts]), form),
        np.concatenate([part.superseded for part in parts]).tolist(),
        strict=True,
    )
    to_wall_time = form.before_wall_time
    to_value = form.before_value
    to_superseded = form.before_superseded
    end = form.end
    return "".join(
        [
            f"{name}{step}{to_wall_time}{wall_time}{to_value}{value}{to_superseded}"
            f"{'true' if old else 'false'}{end}"
            for name, step, wall_time, value, old in columns
        ]
    )


def _number_texts(numbers: NDArray[Any], form: Form) -> list[str]:
    texts = exact_texts(numbers)
    if form.quotes_non_finite:
        for index in np.flatnonzero(~np.isfinite(numbers)).tolist():
            texts[index] = f'"{texts[index]}"'
    return texts


def _csv_text(name: str) -> str:
    """Quote a name as RFC 4180 says, when it needs it."""
    if any(character in name for character in ',"\r\n'):
        doubled = name.replace('"', '""')
        return f'"{doubled}"'
    return name


def _json_text(name: str) -> str:
    """Quote a name as JSON; bytes that are not UTF-8 become escapes, which JSON allows."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(name)
    return json.dumps(name, ensure_ascii=False)


FORMS = {
    "csv": Form(
        header="run,tag,step,wall_time,value,superseded\n",
        quoted=_csv_text,
        before_run="",
        before_tag=",",
        before_step=",",
        before_wall_time=",",
        before_value=",",
        before_superseded=",",
        end="\n",
        quotes_non_finite=False,
    ),
    "jsonl": Form(
        header="",
        quoted=_json_text,
        before_run='{"run": ',
        before_tag=', "tag": ',
        before_step=', "step": ',
        before_wall_time=', "wall_time": ',
        before_value=', "value": ',
        before_superseded=', "superseded": ',
        end="}\n",
        # Strict JSON has no word for NaN and the infinities.
        quotes_non_finite=True,
    ),
}


def _format_of(output: str) -> str:
    return "jsonl" if output.endswith((".jsonl", ".ndjson")) else "csv"
