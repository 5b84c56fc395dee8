"""Keys that arrive at once, as they do over a slow connection."""

from __future__ import annotations

import pytest
from driving import drive
from fakes import FakeStore, training_runs
from textual import events
from textual.widgets import Input


@pytest.mark.parametrize("keys", ["/bs512", "4/bs512", "4/-lr", "5/lr<1"])
def test_what_is_typed_behind_the_key_of_a_filter_is_in_the_filter(sweep, keys):
    async def scenario(pilot):
        for character in keys:
            name = {"/": "slash", "-": "minus", "<": "less_than_sign"}.get(character, character)
            # Textual's pilot waits after each key.
            pilot.app.post_message(events.Key(name, character))
        for _ in range(5):
            await pilot.pause()
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == keys.partition("/")[2]

    drive(scenario, sweep if keys[0] == "5" else FakeStore(training_runs()), size=(120, 30))
