"""What a dashboard says while there is nothing to draw: why, and how to change that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_count
from tbtui.plot.text import cell_width, escape, pad
from tbtui.screens.writer_calls import SCALARS, WriterCalls
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.store.store import Store

LEAST_NAME_WIDTH = 14
"""Cells of the column of kinds."""


def looking(paths: Sequence[str]) -> list[Line]:
    """Say that event files are being looked for."""
    return [
        [],
        [Words("  looking for event files …", "text")],
        *[[Words(f"  {escape(path)}", "faint")] for path in paths],
    ]


def no_event_files(
    paths: Sequence[str], store: Store, values: str = "scalars", calls: WriterCalls = SCALARS
) -> list[Line]:
    """Say where event files were looked for, and which calls write them.

    Parameters
    ----------
    paths : sequence of str
    store : Store
    values : str
        What the dashboard shows, in the plural.
    calls : WriterCalls
        What writes it.
    """
    lines: list[Line] = [
        [],
        [Words("  No event files were found", "strong", bold=True)],
        [],
        [Words("  searched   ", "faint"), Words(escape(paths[0]) if paths else "", "text")],
        *[[Words(f"             {escape(path)}", "text")] for path in paths[1:]],
        _files_read(store),
    ]
    return [*lines, *_problems(store), *_how_to_write(values, calls), *_still_looking()]


def no_scalars(store: Store) -> list[Line]:
    """Say which kinds of value the runs hold instead of scalars."""
    return no_values(store, "scalars", SCALARS)


def no_values(store: Store, values: str, calls: WriterCalls) -> list[Line]:
    """Say that no run holds what a dashboard shows, what they hold instead, and what writes it.

    Parameters
    ----------
    store : Store
        Has at least one run.
    values : str
        What is missing, in the plural: ``histograms``.
    calls : WriterCalls
    """
    kinds: dict[str, int] = {}
    for run in store.runs:
        if run.scalars:
            kinds["scalars"] = kinds.get("scalars", 0) + len(run.scalars)
        for kind, _ in run.indexed:
            kinds[kind] = kinds.get(kind, 0) + 1
    count = len(store.runs)
    runs = "1 run holds" if count == 1 else f"{format_count(count)} runs hold"
    lines: list[Line] = [
        [],
        [Words(f"  {runs} no {values}", "strong", bold=True)],
        [],
    ]
    if not kinds:
        lines.append([Words("  There are no values of any other kind either.", "text")])
    names = {kind: escape(kind) for kind in sorted(kinds)}
    width = max((cell_width(name) for name in names.values()), default=0) + 2
    for kind, name in names.items():
        tags = kinds[kind]
        series = "1 series" if tags == 1 else f"{format_count(tags)} series"
        name_cells = pad(name, max(LEAST_NAME_WIDTH, width))
        lines.append([Words(f"  {name_cells}", "text"), Words(series, "muted")])
    lines += [[], _files_read(store)]
    return [*lines, *_problems(store), *_how_to_write(values, calls), *_still_looking()]


def nothing_matches(pattern: str) -> list[Line]:
    """Say that the filter lets no tag through."""
    return [
        [],
        [
            Words("  No tag matches ", "text"),
            Words(f"/{escape(pattern)}", "accent"),
            Words("   Esc clears the filter", "faint"),
        ],
    ]


def no_run_shown(pattern: str = "") -> list[Line]:
    """Say that all runs are hidden, or that the filter lets none through."""
    if pattern:
        return [
            [],
            [
                Words("  No run matches ", "text"),
                Words(f"/{escape(pattern)}", "accent"),
                Words("   Esc clears the filter", "faint"),
            ],
        ]
    return [
        [],
        [Words("  No run is shown", "text"), Words("   a in the list shows all", "faint")],
    ]


def _files_read(store: Store) -> Line:
    files = store.progress.files
    scanned = "1 file" if files == 1 else f"{format_count(files)} files"
    return [Words("  read       ", "faint"), Words(f"{scanned} named *tfevents*", "text")]


def _problems(store: Store) -> list[Line]:
    """Point to what could not be read, which may be why nothing is shown."""
    if not store.problems:
        return []
    count = format_count(len(store.problems))
    return [[Words("  problems   ", "faint"), Words(f"{count}, listed by !", "warning")]]


def _how_to_write(values: str, calls: WriterCalls) -> list[Line]:
    lines: list[Line] = [[], [Words(f"  These calls write {values}:", "muted")]]
    for library, code in calls:
        lines.append([])
        lines.append([Words(f"  {library}", "accent", bold=True)])
        lines.extend([Words(f"    {line}", "text")] for line in code)
    return lines


def _still_looking() -> list[Line]:
    return [[], [Words("  tbtui keeps looking; new runs appear by themselves.", "faint")]]
