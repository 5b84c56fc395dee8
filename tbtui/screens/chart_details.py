"""All that is known about one chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbtui.plot.numbers import format_count, format_duration, format_step, format_wall_time
from tbtui.plot.text import escape
from tbtui.screens.text_dialog import Paragraph, TextDialog

if TYPE_CHECKING:
    from tbtui.store.run import Run
    from tbtui.widgets.chart_scene import ChartScene

MOST_RUNS_NAMED = 12
MOST_PROBLEMS = 20
LONGEST_NAME = 300


class ChartDetailsScreen(TextDialog):
    """Tags, descriptions, kinds, runs, points and problems of a chart.

    Parameters
    ----------
    scene : ChartScene
    chart : str
    """

    def __init__(self, scene: ChartScene, chart: str) -> None:
        super().__init__("Chart")
        self._scene = scene
        self._chart = chart

    def paragraphs(self) -> Sequence[Paragraph]:
        """Return the facts, tag after tag."""
        scene, chart = self._scene, self._chart
        definition = scene.definition(chart)
        margins = (tag for one in definition.margins for tag in (one.value, one.lower, one.upper))
        tags = tuple(dict.fromkeys((*definition.tags, *margins)))
        found: list[Paragraph] = []
        if tags != (chart,):
            found.append(_heading(scene.title(chart)))
            found.append(_fact("tags", format_count(len(tags))))
            found.append(Paragraph(""))
        found += [Paragraph(escape(message), "warning") for message in definition.messages]
        if definition.messages:
            found.append(Paragraph(""))
        for tag in tags:
            found += facts_of_tag(tag, scene.runs)
            found.append(Paragraph(""))
        problems = [problem for run in scene.runs for problem in run.problems]
        if problems:
            found.append(Paragraph("PROBLEMS OF THESE RUNS", "faint", bold=True))
        for problem in problems[:MOST_PROBLEMS]:
            place = f"{escape(problem.file)} at byte {format_step(problem.offset)}"
            found.append(Paragraph(f"  {place}: {escape(problem.reason)}", "warning"))
        if len(problems) > MOST_PROBLEMS:
            more = format_step(len(problems) - MOST_PROBLEMS)
            found.append(Paragraph(f"  and {more} more; ! lists all", "muted"))
        while found and not found[-1].text:
            found.pop()
        return found


def facts_of_tag(tag: str, runs: Sequence[Run]) -> list[Paragraph]:
    """Return what is known about a tag in some runs."""
    having = [run for run in runs if tag in run.scalars]
    return [
        _heading(tag),
        *_names(tag, having),
        *_points(tag, having),
        _fact("runs", _runs(having, len(runs))),
        *_description(tag, having),
    ]


def _heading(text: str) -> Paragraph:
    return Paragraph(escape(text, LONGEST_NAME), "strong", bold=True)


def _fact(label: str, value: str, role: str = "text") -> Paragraph:
    return Paragraph(value, role, label=f"  {label}")


def _names(tag: str, runs: Sequence[Run]) -> Iterator[Paragraph]:
    """Say how writers call the tag, and of which plugin it is."""
    metadata = [run.metadata[tag] for run in runs if tag in run.metadata]
    names = {one.display_name.strip() for one in metadata} - {"", tag}
    if names:
        yield _fact("display name", ", ".join(escape(name, LONGEST_NAME) for name in sorted(names)))
    plugins = {one.plugin for one in metadata} - {""}
    if plugins:
        yield _fact("plugin", ", ".join(escape(plugin) for plugin in sorted(plugins)))
    kinds = {kind for run in runs for kind, other in run.indexed if other == tag}
    if kinds:
        yield _fact("also has", ", ".join(escape(kind) for kind in sorted(kinds)))


def _points(tag: str, runs: Sequence[Run]) -> Iterator[Paragraph]:
    """Say how many points there are, from where to where, and what is odd among them."""
    from tbtui.analysis.statistics import describe

    described = [describe(run.scalars[tag].view()) for run in runs]
    yield _fact("points", format_step(sum(one.point_count for one in described)))
    first_steps = [one.first_step for one in described if one.first_step is not None]
    last_steps = [one.last_step for one in described if one.last_step is not None]
    if not (first_steps and last_steps):
        return
    yield _fact("steps", f"{format_step(min(first_steps))} to {format_step(max(last_steps))}")
    began = min(one.first_wall_time for one in described if one.first_wall_time is not None)
    ended = max(one.last_wall_time for one in described if one.last_wall_time is not None)
    yield _fact("time", f"{format_wall_time(began)} to {format_wall_time(ended)}")
    yield _fact("duration", format_duration(ended - began))
    restarts = sum(max(0, one.lives - 1) for one in described)
    if restarts:
        yield _fact("restarts", format_step(restarts), "warning")
    for label, count in (
        ("NaN", sum(one.nan for one in described)),
        ("infinite", sum(one.positive_infinity + one.negative_infinity for one in described)),
    ):
        if count:
            yield _fact(label, f"{format_step(count)} values", "warning")


def _runs(having: Sequence[Run], shown: int) -> str:
    """Count and name the runs that have a tag."""
    names = [escape(run.name, LONGEST_NAME) for run in having[:MOST_RUNS_NAMED]]
    if len(having) > MOST_RUNS_NAMED:
        names.append(f"and {format_step(len(having) - MOST_RUNS_NAMED)} more")
    return f"{format_step(len(having))} of {format_step(shown)} shown: {', '.join(names)}"


def _description(tag: str, runs: Sequence[Run]) -> Iterator[Paragraph]:
    from tbtui.analysis.tag_descriptions import description_lines

    for index, line in enumerate(description_lines(tag, runs)):
        if index == 0:
            yield Paragraph("")
        yield Paragraph(f"  {escape(line)}")
