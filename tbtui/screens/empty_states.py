"""What a dashboard says while there is nothing to draw: why, and how to change that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_count
from tbtui.plot.text import escape
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.store.store import Store

WRITERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "PyTorch",
        (
            "from torch.utils.tensorboard import SummaryWriter",
            'writer = SummaryWriter("runs/first")',
            'writer.add_scalar("train/loss", loss, step)',
        ),
    ),
    (
        "TensorFlow",
        (
            'writer = tf.summary.create_file_writer("runs/first")',
            "with writer.as_default():",
            '    tf.summary.scalar("train/loss", loss, step=step)',
        ),
    ),
    (
        "Keras",
        (
            'board = keras.callbacks.TensorBoard("runs/first")',
            "model.fit(x, y, callbacks=[board])",
        ),
    ),
    (
        "Lightning",
        (
            'Trainer(logger=TensorBoardLogger("runs"))',
            'self.log("train/loss", loss)',
        ),
    ),
)


def looking(paths: Sequence[str]) -> list[Line]:
    """Say that event files are being looked for."""
    return [
        [],
        [Words("  looking for event files …", "text")],
        *[[Words(f"  {escape(path)}", "faint")] for path in paths],
    ]


def no_event_files(paths: Sequence[str], store: Store) -> list[Line]:
    """Say where event files were looked for, and which calls write them."""
    files = store.progress.files
    scanned = "1 file" if files == 1 else f"{format_count(files)} files"
    lines: list[Line] = [
        [],
        [Words("  No event files were found", "strong", bold=True)],
        [],
        [Words("  searched   ", "faint"), Words(escape(paths[0]) if paths else "", "text")],
        *[[Words(f"             {escape(path)}", "text")] for path in paths[1:]],
        [Words("  read       ", "faint"), Words(f"{scanned} named *tfevents*", "text")],
    ]
    return [*lines, *_problems(store), *_how_to_write(), *_still_looking()]


def no_scalars(store: Store) -> list[Line]:
    """Say which kinds of value the runs hold instead of scalars."""
    kinds: dict[str, int] = {}
    for run in store.runs:
        for kind, _ in run.indexed:
            kinds[kind] = kinds.get(kind, 0) + 1
    count = len(store.runs)
    runs = "1 run holds" if count == 1 else f"{format_count(count)} runs hold"
    lines: list[Line] = [
        [],
        [Words(f"  {runs} no scalars", "strong", bold=True)],
        [],
    ]
    if not kinds:
        lines.append([Words("  There are no values of any other kind either.", "text")])
    for kind, tags in sorted(kinds.items()):
        series = "1 series" if tags == 1 else f"{format_count(tags)} series"
        lines.append([Words(f"  {escape(kind):<14}", "text"), Words(series, "muted")])
    return [*lines, *_problems(store), *_how_to_write(), *_still_looking()]


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


def _problems(store: Store) -> list[Line]:
    """Point to what could not be read, which may be why nothing is shown."""
    if not store.problems:
        return []
    count = format_count(len(store.problems))
    return [[Words("  problems   ", "faint"), Words(f"{count}, listed by !", "warning")]]


def _how_to_write() -> list[Line]:
    lines: list[Line] = [[], [Words("  These calls write scalars:", "muted")]]
    for library, calls in WRITERS:
        lines.append([])
        lines.append([Words(f"  {library}", "accent", bold=True)])
        lines.extend([Words(f"    {call}", "text")] for call in calls)
    return lines


def _still_looking() -> list[Line]:
    return [[], [Words("  tbtui keeps looking; new runs appear by themselves.", "faint")]]
