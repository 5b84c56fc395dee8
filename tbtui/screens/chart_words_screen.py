"""What the chart in focus shows, in words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_step
from tbtui.plot.text import escape
from tbtui.screens.text_dialog import Paragraph, TextDialog

if TYPE_CHECKING:
    from tbtui.analysis.description import SeriesDescription
    from tbtui.widgets.chart_scene import ChartScene

LONGEST_NAME = 300
DESCRIBED_AT_ONCE = 30
"""Series that take less time than a key press may."""

TagDescription = tuple[str, "list[tuple[str, SeriesDescription]]"]


class ChartWordsScreen(TextDialog):
    """Says where each curve goes, its extremes, its gaps and what is no number.

    Parameters
    ----------
    scene : ChartScene
    chart : str
        It has points.
    """

    def __init__(self, scene: ChartScene, chart: str) -> None:
        super().__init__("Chart in words")
        self._scene, self._chart = scene, chart
        # Lines with margins are not smoothed.
        self._smoothing = described_smoothing(scene) if scene.definition(chart).tags else 0.0
        self._described: list[TagDescription] = []
        self._waiting = len(scene.runs) * len(scene.definition(chart).tags)
        if self._waiting <= DESCRIBED_AT_ONCE:
            self._describe()

    def _describe(self) -> None:
        self._described = list(describe_chart(self._scene, self._chart))
        self._waiting = 0

    async def on_mount(self) -> None:
        """Describe many curves in another thread, and say so meanwhile."""
        if self._waiting:
            await asyncio.to_thread(self._describe)
            self.show_paragraphs()

    def text_to_copy(self) -> str:
        """Return what ``tbtui plot --describe`` would print, not broken into lines."""
        from tbtui.plot.chart_words import chart_words

        parts = (chart_words(tag, runs, self._smoothing) for tag, runs in self._described)
        return "\n".join(parts)

    def paragraphs(self) -> Sequence[Paragraph]:
        """Return a heading and an overview for each tag, then each run below its name."""
        from tbtui.plot.chart_words import chart_words, series_words

        if self._waiting:
            return [Paragraph(f"describing {format_step(self._waiting)} curves …", "muted")]
        found: list[Paragraph] = []
        for tag, runs in self._described:
            overview = chart_words(tag, runs, self._smoothing).split("\n", 1)[0]
            heading = escape(tag, LONGEST_NAME)
            if found:
                found.append(Paragraph(""))
            found.append(Paragraph(heading, "strong", bold=True))
            found.append(Paragraph(overview.removeprefix(f"{escape(tag)}: ")))
            for name, description in runs:
                count = format_step(description.point_count)
                points = "point" if description.point_count == 1 else "points"
                words = series_words(description)
                found.append(Paragraph(""))
                found.append(
                    Paragraph(f"  {escape(name, LONGEST_NAME)} · {count} {points}", "accent")
                )
                found.append(Paragraph(f"  {words[:1].upper()}{words[1:]}"))
        return found


def described_smoothing(scene: ChartScene) -> float:
    """Return the weight by which values are smoothed before they are described.

    They are described as they are drawn where they are smoothed as in TensorBoard; for the other
    smoothers, which look ahead, as they were logged.
    """
    settings = scene.settings
    return settings.smoothing if settings.smoother == "exponential" else 0.0


def describe_chart(scene: ChartScene, chart: str) -> Iterator[TagDescription]:
    """Yield the tags of a chart with the facts about each shown run that has it."""
    from tbtui.analysis.description import describe_series

    smoothing = described_smoothing(scene)
    definition = scene.definition(chart)
    margins = (margin.value for margin in definition.margins)
    for tag in dict.fromkeys((*definition.tags, *margins)):
        series = [run.scalars[tag] for run in scene.runs if tag in run.scalars]
        # As they are drawn, lines with margins are not smoothed.
        weight = smoothing if tag in definition.tags else 0.0
        described = [(one.run, describe_series(one.view(), weight)) for one in series]
        if described:
            yield tag, described
