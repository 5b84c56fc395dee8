"""The points of one chart as text: in the long form of ``tbtui export``, or as TensorBoard's.

======================  ==========================================================================
long CSV                ``run,tag,step,wall_time,value,superseded``: what ``tbtui export`` writes
JSON                    a list of ``{"run": ..., "tag": ..., "points": [...]}``, where each point
                        is ``[wall_time, step, value]`` as in TensorBoard
CSV of one run          ``Wall time,Step,Value``: what TensorBoard downloads
JSON of one run         ``[[wall_time, step, value], ...]``: what TensorBoard downloads
======================  ==========================================================================

Numbers read back to the very same number in the precision in which they were logged. JSON has no
word for NaN and the infinities; they are texts, as TensorBoard has them. All but the long CSV
leave out what restarts have superseded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.lives import superseded
from tbtui.commands.exact_text import exact_texts
from tbtui.commands.export import exported
from tbtui.commands.export_forms import FORMS
from tbtui.store.series import ScalarSeries

_NOT_FINITE = {"nan": '"NaN"', "inf": '"Infinity"', "-inf": '"-Infinity"'}
_BLOCK = 65_536


def long_csv(series: Iterable[ScalarSeries]) -> Iterator[str]:
    """Yield all points of all series as CSV."""
    return exported(series, FORMS["csv"])


def points_json(series: Iterable[ScalarSeries]) -> Iterator[str]:
    """Yield the points of all series as one JSON document."""
    before = "[\n"
    for one in series:
        # Names that were not valid UTF-8 become escapes, which JSON allows.
        yield f'{before}{{"run": {json.dumps(one.run)}, "tag": {json.dumps(one.tag)}, "points": '
        yield from _json_points(one)
        yield "}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def tensorboard_csv(series: ScalarSeries) -> Iterator[str]:
    """Yield the points of one series as TensorBoard downloads them as CSV."""
    yield "Wall time,Step,Value\r\n"
    for wall_times, steps, values in _blocks(series):
        columns = zip(exact_texts(wall_times), exact_texts(steps), exact_texts(values), strict=True)
        yield "".join([f"{wall_time},{step},{value}\r\n" for wall_time, step, value in columns])


def tensorboard_json(series: ScalarSeries) -> Iterator[str]:
    """Yield the points of one series as TensorBoard downloads them as JSON."""
    yield from _json_points(series)
    yield "\n"


def _json_points(series: ScalarSeries) -> Iterator[str]:
    before = "["
    for wall_times, steps, values in _blocks(series):
        columns = zip(_json_texts(wall_times), exact_texts(steps), _json_texts(values), strict=True)
        points = [f"[{wall_time}, {step}, {value}]" for wall_time, step, value in columns]
        yield before + ", ".join(points)
        before = ", "
    yield "[]" if before == "[" else "]"


def _json_texts(numbers: NDArray[Any]) -> list[str]:
    texts = exact_texts(numbers)
    for index in np.flatnonzero(~np.isfinite(numbers)).tolist():
        texts[index] = _NOT_FINITE[texts[index]]
    return texts


def _blocks(
    series: ScalarSeries,
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64], NDArray[Any]]]:
    """Yield wall times, steps and values of the points that no restart has superseded."""
    view = series.view()
    kept = ~superseded(view.steps)
    wall_times, steps, values = view.wall_times[kept], view.steps[kept], view.values[kept]
    for start in range(0, len(steps), _BLOCK):
        block = slice(start, start + _BLOCK)
        yield wall_times[block], steps[block], values[block]
