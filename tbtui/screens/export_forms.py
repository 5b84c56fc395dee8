"""What can be written of the chart in focus, and in which form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tbtui.plot.text import escape

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.store.series import ScalarSeries
    from tbtui.widgets.chart_painter import ChartPainter
    from tbtui.widgets.chart_scene import ChartScene

TEXT_WIDTH, TEXT_HEIGHT = 100, 30
"""Cells of a picture of text: what a letter or an issue has room for."""


@dataclass(frozen=True)
class ExportForm:
    """One way to write a chart to a file.

    Attributes
    ----------
    label : str
        What is written.
    detail : str
        Its columns or its looks.
    file_name : str
    blocks : callable
        Returns the text. What is lazy about it may be read in another thread.
    """

    label: str
    detail: str
    file_name: str
    blocks: Callable[[], Iterable[str]]


def export_forms(
    scene: ChartScene, chart: str, painter: ChartPainter, theme: Theme
) -> list[ExportForm]:
    """Return the ways to write a chart, none where it has no points."""
    from tbtui.commands import chart_points
    from tbtui.commands.new_file import file_name_for

    series = list(_series_of(scene, chart))
    if not series:
        return []
    of_reference = [one for one in series if one.run == scene.reference_run]
    single = next(iter([*of_reference, *series]))
    title = scene.title(chart)
    stem = file_name_for(title)
    stem_of_one = file_name_for(f"{single.tag}-{single.run}")
    name = escape(single.run, 40)
    tags = {one.tag for one in series}
    if len(tags) > 1:
        name = f"{name}, {escape(single.tag, 40)}"
    all_runs = "1 run" if len(series) == 1 else f"{len({one.run for one in series}):,} runs"
    return [
        ExportForm(
            f"points of {all_runs}, CSV",
            "run,tag,step,wall_time,value,superseded",
            f"{stem}.csv",
            lambda: chart_points.long_csv(series),
        ),
        ExportForm(
            f"points of {all_runs}, JSON",
            '[{"run", "tag", "points": [[wall_time, step, value], …]}, …]',
            f"{stem}.json",
            lambda: chart_points.points_json(series),
        ),
        ExportForm(
            f"points of {name}, CSV",
            "as TensorBoard: Wall time,Step,Value",
            f"{stem_of_one}.csv",
            lambda: chart_points.tensorboard_csv(single),
        ),
        ExportForm(
            f"points of {name}, JSON",
            "as TensorBoard: [[wall_time, step, value], …]",
            f"{stem_of_one}.json",
            lambda: chart_points.tensorboard_json(single),
        ),
        ExportForm(
            "picture, SVG",
            "as on the screen, for documents",
            f"{stem}.svg",
            lambda: [_svg(scene, chart, painter, theme)],
        ),
        ExportForm(
            "picture, text",
            f"{TEXT_WIDTH}×{TEXT_HEIGHT} cells without colours, for mails and logs",
            f"{stem}.txt",
            lambda: [_text(scene, chart, painter, theme)],
        ),
    ]


def _series_of(scene: ChartScene, chart: str) -> Iterator[ScalarSeries]:
    """Yield every series of a chart once, tag after tag."""
    definition = scene.definition(chart)
    margins = (tag for one in definition.margins for tag in (one.value, one.lower, one.upper))
    for tag in dict.fromkeys((*definition.tags, *margins)):
        for run in scene.runs:
            series = run.scalars.get(tag)
            if series is not None and len(series):
                yield series


def _svg(scene: ChartScene, chart: str, painter: ChartPainter, theme: Theme) -> str:
    from tbtui.plot.svg import chart_svg

    parts = painter.parts(scene, chart)
    return chart_svg(
        parts.lines,
        parts.bands,
        parts.options,
        theme,
        title=scene.title(chart),
        named=parts.named,
    )


def _text(scene: ChartScene, chart: str, painter: ChartPainter, theme: Theme) -> str:
    from tbtui.commands.chart_picture import picture_text

    parts = painter.parts(scene, chart)
    return picture_text(
        scene.title(chart), parts.named, parts.bands, parts.options, theme, TEXT_WIDTH, TEXT_HEIGHT
    )
