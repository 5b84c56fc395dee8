"""Keys that make a chart of several tags."""

from __future__ import annotations

from collections.abc import Sequence

from tbtui.plot.text import escape
from tbtui.screens.charts_base import ChartsBase
from tbtui.screens.combined_charts import (
    CombinedDraft,
    combined_name,
    combined_pattern,
    printable_pieces,
)
from tbtui.widgets.combine_bar import CombineBar

_MOST_NAMED = 6
_LONGEST_PATTERN = 80


class CombineActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys.

    While a pattern is being typed, the chart in focus shows what its chart will show.
    """

    @property
    def combine_bar(self) -> CombineBar:
        """The line in which a pattern is typed."""
        return self.query_one(CombineBar)

    def action_combine(self) -> None:
        """Type the pattern of a new chart, or of the combined chart in focus."""
        chart = self.state.focused
        if chart is None:
            return
        if self.state.draft is None:
            self.state.choose(chart)
            self.state.unfold(chart)
            pattern = combined_pattern(chart)
            if pattern is None:
                pattern = _pattern_for(chart)
            self.state.draft = CombinedDraft(chart, pattern)
            self.combine_bar.open(pattern)
        self.set_focus(self.combine_bar.input)
        self._show_draft()

    def on_combine_bar_typed(self, event: CombineBar.Typed) -> None:
        """Show what the chart of another pattern would show."""
        if self.state.draft is not None:
            self.state.draft.type(event.pattern)
            self._show_draft()

    def action_combine_keep(self) -> None:
        """Keep the chart; without a pattern, have it no more."""
        draft = self.state.draft
        if draft is None or draft.wrong:
            return
        edited = combined_pattern(draft.chart)
        if not draft.pattern:
            self._leave_draft()
            if edited is not None:
                self._remove(edited)
            return
        if draft.definition(self.listing.tags, len(self.listing.shown)) is None:
            return
        self._leave_draft()
        chart = self.state.combined.keep(draft.pattern, edited)
        if edited is not None:
            self.state.pinned.rename(draft.chart, chart)
            self.state.axes.rename(draft.chart, chart)
        self.synchronise()
        self.state.choose(chart)
        self.state.unfold(chart)
        self.synchronise()

    def action_combine_leave(self) -> None:
        """Leave everything as it was."""
        self._leave_draft()
        self.synchronise()

    def action_back(self) -> None:
        """Stop combining, wherever the focus is, before backing out of anything else."""
        if self.state.draft is not None:
            self.action_combine_leave()
        else:
            super().action_back()

    def _remove(self, pattern: str) -> None:
        self.state.combined.remove(pattern)
        if combined_name(pattern) in self.state.pinned.names:
            self.state.pinned.toggle(combined_name(pattern))
        self.synchronise()
        self.tell(f"Removed the chart of {escape(pattern, 60)}")

    def _leave_draft(self) -> None:
        self.state.draft = None
        bar = self.combine_bar
        had_focus = bar.input.has_focus
        bar.display = False
        if had_focus:
            self.set_focus(self.charts)

    def _show_draft(self) -> None:
        self.synchronise()
        draft = self.state.draft
        if draft is None:
            return
        if draft.wrong:
            self.combine_bar.tell(escape(draft.wrong), wrong=True)
            return
        definition = draft.definition(self.listing.tags, len(self.listing.shown))
        tags = () if definition is None else definition.tags
        self.combine_bar.tell(_hint(draft, tags), wrong=False)


def _hint(draft: CombinedDraft, tags: Sequence[str]) -> str:
    """Say what the chart will show."""
    if not draft.pattern:
        removes = combined_pattern(draft.chart) is not None
        return "Enter removes this chart" if removes else "type words of the tags"
    if not tags:
        return "no tag"
    named = ", ".join(escape(tag, _LONGEST_PATTERN) for tag in tags[:_MOST_NAMED])
    more = ", …" if len(tags) > _MOST_NAMED else ""
    return f"{len(tags)} {'tag' if len(tags) == 1 else 'tags'}: {named}{more}"


def _pattern_for(tag: str) -> str:
    """Return a pattern for all tags that end like this one, without what acts on a terminal."""
    from tbtui.analysis.filters import FilterError, matcher

    name = (tag.rpartition("/")[2] or tag)[:_LONGEST_PATTERN]
    name = max(printable_pieces(name), key=len)
    try:
        is_plain = matcher(name)(tag)
    except FilterError:
        is_plain = False
    # What looks like an operator of the language, or like an expression, has to be quoted.
    return name if is_plain else f'"{name}"'
