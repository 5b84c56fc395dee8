"""The report of ``tbtui inspect`` for reading: aligned, escaped, at home in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tbtui.commands.report import (
    FileReport,
    GraphReport,
    ProblemReport,
    Report,
    RunReport,
    TagReport,
)
from tbtui.commands.report_histograms import HistogramReport, histogram_remarks
from tbtui.plot.numbers import (
    format_bytes,
    format_count,
    format_step,
    format_value,
    format_wall_time,
)
from tbtui.plot.text import cell_width, escape, escape_shortened, pad

# A longer name gets a line for itself, so that the numbers stay where the eye expects them.
_WIDEST_NAME = 24
_NARROWEST_NAME = 12
_REMARK_CELLS = 72
_LONGEST_NAME = 300
"""Cells; names of a megabyte have been seen."""
_NUMBER_TITLES = ("points", "steps", "last", "min", "max")


def as_text(report: Report) -> str:
    """Lay the report out as text that ends with a newline."""
    blocks = [_summary(report)]
    blocks.extend(_run_block(run) for run in report.runs)
    if report.problems:
        blocks.append(_problem_block(report.problems))
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def _summary(report: Report) -> list[str]:
    paths = ", ".join(escape(_source_text(s.name, s.path)) for s in report.sources)
    tags = {tag.tag for run in report.runs for tag in run.tags}
    points = sum(run.points for run in report.runs)
    size = sum(file.size for run in report.runs for file in run.files)
    counts = [
        _counted(len(report.runs), "run"),
        _counted(len(tags), "tag"),
        f"{format_count(points)} scalar points",
        format_bytes(size),
    ]
    if report.problems:
        counts.append(_counted(len(report.problems), "problem"))
    return [paths, ", ".join(counts)]


def _source_text(name: str, path: str) -> str:
    return f"{name}={path}" if name else path


def _run_block(run: RunReport) -> list[str]:
    lines = [escape_shortened(run.run, _LONGEST_NAME)]
    if run.first_wall_time is not None and run.last_wall_time is not None:
        since = format_wall_time(run.first_wall_time)
        until = format_wall_time(run.last_wall_time)
        lines[0] += f"   {since} to {until}"
    lines.extend(_tag_table(run.tags))
    lines.extend(_graph_lines(run.graphs))
    lines.append(f"  files in {escape(run.directory)}")
    sizes = [_size_text(file) for file in run.files]
    width = max(map(len, sizes), default=0)
    for file, size in zip(run.files, sizes, strict=True):
        name = file.path.removeprefix(run.directory).lstrip("/")
        lines.append(f"    {size.rjust(width)}  {escape(file.state)}  {escape(name)}")
    return lines


def _tag_table(tags: tuple[TagReport, ...]) -> Iterator[str]:
    """Lay out the tags of a run, kind by kind, in columns that they share."""
    rows = [_numbers_of(tag) for tag in tags]
    widths = [max(map(len, column)) for column in zip(_NUMBER_TITLES, *rows, strict=True)]
    names = [escape_shortened(tag.tag, _LONGEST_NAME) for tag in tags]
    widest = max((cell_width(name) for name in names), default=0)
    name_width = max(min(widest, _WIDEST_NAME), _NARROWEST_NAME)
    kind = ""
    for tag, name, row in zip(tags, names, rows, strict=True):
        if tag.kind != kind:
            kind = tag.kind
            titles = _NUMBER_TITLES if kind == "scalars" else _NUMBER_TITLES[:2]
            shown = pad(escape(kind, _LONGEST_NAME), name_width + 2)
            yield f"  {shown}  {_aligned(titles, widths)}"
        if cell_width(name) <= name_width:
            yield f"    {pad(name, name_width)}  {_aligned(row, widths)}"
        else:
            yield f"    {name}"
            yield f"    {' ' * name_width}  {_aligned(row, widths)}"
        remarks = ", ".join(_remarks_on(tag))
        if remarks:
            yield f"      {remarks}"
        if tag.last_histogram is not None:
            yield from (f"      {line}" for line in _histogram_lines(tag.last_histogram))


def _graph_lines(graphs: Sequence[GraphReport]) -> Iterator[str]:
    if graphs:
        yield "  graphs of the model"
    for graph in graphs:
        nodes = "" if graph.nodes is None else f"{_counted(graph.nodes, 'node')}, "
        name = escape_shortened(graph.tag, _LONGEST_NAME)
        yield f"    {name}  {graph.type}, {nodes}{format_bytes(graph.size)}"


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    cells = [text.rjust(width) for text, width in zip(texts, widths, strict=False)]
    return "  ".join(cells).rstrip()


def _numbers_of(tag: TagReport) -> tuple[str, ...]:
    counts = (format_step(tag.points), _steps_text(tag.first_step, tag.last_step))
    if tag.kind != "scalars":
        return (*counts, "", "", "")
    return (
        *counts,
        _value_text(tag.last),
        _value_text(tag.minimum),
        _value_text(tag.maximum),
    )


def _steps_text(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return "-"
    if first == last:
        return format_step(first)
    return f"{format_step(first)}..{format_step(last)}"


def _value_text(value: float | None) -> str:
    return "-" if value is None else format_value(value)


def _remarks_on(tag: TagReport) -> Iterator[str]:
    if tag.kind != tag.plugin:
        yield f"plugin {escape_shortened(tag.plugin, _LONGEST_NAME)}" if tag.plugin else "no plugin"
    if tag.nan:
        yield f"{format_step(tag.nan)} NaN"
    if tag.positive_infinity:
        yield f"{format_step(tag.positive_infinity)} +inf"
    if tag.negative_infinity:
        yield f"{format_step(tag.negative_infinity)} -inf"
    if tag.lives is not None and tag.lives > 1:
        yield "restarted " + ("once" if tag.lives == 2 else f"{tag.lives - 1} times")


def _histogram_lines(report: HistogramReport) -> Iterator[str]:
    """Yield what is said of the last histogram, in lines that are not too wide."""
    line = ""
    for remark in histogram_remarks(report):
        if line and len(line) + len(remark) + 2 > _REMARK_CELLS:
            yield line + ","
            line = ""
        line += f", {remark}" if line else remark
    yield line


def _size_text(file: FileReport) -> str:
    size = format_bytes(file.size)
    if file.bytes_read < file.size:
        return f"{format_bytes(file.bytes_read)} of {size}"
    return size


def _problem_block(problems: tuple[ProblemReport, ...]) -> list[str]:
    lines = ["problems"]
    for problem in problems:
        lines.append(f"  {escape(problem.file)}")
        where = f"byte {format_step(problem.offset)}"
        if problem.length:
            where += f", {format_bytes(problem.length)}"
        lines.append(f"    {where}: {escape(problem.reason)}")
    return lines


def _counted(count: int, what: str) -> str:
    return f"{format_step(count)} {what}" + ("" if count == 1 else "s")
