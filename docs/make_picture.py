"""Make the pictures of README and guides anew, taken of the program itself.

Run ``python docs/make_picture.py`` where tbtui and its development tools are installed; names of
pictures make only these: ``python docs/make_picture.py scalars table``. The same program makes the
same pictures.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from example_logs import NOW, write_many, write_sweep
from example_trials import write_trials
from screen_svg import svg_of
from textual.strip import Strip

from tbtui.app import TbtuiApp
from tbtui.commands.demo import Demonstration
from tbtui.plot.theme import DARK
from tbtui.readers.logdir import LogSource
from tbtui.screens.run_pane import STATES_INTERVAL
from tbtui.screens.session import Session
from tbtui.store.loader import Loader

HERE = Path(__file__).resolve().parent


class Shot(NamedTuple):
    """One picture: of which logs, after which keys, and how large."""

    logs: str
    keys: str
    columns: int = 120
    rows: int = 34
    tab: str = "scalars"


SHOTS = {
    "scalars": Shot("runs", "> > > > > > g L L L L L L L L", 160, 44),
    "groups": Shot("sweep", "M right right escape"),
    "x_axis": Shot("sweep", "M right right escape X right right right right j enter t o k enter"),
    "table": Shot("sweep", "tab / w i d e enter shift+tab g L L L m L L L m"),
    "filter": Shot("sweep", "tab / v a l / l o s s < 1 . 2 space - s e e d 1"),
    "restarts": Shot("sweep", "tab / d e e p - s e e d 2 | w i d e - s e e d 2 enter shift+tab A"),
    "density": Shot("many", ""),
    "combined": Shot(
        "sweep",
        "tab / w i d e - s e e d 1 | b a s e - s e e d 1 enter shift+tab "
        "C ctrl+u * / l o s s enter P j j j j P k > > >",
    ),
    "parallel": Shot(
        "trials", "v l l j j j j { { { { { { { { { { { { ) ) ) ) ) ) ) )", 140, 36, "hparams"
    ),
    "scatter": Shot("trials", "v v l l > > > > > >", 140, 36, "hparams"),
    "importance": Shot("trials", "v v v", 120, 20, "hparams"),
    "histograms": Shot("runs", "l h h h h", 140, 40, "histograms"),
    "distributions": Shot("runs", "g L", 140, 40, "distributions"),
    "graph": Shot("runs", "j j j l j l j l", 160, 44, "graph"),
    "custom": Shot("sweep", "v tab / w i d e enter shift+tab", tab="custom_scalars"),
}
"""Pictures by their names; keys as Textual calls them, one letter as it is."""


class Clock:
    """Stands still, but for what has to be looked at anew when the logs have been read."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> float:
        """Return the wall time."""
        return self.time


async def take_strips(shot: Shot) -> list[Strip]:
    """Open a log directory, press some keys and return the lines of the screen."""
    clock = Clock()
    session = Session((shot.logs,), 5.0, clock=clock)
    app = TbtuiApp(lambda: Loader([LogSource("", shot.logs)]), session, "dark")
    async with app.run_test(size=(shot.columns, shot.rows)) as pilot:
        await _settle(pilot)
        clock.time += 2.0 * STATES_INTERVAL
        app.screen.time_passed()
        await app.run_action(f"app.show_dashboard('{shot.tab}')")
        await pilot.pause(0.1)
        for key in shot.keys.split():
            await pilot.press(key)
            await pilot.pause(0.02)
        await _settle(pilot)
        return app.screen._compositor.render_strips()


async def _settle(pilot) -> None:  # type: ignore[no-untyped-def] # Textual's Pilot
    """Wait until the screen has been the same for a while."""
    shown, same = None, 0
    while same < 10:
        await pilot.pause(0.1)
        strips = pilot.app.screen._compositor.render_strips()
        text = [strip.text for strip in strips]
        same = same + 1 if text == shown else 0
        shown = text


def make_pictures(names: list[str]) -> None:
    """Write the pictures of these names."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        demonstration = Demonstration("runs", live=False, now=NOW)
        demonstration.write()
        demonstration.close()
        write_sweep(Path("sweep"))
        write_many(Path("many"))
        write_trials(Path("trials"))
        for name in names:
            shot = SHOTS[name]
            strips = asyncio.run(take_strips(shot))
            picture = svg_of(strips, shot.columns, DARK.background, DARK.text)
            (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
        os.chdir(HERE)


if __name__ == "__main__":
    make_pictures(sys.argv[1:] or list(SHOTS))
