"""Opens the HParams tab and acts in it."""

from __future__ import annotations

from driving import drive

from tbtui.widgets.trial_columns import TrialColumnsList

LOSS = "metric::val/loss"


def open_tab(scenario, store, *keys, size=(120, 30), **options):
    """Go to the tab, press keys, and then go on."""

    async def opened(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        await scenario(pilot)

    return drive(opened, store, size=size, first="hparams", **options)


def names(pilot):
    return list(pilot.app.screen.trials.table.names)


def column_of(pilot, key):
    return pilot.app.screen.trials.table.column(key)


async def type_text(pilot, text):
    """Type into the line that has the focus, all at once."""
    pilot.app.focused.value = text
    await pilot.pause()


async def act(pilot, key, *actions, value="", kind="column"):
    """Press keys on a line of the pane of columns."""
    pane = pilot.app.screen.query_one(TrialColumnsList)
    lines = [(line.kind, line.key, line.value) for line in pane._lines]
    pilot.app.screen.set_focus(pane)
    pane.cursor = lines.index((kind, key, value))
    await pilot.press(*actions)
    await pilot.pause()
