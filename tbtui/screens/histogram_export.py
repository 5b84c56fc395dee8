"""What can be written of the card in focus, and in which form."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.export_forms import TEXT_HEIGHT, TEXT_WIDTH, ExportForm

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.histogram_painter import HistogramPainter
    from tbtui.widgets.histogram_scene import HistogramScene


def histogram_export_forms(
    scene: HistogramScene, chart: str, painter: HistogramPainter, theme: Theme
) -> list[ExportForm]:
    """Return the ways to write a card that has histograms."""
    from tbtui.commands.export_forms import FORMS
    from tbtui.commands.export_histograms import exported_histograms
    from tbtui.commands.new_file import file_name_for

    card = scene.cards[chart]
    runs = {run.name: run for run in scene.runs}
    indexed = [
        (one.run, runs[one.run].indexed["histograms", card.tag])
        for one in painter.series(scene, card)
    ]
    whose = escape(indexed[0][0], 40) if len(indexed) == 1 else f"{len(indexed):,} runs"
    stem = file_name_for(scene.title(chart))
    return [
        ExportForm(
            f"all buckets of {whose}, CSV",
            "run,tag,step,wall_time,left,right,count,superseded",
            f"{stem}.csv",
            lambda: exported_histograms(indexed, FORMS["csv"]),
        ),
        ExportForm(
            f"all buckets of {whose}, JSON Lines",
            '{"run", "tag", "step", "wall_time", "left", "right", "count", "superseded"} a line',
            f"{stem}.jsonl",
            lambda: exported_histograms(indexed, FORMS["jsonl"]),
        ),
        ExportForm(
            "picture, SVG",
            "as on the screen, for documents",
            f"{stem}.svg",
            lambda: [painter.svg(scene, chart, theme)],
        ),
        ExportForm(
            "picture, text",
            f"{TEXT_WIDTH}×{TEXT_HEIGHT} cells without colours, for mails and logs",
            f"{stem}.txt",
            lambda: [_text(scene, chart, painter)],
        ),
    ]


def _text(scene: HistogramScene, chart: str, painter: HistogramPainter) -> str:
    from tbtui.plot.ansi import to_ansi
    from tbtui.plot.ansi_themes import MONOCHROME

    inks = itertools.cycle(MONOCHROME.series)
    scene = replace(scene, colors=dict(zip(scene.cards[chart].runs, inks, strict=False)))
    drawn = painter.draw(scene, chart, TEXT_WIDTH, TEXT_HEIGHT, True, MONOCHROME)
    note = painter.note(scene, chart, TEXT_WIDTH, TEXT_HEIGHT)
    lines = [escape(scene.title(chart)), to_ansi(drawn.cells, color=False).rstrip(), note]
    return "\n".join(line for line in lines if line) + "\n"
