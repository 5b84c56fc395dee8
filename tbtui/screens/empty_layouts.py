"""What the Custom scalars dashboard says while it has no charts, or not all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.screens.layout_reading import Layouts

MOST_PROBLEMS = 10

WRITERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "PyTorch",
        (
            'layout = {"Losses": {"loss": ["Multiline", ["loss/train", "loss/val"]]}}',
            "writer.add_custom_scalars(layout)",
        ),
    ),
    (
        "TensorFlow",
        (
            "from tensorboard.plugins.custom_scalar import layout_pb2, summary",
            'lines = layout_pb2.MultilineChartContent(tag=["loss/.*"])',
            'chart = layout_pb2.Chart(title="loss", multiline=lines)',
            'losses = layout_pb2.Category(title="Losses", chart=[chart])',
            "event_writer.add_summary(summary.pb(layout_pb2.Layout(category=[losses])))",
        ),
    ),
)


def problem_lines(problems: Sequence[str], most: int) -> list[Line]:
    """Say which layouts cannot be read.

    Parameters
    ----------
    problems : sequence of str
        Not escaped.
    most : int
        Lines; when there are more problems, the last line says how many more.
    """
    lines = [_problem_line(problem) for problem in problems[:most]]
    more = len(problems) - most
    if more > 0:
        lines[-1] = [*lines[-1], Words(f"  and {more:,} more", "faint")]
    return lines


def _problem_line(problem: str) -> Line:
    return [Words(f" {symbols().warning} ", "warning"), Words(escape(problem), "muted")]


def no_layout(layouts: Layouts) -> list[Line]:
    """Say that there are no charts, why, and which calls make some."""
    title = "  These layouts cannot be read" if layouts.problems else "  No layout has any charts"
    lines: list[Line] = [[], [Words(title, "strong", bold=True)], []]
    lines += problem_lines(layouts.problems, MOST_PROBLEMS)
    lines += [[], [Words("  These calls write layouts:", "muted")]]
    for library, calls in WRITERS:
        lines.append([])
        lines.append([Words(f"  {library}", "accent", bold=True)])
        lines.extend([Words(f"    {call}", "text")] for call in calls)
    return lines


def nothing_matches(pattern: str) -> list[Line]:
    """Say that the filter lets no chart through."""
    return [
        [],
        [
            Words("  No chart matches ", "text"),
            Words(f"/{escape(pattern)}", "accent"),
            Words("   Esc clears the filter", "faint"),
        ],
    ]
