"""Which curves a chart shows: of one tag or several, of runs or groups of runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tbtui.analysis.tag_names import distinct_parts
from tbtui.plot.theme import dim
from tbtui.widgets.chart_scene import ChartScene

if TYPE_CHECKING:
    from tbtui.store.run import Run
    from tbtui.store.series import ScalarSeries

DIMMED = 0.75
"""How far the colours of other runs fade towards the background beside emphasised ones."""


@dataclass(frozen=True)
class Curve:
    """A line of a chart, and whose points it shows.

    Attributes
    ----------
    name : str
        The run or the group of runs.
    tag : str
    color : str
        As ``#rrggbb``.
    members : tuple of ScalarSeries
        One series, or those of a group.
    x_members : tuple of ScalarSeries
        Where x is a tag: its series for each of the members.
    is_group : bool
    label : str
        What the legend says; the name, and what tells the tag from others of its chart.
    pattern : int
        0 for a solid line; the other tags of a chart have dashes.
    front : bool
        Whether it is drawn above the others.
    faint : bool
        Whether it is only drawn as a background of others.
    margins : tuple of ScalarSeries, or None
        Lower and upper end of the band around it.
    """

    name: str
    tag: str
    color: str
    members: tuple[ScalarSeries, ...]
    x_members: tuple[ScalarSeries, ...] = ()
    is_group: bool = False
    label: str = ""
    pattern: int = 0
    front: bool = False
    faint: bool = False
    margins: tuple[ScalarSeries, ScalarSeries] | None = None

    @property
    def series(self) -> ScalarSeries:
        """The first, and for all but groups the only, series."""
        return self.members[0]

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tag, and those of the band around it."""
        return (self.tag, *(series.tag for series in self.margins or ()))

    @property
    def versions(self) -> tuple[tuple[int, int], ...]:
        """What changes when points are added to any series that the curve depends on."""
        all_series = self.members + self.x_members + (self.margins or ())
        return tuple([(id(series), series.version) for series in all_series])

    def __len__(self) -> int:
        return len(self.members[0]) if len(self.members) == 1 else sum(map(len, self.members))


def curves_of(scene: ChartScene, chart: str) -> tuple[Curve, ...]:
    """Return the curves of a chart in the order of runs, for each tag.

    Series without points, and those whose run lacks the tag that is x, are left out.
    """
    return tuple(_Curves(scene, chart).all())


class _Curves:
    """Puts together the curves of one chart."""

    def __init__(self, scene: ChartScene, chart: str) -> None:
        self.scene = scene
        self.definition = scene.definition(chart)
        settings = scene.settings
        self.x_tag = settings.x_tag if settings.horizontal == "tag" else None
        self.tag_labels = distinct_parts(self.definition.value_tags)
        # Tags of a single run would all have its colour, though none is needed to know the run.
        is_single = len(scene.runs) == 1 and len(self.tag_labels) > 1
        self.palette = scene.palette if is_single else ()

    def all(self) -> Iterator[Curve]:
        """Return the curves, those of faint members first."""
        for pattern, tag in enumerate(self.definition.tags):
            if self.scene.run_groups is None:
                yield from self._of_runs(tag, pattern)
            else:
                yield from self._of_groups(tag, pattern)
        for pattern, margin in enumerate(self.definition.margins):
            for run in self.scene.runs:
                lower, upper = run.scalars.get(margin.lower), run.scalars.get(margin.upper)
                # As in TensorBoard, there is no line without its margins.
                if lower is not None and upper is not None:
                    yield from self._of_run(run, margin.value, pattern, margins=(lower, upper))

    def _of_runs(self, tag: str, position: int) -> Iterator[Curve]:
        color, pattern = None, position
        if self.palette:
            pattern, place = divmod(position, len(self.palette))
            color = self.palette[place]
        for run in self.scene.runs:
            yield from self._of_run(run, tag, pattern, color=color)

    def _of_run(
        self,
        run: Run,
        tag: str,
        pattern: int,
        *,
        faint: bool = False,
        color: str | None = None,
        margins: tuple[ScalarSeries, ScalarSeries] | None = None,
    ) -> Iterator[Curve]:
        found = self._series(run, tag)
        if found is None:
            return
        series, x_members = found
        emphasised = self.scene.emphasised
        color = self.scene.colors[run.name] if color is None else color
        if emphasised and run.name not in emphasised:
            color = dim(color, self.scene.background, DIMMED)
        yield Curve(
            name=run.name,
            tag=tag,
            color=color,
            members=(series,),
            x_members=x_members,
            label=self._label(run.name, tag),
            pattern=pattern,
            front=run.name in emphasised,
            faint=faint,
            margins=margins,
        )

    def _of_groups(self, tag: str, pattern: int) -> Iterator[Curve]:
        groups: dict[str, list[Run]] = {}
        alone: list[Run] = []
        for run in self.scene.runs:
            group = (self.scene.run_groups or {}).get(run.name)
            if group is None:
                alone.append(run)
            else:
                groups.setdefault(group, []).append(run)
        if self.scene.settings.members:
            for group, runs in groups.items():
                for run in runs:
                    color = self.scene.colors[group]
                    yield from self._of_run(run, tag, pattern, faint=True, color=color)
        for group, runs in groups.items():
            yield from self._of_group(group, runs, tag, pattern)
        for run in alone:
            yield from self._of_run(run, tag, pattern)

    def _of_group(self, group: str, runs: list[Run], tag: str, pattern: int) -> Iterator[Curve]:
        found = [pair for run in runs if (pair := self._series(run, tag)) is not None]
        if not found:
            return
        emphasised = self.scene.emphasised
        in_front = any(run.name in emphasised for run in runs)
        color = self.scene.colors[group]
        if emphasised and not in_front:
            color = dim(color, self.scene.background, DIMMED)
        yield Curve(
            name=group,
            tag=tag,
            color=color,
            members=tuple(series for series, _ in found),
            x_members=tuple(x for _, all_x in found for x in all_x),
            is_group=True,
            label=self._label(f"{group} ({len(found)})", tag),
            pattern=pattern,
            front=in_front,
        )

    def _series(self, run: Run, tag: str) -> tuple[ScalarSeries, tuple[ScalarSeries, ...]] | None:
        series = run.scalars.get(tag)
        if series is None or not len(series):
            return None
        if self.x_tag is None:
            return series, ()
        x_series = run.scalars.get(self.x_tag)
        return None if x_series is None or not len(x_series) else (series, (x_series,))

    def _label(self, name: str, tag: str) -> str:
        if self.palette:
            return self.tag_labels[tag]
        return f"{name} {self.tag_labels[tag]}" if len(self.tag_labels) > 1 else name
