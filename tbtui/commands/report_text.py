"""The report of ``tbtui inspect`` for reading: aligned, escaped, at home in 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tbtui.commands.report import FileReport, ProblemReport, Report, RunReport, TagReport
from tbtui.plot.numbers import (
    format_bytes,
    format_count,
    format_step,
    format_value,
    format_wall_time,
)
from tbtui.plot.text import cell_width, escape, pad

# A longer name gets a line for itself, so that the numbers stay where the eye expects them.
_WIDEST_NAME = 28
_NUMBER_TITLES = ("points", "first", "last step", "last", "min", "max")


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
    lines = [escape(run.run)]
    if run.first_wall_time is not None and run.last_wall_time is not None:
        since = format_wall_time(run.first_wall_time)
        until = format_wall_time(run.last_wall_time)
        lines[0] += f"   {since} to {until}"
    kinds = dict.fromkeys(tag.kind for tag in run.tags)
    for kind in kinds:
        lines.extend(_tag_table(kind, [tag for tag in run.tags if tag.kind == kind]))
    lines.append("  files")
    lines.extend(f"    {_file_line(file)}" for file in run.files)
    return lines


def _tag_table(kind: str, tags: list[TagReport]) -> Iterator[str]:
    """Lay out the tags of one kind; only scalars have the columns of values."""
    column_count = len(_NUMBER_TITLES) if kind == "scalars" else 3
    rows = [_numbers_of(tag)[:column_count] for tag in tags]
    titles = _NUMBER_TITLES[:column_count]
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    names = [escape(tag.tag) for tag in tags]
    widest = max(cell_width(name) for name in [kind, *names])
    name_width = min(widest + 2, _WIDEST_NAME)
    yield f"  {pad(kind, name_width)}  {_aligned(titles, widths)}"
    for tag, name, row in zip(tags, names, rows, strict=True):
        if cell_width(name) <= name_width - 2:
            yield f"    {pad(name, name_width - 2)}  {_aligned(row, widths)}"
        else:
            yield f"    {name}"
            yield f"  {' ' * name_width}  {_aligned(row, widths)}"
        remarks = ", ".join(_remarks_on(tag))
        if remarks:
            yield f"      {remarks}"


def _aligned(texts: Iterable[str], widths: list[int]) -> str:
    cells = [text.rjust(width) for text, width in zip(texts, widths, strict=True)]
    return "  ".join(cells).rstrip()


def _numbers_of(tag: TagReport) -> tuple[str, ...]:
    return (
        format_step(tag.points),
        _step_text(tag.first_step),
        _step_text(tag.last_step),
        _value_text(tag.last),
        _value_text(tag.minimum),
        _value_text(tag.maximum),
    )


def _step_text(step: int | None) -> str:
    return "-" if step is None else format_step(step)


def _value_text(value: float | None) -> str:
    return "-" if value is None else format_value(value)


def _remarks_on(tag: TagReport) -> Iterator[str]:
    if tag.kind != tag.plugin:
        yield f"plugin {escape(tag.plugin)}" if tag.plugin else "no plugin"
    if tag.nan:
        yield f"{format_step(tag.nan)} NaN"
    if tag.positive_infinity:
        yield f"{format_step(tag.positive_infinity)} +inf"
    if tag.negative_infinity:
        yield f"{format_step(tag.negative_infinity)} -inf"
    if tag.lives is not None and tag.lives > 1:
        yield "restarted " + ("once" if tag.lives == 2 else f"{tag.lives - 1} times")


def _file_line(file: FileReport) -> str:
    read = format_bytes(file.size)
    if file.bytes_read < file.size:
        read = f"{format_bytes(file.bytes_read)} of {read} read"
    return f"{escape(file.path)}  {read}  {escape(file.state)}"


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
