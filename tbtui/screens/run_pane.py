"""The list of runs with its title and its filter: what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.bindings import Where
from tbtui.plot.numbers import format_duration, format_value
from tbtui.plot.text import escape
from tbtui.screens.charts_base import ChartsBase
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.pane_title import PaneTitle
from tbtui.widgets.run_list import RunRows
from tbtui.widgets.run_marks import any_mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tbtui.analysis.training_state import TrainingState
    from tbtui.screens.catalogue import Catalogue
    from tbtui.store.run import Run

RUN_SYNTAX = "a b  a|b  -a  a*  loss<.2"
TAG_SYNTAX = "a b  a|b  -a  a*  /regex/"
STATES_INTERVAL = 2.0
"""Seconds between two looks at the states of runs while logs are read for the first time."""


class RunPane(ChartsBase):
    """The part of a dashboard of charts that keeps its list of runs up to date."""

    if TYPE_CHECKING:
        catalogue: Catalogue

    scene = ChartScene()
    """What the charts showed last."""
    listed_by: str | None = None
    """The tag by whose last values runs are sorted and picked."""
    training: dict[str, TrainingState] = {}  # noqa: RUF012 - replaced, never changed
    """What each run is doing."""
    _training_of: tuple[Run, ...] = ()
    _training_looked_at = 0.0

    @property
    def focused_tag(self) -> str | None:
        """The tag whose last values the list shows: of the chart in focus, its first."""
        chart = self.state.focused
        if chart is None:
            return None
        definition = self.scene.definitions.get(chart)
        if definition is None:
            return chart if chart in self.listing.tags else None
        return definition.value_tags[0] if definition.value_tags else None

    def time_passed(self) -> None:
        """Let the header and the list say what is true now."""
        super().time_passed()
        if self.is_mounted:
            self.look_at_training(always=True)
            self.show_runs()

    def look_at_training(self, *, always: bool = False) -> None:
        """Find out what each run is doing, unless that was done a moment ago."""
        store, now = self.session.store, self.session.clock()
        if store is None:
            return
        # What was read last must count: nothing may come after it for a long time.
        has_read_all = not store.progress.loading
        is_due = has_read_all or abs(now - self._training_looked_at) >= STATES_INTERVAL
        if not (always or is_due or store.runs is not self._training_of):
            return
        self.training = self.session.training_states.states(store.runs, now)
        self._training_of, self._training_looked_at = store.runs, now

    def show_runs(self) -> None:
        """Pass the runs on to the list and its title."""
        listing = self.listing
        training = self.training
        self.run_list.show(
            RunRows(
                names=listing.listed,
                is_shown=self.session.selection.is_shown,
                color=self._color_of_runs(),
                last_value=self._last_value,
                mark=lambda name: mark_of(training.get(name)),
                pace=self._pace,
                has_marks=any_mark(training.values()),
                has_paces=any(state.state.value == "running" for state in training.values()),
                emphasised=self.state.runs.emphasised.intersection(listing.listed),
            )
        )

    def show_titles(self) -> None:
        """Say how many runs and tags there are, and what decides that."""
        state, listing, pane = self.state, self.listing, self.focused_pane
        runs = f"{len(listing.shown):,}/{len(listing.runs) - len(listing.folded):,}"
        tag = self.listed_by
        self.query_one("#runs-title", PaneTitle).show(
            runs,
            "" if self._is_open("run-filter") else state.run_filter,
            pane is Where.RUNS,
            note="" if self._is_open("run-limit") else self._run_note(tag and escape(tag)),
        )
        tags = f"{len(listing.listed_tags):,}"
        if state.tag_filter:
            tags += f"/{listing.tag_count:,}"
        title = self.query_one("#tags-title", PaneTitle)
        pattern = "" if self._is_open("tag-filter") else state.tag_filter
        title.show(tags, pattern, pane is Where.TAGS)

    def _run_note(self, tag: str | None) -> str:
        """Say what decides which runs are listed."""
        folded = len(self.listing.folded)
        note = self.state.runs.note(tag)
        return note or (f"{folded:,} folded" if folded else "")

    def show_filters(self) -> None:
        """Say what is wrong with a filter, or what can be typed."""
        runs, tags = self.catalogue.run_filter, self.catalogue.tag_filter
        for field in self.query(FilterInput):
            if field.display:
                hint = self.query_one(f"#{field.id}-hint", FilterHint)
                if field.id == "run-filter":
                    field.set_class(runs.broken, "-wrong")
                    hint.show(RUN_SYNTAX, runs.trouble)
                elif field.id == "tag-filter":
                    field.set_class(tags.broken, "-wrong")
                    hint.show(TAG_SYNTAX, tags.trouble)

    def _is_open(self, field: str) -> bool:
        """Say whether a line is there in which something is typed: it needs no second place."""
        return bool(self.query_one(f"#{field}").display)

    def _color_of_runs(self) -> Callable[[str], str]:
        """Return what gives each run its colour: in a group, that of the group."""
        groups = self.state.grouping.groups(self.listing.shown) or {}
        own, of_group = self.session.color_of, self.session.colors.color
        return lambda name: of_group(groups[name]) if name in groups else own(name)

    def _pace(self, name: str) -> str:
        state, target = self.training.get(name), self.state.runs.target_step
        if state is None or state.state.value != "running":
            return ""
        eta = None if target is None else state.eta(target)
        if eta is not None:
            return f"{format_duration(eta)} left" if eta > 0 else ""
        return "" if state.steps_per_second is None else f"{format_value(state.steps_per_second)}/s"

    def _last_value(self, name: str) -> str:
        from tbtui.widgets.readout import last_value_text

        run, tag = self.listing.runs.get(name), self.focused_tag
        series = None if run is None or tag is None else run.scalars.get(tag)
        return "" if series is None else last_value_text(series)
