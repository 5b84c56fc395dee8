"""Going to the tabs of histograms, and what is found there."""

from __future__ import annotations

from driving import drive

from tbtui.widgets.histogram_grid import HistogramGrid


def open_tab(scenario, store, *keys, size=(120, 36), first="histograms", **options):
    """Go to the tab, press keys, and then go on."""

    async def opened(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        await scenario(pilot)

    return drive(opened, store, size=size, first=first, **options)


def titles(pilot):
    return [pilot.app.screen.scene.title(chart) for chart in pilot.app.screen.scene.charts]


def settings(pilot):
    return pilot.app.screen.histograms


def grid(pilot):
    return pilot.app.screen.query_one(HistogramGrid)


async def all_found(pilot):
    """Wait until the background work is done."""
    for _ in range(800):
        if pilot.app.screen._work is None:
            return
        await pilot.pause(0.005)
    raise AssertionError("the work goes on")
