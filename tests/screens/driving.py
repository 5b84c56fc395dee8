"""Opens the application on fake data."""

from __future__ import annotations

import asyncio

from fakes import NOW, FakeLoader, FakeStore, training_runs

from tbtui.app import TbtuiApp
from tbtui.dashboards import DASHBOARDS
from tbtui.plot.inks import ColorDepth
from tbtui.screens.session import Session

TRUECOLOR = ColorDepth.TRUECOLOR

SHOWN = [dashboard for dashboard in DASHBOARDS if not dashboard.optional]
"""Those that have a tab whatever the logs hold; Custom scalars comes behind them."""
CUSTOM = str(len(SHOWN) + 1)
"""The key of the tab Custom scalars."""


def make_app(
    store=None,
    *,
    loader=None,
    paths=("/logs/llm-125m",),
    theme=None,
    depth=TRUECOLOR,
    first="scalars",
):
    """Return an application that begins in the tab of this name."""

    class Application(TbtuiApp):
        DEFAULT_MODE = first

    loader = loader or FakeLoader(store or FakeStore(training_runs()))
    session = Session(paths, interval=5.0, clock=lambda: NOW + 30.0)
    return Application(lambda: loader, session, theme, depth)


async def settle(pilot):
    """Wait until the loader is there and everything is drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def drive(scenario, store=None, *, size=(160, 48), **options):
    """Run ``await scenario(pilot)`` in an application and return the application."""
    app = make_app(store, **options)

    async def run():
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            await scenario(pilot)

    asyncio.run(run())
    return app


def screen_text(app):
    """The screen as text, without spaces at the right."""
    strips = app.screen._compositor.render_strips()
    lines = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
    return "\n".join(lines) + "\n"


def toasts(app):
    """What the application has told in toasts."""
    return [notification.message for notification in app._notifications]
