"""Write results as Markdown."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from bench.contestants import Counts
from bench.rounds import FirstCurve, Result

RESULTS = Path(__file__).parent / "RESULTS.md"
_MEBIBYTE = 1 << 20
_PACKAGES = ("numpy", "protobuf", "tensorboard", "tensorboard-data-server")


def report(results: Sequence[Result], first: FirstCurve | None, repeat: int, scale: float) -> str:
    """Return everything that was measured, with the machine it was measured on."""
    parts = ["# Results", _introduction(repeat, scale), _data_sets(results), _comparison(results)]
    if first is not None:
        parts += ["## First curve", _first_curve(first)]
    return "\n\n".join(parts) + "\n"


def _introduction(repeat: int, scale: float) -> str:
    lines = [
        f"- Machine: {_processor()}, {_cores()} cores, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, {_versions()}",
        f"- Medians of {repeat} alternating rounds, page cache warm, every reader a process of its"
        " own, from its start until all scalars are in memory",
    ]
    if scale != 1:
        lines.append(f"- Scaled by {scale:g}: these figures say nothing about speed")
    return "\n".join(lines)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
        if found:
            return found.group(1).strip()
    return platform.processor() or "unknown processor"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _versions() -> str:
    said = []
    for package in _PACKAGES:
        try:
            said.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            said.append(f"no {package}")
    return ", ".join(said)


def _data_sets(results: Sequence[Result]) -> str:
    rows = []
    for data_set in {result.data_set.name: result.data_set for result in results}.values():
        size = f"{data_set.size / _MEBIBYTE:,.1f}"
        points = f"{data_set.contents.points:,}"
        rows.append([data_set.name, data_set.description, f"{data_set.files:,}", points, size])
    return table(["set", "contents", "files", "points", "MiB"], rows, numbers_from=2)


def _comparison(results: Sequence[Result]) -> str:
    header = [
        "set", "reader", "points seen", "wall s", "best s", "× ours",
        "CPU s", "× ours", "peak MiB", "bytes a point",
    ]  # fmt: skip
    rows = [
        [
            result.data_set.name,
            result.reader.title,
            _points_seen(result),
            f"{result.wall_seconds:.3f}",
            f"{result.best_seconds:.3f}",
            _ratio(result.wall_ratio),
            f"{result.cpu_seconds:.2f}",
            _ratio(result.cpu_ratio),
            f"{result.peak_bytes / _MEBIBYTE:,.0f}",
            f"{result.own_bytes / result.counts.points:,.0f}" if result.counts.points else "–",
        ]
        for result in results
    ]
    note = (
        "“× ours” is the median of the rounds' ratios. “Bytes a point” is the peak beyond that of"
        " Python with numpy; for the plain loop and the server, which do without numpy, beyond"
        " their own with nothing to read."
    )
    return table(header, rows, numbers_from=2) + "\n\n" + note


def _points_seen(result: Result) -> str:
    expected = Counts(*result.data_set.contents)
    if result.counts == expected:
        return "all"
    if result.counts.series != expected.series:
        series = f", {result.counts.series:,} of {expected.series:,} series"
    else:
        series = ""
    return f"**{result.counts.points:,} of {expected.points:,}{series}**"


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def _first_curve(first: FirstCurve) -> str:
    rows = [
        ["Python and numpy alone", "0", _milliseconds(first.empty_process)],
        ["first publication with points", f"{first.points_at_first:,}",
         _milliseconds(first.first_points)],
        ["all points", f"{first.data_set.contents.points:,}", _milliseconds(first.all_points)],
    ]  # fmt: skip
    note = f"tbtui on {first.data_set.name}, the loader in its thread, from the process's start."
    return note + "\n\n" + table(["moment", "points", "ms"], rows, numbers_from=1)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> str:
    """Return a Markdown table, padded so that it can be read as it is."""
    widths = [
        max(3, *(len(row[column]) for row in [header, *rows])) for column in range(len(header))
    ]
    lines = [_line(header, widths, numbers_from)]
    rules = [
        "-" * (width - 1) + (":" if column >= numbers_from else "-")
        for column, width in enumerate(widths)
    ]
    lines.append("| " + " | ".join(rules) + " |")
    lines += [_line(row, widths, numbers_from) for row in rows]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], numbers_from: int) -> str:
    padded = [
        cell.rjust(width) if column >= numbers_from else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "| " + " | ".join(padded) + " |"


def section_of(text: str, heading: str) -> str:
    """Return what stands below a heading of the second level, up to the next one."""
    _, found, rest = text.partition(f"\n## {heading}\n\n")
    return rest.partition("\n## ")[0] if found else ""


def with_section(text: str, heading: str, section: str) -> str:
    """Return a text of Markdown with a section, in place of the old one or at the end."""
    old = section_of(text, heading)
    if old:
        return text.replace(f"## {heading}\n\n{old}", f"## {heading}\n\n{section}")
    return f"{text}\n## {heading}\n\n{section}" if section else text
