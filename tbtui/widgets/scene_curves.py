"""The curves of the charts of a scene, put together once for every publication."""

from __future__ import annotations

from collections.abc import Hashable

from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.curves import Curve, curves_of


class SceneCurves:
    """Remembers the curves of a scene, and of the next ones as long as they are the same.

    With hundreds of runs, putting them together takes as long as painting.
    """

    def __init__(self) -> None:
        self._scene = ChartScene()
        self._curves: dict[str, tuple[Curve, ...]] = {}
        self._contents: dict[str, Hashable] = {}

    def of(self, scene: ChartScene, chart: str) -> tuple[Curve, ...]:
        """Return the curves of a chart."""
        self._go_to(scene)
        found = self._curves.get(chart)
        if found is None:
            found = self._curves[chart] = curves_of(scene, chart)
        return found

    def contents(self, scene: ChartScene, chart: str) -> Hashable:
        """Return which points in which colours a chart shows: equal contents, equal curves."""
        self._go_to(scene)
        found = self._contents.get(chart)
        if found is None:
            found = self._contents[chart] = tuple(
                (curve.versions, curve.label, curve.color, curve.pattern, curve.front)
                for curve in self.of(scene, chart)
            )
        return found

    def _go_to(self, scene: ChartScene) -> None:
        known = self._scene
        if scene is known:
            return
        if _what_curves_depend_on(scene) != _what_curves_depend_on(known):
            self._curves.clear()
            self._contents.clear()
        self._scene = scene


def _what_curves_depend_on(scene: ChartScene) -> tuple[object, ...]:
    settings = scene.settings
    x_tag = settings.x_tag if settings.horizontal == "tag" else None
    return (
        scene.revision,
        scene.runs,
        scene.colors,
        scene.palette,
        scene.definitions,
        scene.run_groups,
        scene.emphasised,
        scene.background,
        settings.members,
        x_tag,
    )
