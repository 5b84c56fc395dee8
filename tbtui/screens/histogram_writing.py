"""Keys that copy, write and describe what a card shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.histograms_base import HistogramsBase
from tbtui.widgets.styling import theme_of

if TYPE_CHECKING:
    from tbtui.widgets.card_series import CardSeries

NOTHING = "This card has no histograms"


class HistogramWriting(HistogramsBase):
    """The part of the dashboard that answers these keys."""

    def _marked(self) -> list[tuple[CardSeries, int]]:
        """Return each series of the card in focus, and which of its histograms is looked at."""
        step = self.histograms.step
        return [
            (one, len(one.steps) - 1 if step is None else one.place_of(step))
            for one in self.cards.series_of_focused()
        ]

    def action_copy(self) -> None:
        """Copy what the marked step holds, or the last one."""
        from tbtui.screens.histogram_text import buckets_text, percentiles_text

        marked = self._marked()
        if not marked:
            self.tell(NOTHING)
            return
        written = percentiles_text if self.shows_percentiles else buckets_text
        text = written(marked)
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        what = "percentiles" if self.shows_percentiles else "buckets"
        message = f"Copied the {what} of {escape(marked[0][0].tag, 60)}"
        if path is not None:
            message += f"; also in {escape(with_tilde(path))}"
        self.tell(message)

    @property
    def shows_percentiles(self) -> bool:
        """Whether the cards show percentiles instead of buckets."""
        return False

    def action_export(self) -> None:
        """Write the histograms of the card in focus to a file."""
        from tbtui.screens.export import ExportScreen
        from tbtui.screens.histogram_export import histogram_export_forms

        scene = self.card_scene
        if scene.focused is None or not self.cards.series_of_focused():
            self.tell(NOTHING)
            return
        forms = histogram_export_forms(
            scene, scene.focused, self.cards.histogram_painter, theme_of(self)
        )
        self.app.push_screen(ExportScreen(scene.title(scene.focused), forms))

    def action_card_details(self) -> None:
        """Show the statistics of the marked step, and how they changed."""
        from tbtui.screens.histogram_details import HistogramDetailsScreen

        marked = self._marked()
        if not marked:
            self.tell(NOTHING)
            return
        traces = self.cards.histogram_painter.traces
        found = [self.findings.of(one.run, one.tag) for one, _ in marked]
        self.app.push_screen(HistogramDetailsScreen(marked, traces, found))
