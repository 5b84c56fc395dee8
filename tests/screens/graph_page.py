"""Opens the Graph tab on a store, and presses keys in it."""

from __future__ import annotations

import asyncio

from driving import make_app, screen_text, settle
from fakes import FakeLoader

from tbtui.config.view_state import ViewState


class Page:
    """The Graph tab while it is open."""

    def __init__(self, pilot):
        self.pilot = pilot
        self.app = pilot.app

    @property
    def screen(self):
        return self.app.screen

    @property
    def text(self):
        return screen_text(self.app)

    @property
    def current(self):
        """The full name of the item at the cursor of the tree."""
        return self.screen.graph.name(self.screen.outline_tree.current[0])

    @property
    def rows(self):
        return self.screen.outline_tree.line_count()

    async def press(self, *keys):
        """Press keys and wait until all threads have ended and what they found is shown."""
        if keys:
            await self.pilot.press(*keys)
        await settle(self.pilot)
        await settle(self.pilot)

    async def select(self, name):
        self.screen.select(self.screen.graph.find(name))
        await self.press()

    def lines_with(self, text):
        return [line for line in self.text.splitlines() if text in line]


def on_graph(store, scenario, *, size=(160, 48), view=None, **options):
    """Run ``await scenario(page)`` in the tab."""
    app = make_app(loader=FakeLoader(store), first="graph", **options)
    app.session.view = ViewState(view or {})

    async def run():
        async with app.run_test(size=size, notifications=True) as pilot:
            page = Page(pilot)
            await page.press()
            await scenario(page)

    asyncio.run(run())
    return app
