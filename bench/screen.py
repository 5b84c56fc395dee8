"""How long charts of many points take to be drawn again: ``python -m bench screen``.

Twelve charts of three series of a million points each, all in view, are drawn as the program draws
them, without a terminal: framed lines of cells, from the point where the widget is asked for them.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from bench.tables import table
from tbtui.plot.theme import DARK, LIGHT, Theme
from tbtui.store.columns import ScalarColumns
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.chart_layout import Place, grid_layout
from tbtui.widgets.chart_scene import ChartScene, LayoutMode

_CHARTS, _RUNS = 12, 3
_COLORS = ("#4f9cf9", "#f2a65a", "#5ec98f")
_WIDTH, _HEIGHT = 200, 60


class Redraw(NamedTuple):
    """What one kind of redraw took.

    Attributes
    ----------
    name : str
    cpu : list of float
        Milliseconds of each time.
    """

    name: str
    cpu: list[float]


class _Screen:
    """All charts of a scene, drawn as often as is wanted."""

    def __init__(self, scene: ChartScene) -> None:
        self.scene = scene
        self._frames = ChartFrames()

    def _places(self, size: tuple[int, int]) -> list[Place]:
        layout = grid_layout(self.scene.groups, *size)
        return [place for row in layout.rows for place in row.places if place.y < size[1]]

    def draw(
        self, size: tuple[int, int] = (_WIDTH, _HEIGHT), theme: Theme = DARK, **settings: Any
    ) -> float:
        """Draw everything after a change and return the milliseconds of CPU that it took."""
        places = self._places(size)
        started = time.process_time()
        self.scene = replace(self.scene, settings=replace(self.scene.settings, **settings))
        self._frames.show(self.scene)
        for place in places:
            # Only the screen makes charts wait for their turns.
            self._frames.begin(place, theme)
        return 1000 * (time.process_time() - started)


def scene_of(points: int) -> ChartScene:
    """Return a scene of noisy curves that fall; tags of a run share their steps, as in a log."""
    random = np.random.default_rng(7)
    names = tuple(f"train/metric_{number}" for number in range(_CHARTS))
    all_runs = []
    for number in range(_RUNS):
        run = Run(f"run_{number}", "")
        steps = np.arange(points)
        wall_times = np.asarray(1.7e9 + steps * 0.5, np.float64)
        scalars = {}
        for chart in names:
            noise = random.standard_normal(points, np.float32)
            values = (np.exp(-steps / points * 3) + 0.05 * noise).astype(np.float32)
            columns = ScalarColumns()
            columns.adopt(steps, wall_times, values)
            scalars[chart] = ScalarSeries(run.name, chart, (columns,), 1)
        run.scalars = scalars
        all_runs.append(run)
    return ChartScene(
        charts=names,
        groups=(("train", names),),
        focused=names[0],
        layout=LayoutMode.GRID,
        runs=tuple(all_runs),
        colors={run.name: color for run, color in zip(all_runs, _COLORS, strict=False)},
        background=DARK.background,
        revision=1,
    )


def redraws(scene: ChartScene, repeat: int) -> list[Redraw]:
    """Draw everything again after each kind of change, ``repeat`` times each."""
    screen = _Screen(scene)
    last = float(max(len(series) for run in scene.runs for series in run.scalars.values()))

    def pan(number: int) -> float:
        share = number / 50
        return screen.draw(x_range=((0.2 + share) * last, (0.7 + share) * last))

    first = Redraw("drawn for the first time", [screen.draw()])
    changes: dict[str, Callable[[int], float]] = {
        "nothing has changed": lambda _: screen.draw(),
        "a step of the crosshair": lambda n: screen.draw(cursor=last / 2 + 1000 * n),
        "another theme": lambda n: screen.draw(
            theme=replace(LIGHT, name=f"theme {n}"), cursor=None
        ),
        "another size": lambda n: screen.draw((_WIDTH - 6 * n, _HEIGHT)),
        "a step of panning": pan,
        "all of the x axis, smoothed otherwise": lambda n: screen.draw(
            x_range=None, smoothing=0.6 + 0.02 * n
        ),
    }
    times = range(1, repeat + 1)
    return [first, *(Redraw(name, list(map(draw, times))) for name, draw in changes.items())]


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench screen", description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000, help="of a series")
    parser.add_argument("--repeat", type=int, default=7, metavar="N", help="times (default: 7)")
    options = parser.parse_args(arguments)
    scene = scene_of(options.points)
    gc.freeze()
    rows = [
        (redraw.name, f"{statistics.median(redraw.cpu):.1f}", f"{max(redraw.cpu):.1f}")
        for redraw in redraws(scene, options.repeat)
    ]
    print(f"{_CHARTS} charts of {_RUNS} series of {options.points:,} points, {_WIDTH}x{_HEIGHT}\n")
    print(table(("redraw", "median CPU ms", "worst CPU ms"), rows, 1))
    return 0
