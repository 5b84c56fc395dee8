"""What the Graph tab says and which colours it has, made of what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.flow.coloring import Amounts
from tbtui.analysis.graph.comparison import Comparison, Status
from tbtui.analysis.graph.sources import graph_title
from tbtui.plot.flow_boxes import Look
from tbtui.plot.graph_colors import (
    LegendRow,
    legend_of_amounts,
    legend_of_categories,
    looks_of_amounts,
    looks_of_categories,
)
from tbtui.plot.numbers import format_bytes, format_count
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.plot.theme import Theme
from tbtui.screens import empty_states
from tbtui.screens.graph_state import ColorBy, Trace
from tbtui.screens.writer_calls import GRAPHS
from tbtui.widgets.graph_columns import format_microseconds
from tbtui.widgets.graph_lines import Choice
from tbtui.widgets.graph_scene import GraphScene
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.screens.graph import GraphScreen

_LONGEST = 60
_WORTH_SAYING = 2.0
"""Seconds of waiting from which their number is said."""


def notice_of(screen: GraphScreen) -> list[Line]:
    """Say why there is no graph to be seen."""
    session, store = screen.session, screen.session.store
    source = screen.state.source
    if source is not None:
        name = escape(graph_title(source), _LONGEST)
        if screen.trouble:
            return [
                [],
                [Words(f"  {name} cannot be shown", "strong", bold=True)],
                [],
                [Words(f"  {escape(screen.trouble)}", "error")],
                [],
                [Words("  O chooses another graph", "faint")],
            ]
        size = "" if source.entry is None else f", {format_bytes(source.entry.length)}"
        waited = screen.waited_seconds
        seconds = f"   {waited:.0f} s" if waited >= _WORTH_SAYING else ""
        return [[], [Words(f"  loading {name}{size} {symbols().ellipsis}{seconds}", "text")]]
    if store is None or not (store.runs or store.scanned):
        return empty_states.looking(session.paths)
    if not store.runs:
        return empty_states.no_event_files(session.paths, store, "graphs", GRAPHS)
    if store.progress.loading:
        return empty_states.looking(session.paths)
    return empty_states.no_values(store, "graphs", GRAPHS)


def choices_of(screen: GraphScreen) -> list[Choice]:
    """Say what was chosen, what matters most first."""
    state, facts = screen.state, screen.facts
    source = state.source
    if source is None:
        return []
    choices = [Choice("", f"{escape(source.run, _LONGEST)}")] if source.run else []
    choices.append(Choice("", escape(graph_title(source), _LONGEST)))
    choices.append(Choice("", source.type.value))
    if facts is None:
        return choices
    graph = facts.graph
    nodes = len((screen.alone or facts).graph.nodes.names)
    choices.append(Choice("nodes", format_count(nodes)))
    if graph.content.notes:
        count = len(graph.content.notes)
        more = f" (+{count - 1})" if count > 1 else ""
        note = escape(graph.content.notes[0], _LONGEST)
        choices.append(Choice(symbols().warning, f"{note}{more}"))
    if state.other is not None:
        found = "" if screen.comparison is None else f"  {_counts(screen.comparison)}"
        other = escape(state.other.run or graph_title(state.other), _LONGEST)
        choices.append(Choice("compared with", f"{other}{found}"))
    if state.trace is not Trace.NOTHING:
        name = escape(graph.labels[state.traced], _LONGEST)
        choices.append(Choice("traced", f"{state.trace.value} of {name}"))
    if state.profile is not None:
        choices.append(Choice("profile", escape(graph_title(state.profile), _LONGEST)))
    elif screen.profiles:
        choices.append(Choice("profile", f"none of {len(screen.profiles)}"))
    choices.append(Choice("colour", state.color_by.value))
    costs = facts.costs
    if costs is not None and costs.unmatched:
        named = costs.matched + costs.unmatched
        choices.append(Choice("names of the profile", f"{costs.matched} of {named} found"))
    return choices


def _counts(comparison: Comparison) -> str:
    changed = len(comparison.changes)
    return f"+{len(comparison.added)} -{len(comparison.removed)} ~{changed}"


def scene_of(
    screen: GraphScreen, theme: Theme
) -> tuple[GraphScene, str, Sequence[LegendRow], Callable[[int], Look]]:
    """Return what the tree shows, the legend, and the looks of boxes in the flow."""
    facts, comparison = screen.facts, screen.comparison
    assert facts is not None
    look, rows = _colors(screen, theme)
    status = None if comparison is None else comparison.status_after
    inputs, outputs = screen.traces
    scene = GraphScene(facts, look, status, inputs, outputs, screen.hits)
    return scene, screen.state.color_by.value, rows, _looks_in_flow(scene, theme)


def _looks_in_flow(scene: GraphScene, theme: Theme) -> Callable[[int], Look]:
    """Let differences go before colours."""
    own = scene.look

    def look(item: int) -> Look:
        plain = Look() if own is None else own(item)
        if scene.status is None or not item < len(scene.status):
            return plain
        if scene.status[item] == Status.SAME:
            return plain._replace(is_faded=True)
        mark, ink = scene.status_mark(item, theme)
        return Look(ink=ink, mark=mark)

    return look


def _colors(
    screen: GraphScreen, theme: Theme
) -> tuple[Callable[[int], Look] | None, Sequence[LegendRow]]:
    colored = screen.colored
    if colored is None or colored[0] is not screen.state.color_by:
        return None, ()
    color_by, found = colored
    if isinstance(found, Amounts):
        write = format_microseconds if color_by is ColorBy.TIME else _write_bytes
        return looks_of_amounts(found, theme), legend_of_amounts(found, theme, write)
    if not found.categories or not np.any(found.codes >= 0):
        return None, ()
    rows = legend_of_categories(found, theme)
    rows.sort(key=lambda row: -row.members)
    return looks_of_categories(found, theme), rows


def _write_bytes(value: float) -> str:
    return format_bytes(round(value))
