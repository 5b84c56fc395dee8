"""The report of ``tbtui inspect`` as JSON: the names of its fields are the keys.

A tag or a file takes a line, so that line-based tools can find their way too; and each is encoded
on its own, because a log directory can have a hundred thousand tags.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tbtui.commands.report import Report, RunReport


def json_lines(report: Report) -> Iterator[str]:
    """Yield the report as pieces of one strict JSON document, with a final newline.

    NaN and the infinities become strings. Finite numbers are written so that reading them back
    gives the same number.
    """
    yield f'{{"format": {report.format}, "tbtui": {json.dumps(report.tbtui)},\n'
    yield f'"sources": {_array(report.sources)},\n'
    yield '"runs": ['
    separator = "\n"
    for run in report.runs:
        yield separator + _run(run)
        separator = ",\n"
    yield f'],\n"problems": {_array(report.problems)}}}\n'


def _run(run: RunReport) -> str:
    fields = run._asdict()
    fields.pop("tags")
    fields.pop("graphs")
    fields.pop("files")
    start = _object(fields).removesuffix("}")
    graphs = f'"graphs": {_array(run.graphs)}'
    return f'{start},\n"tags": {_array(run.tags)},\n{graphs},\n"files": {_array(run.files)}}}'


def _array(rows: Sequence[Any]) -> str:
    """Encode named tuples, one to a line."""
    return "[\n" + ",\n".join([_object(_fields_of(row)) for row in rows]) + "]" if rows else "[]"


def _fields_of(row: Any) -> dict[str, Any]:
    fields: dict[str, Any] = row._asdict()
    if fields.get("last_histogram") is not None:
        fields["last_histogram"] = fields["last_histogram"]._asdict()
    return fields


def _object(fields: Mapping[str, Any]) -> str:
    try:
        return json.dumps(fields, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(fields), allow_nan=False)


def _finite(value: Any) -> Any:
    """Replace what JSON cannot say: a float that is not finite becomes its name."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    return value
