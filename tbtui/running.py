"""Open the screen on logs, and close it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.app import TbtuiApp
from tbtui.config.load import LoadedConfig
from tbtui.plot.inks import ColorDepth
from tbtui.screens.session import Session

if TYPE_CHECKING:
    from tbtui.config.view_store import ViewStore
    from tbtui.readers.logdir import LogSource
    from tbtui.store.loader import Loader


def opening(name: str | None) -> type[TbtuiApp]:
    """Return the application as it shows a dashboard first, if not the first one."""
    if name is None:
        return TbtuiApp

    first = name

    class Opening(TbtuiApp):
        DEFAULT_MODE = first

    return Opening


def run(
    sources: Sequence[LogSource],
    *,
    interval: float = 5.0,
    theme: str | None = None,
    depth: ColorDepth = ColorDepth.TRUECOLOR,
    mouse: bool = True,
    verify: bool = False,
    only_changes: bool = True,
    pause_unfocused: bool = False,
    config: LoadedConfig | None = None,
    views: ViewStore | None = None,
    graph_file: str | None = None,
    opens: str | None = None,
) -> int:
    """Open the screen on log directories and return the exit status.

    Parameters
    ----------
    sources : sequence of LogSource
    interval : float
        Seconds between two looks at the disk.
    theme : str or None
        ``dark``, ``light`` or ``ansi``.
    depth : ColorDepth
        The colours that the terminal has.
    mouse : bool
        Whether to ask the terminal to report the mouse.
    verify : bool
        Whether to compare the contents of every record with its checksum.
    only_changes : bool
        Whether to send only what is different from what the terminal shows.
    pause_unfocused : bool
        Whether to look for no new data while the terminal has not the focus.
    config : LoadedConfig or None
        What the configuration file says; the parameters above go before it.
    views : ViewStore or None
        Where the view of these logs is kept; None when it is not kept at all.
    graph_file : str or None
        A file that holds nothing but a graph, to be shown among the graphs of the logs.
    opens : str or None
        The name of the dashboard that is shown first, if not the first one.
    """

    def open_loader() -> Loader:
        # The charts need it as soon as there is data; this thread has the time to import it.
        import tbtui.widgets.chart_painter  # noqa: F401
        from tbtui.store.loader import Loader

        return Loader(sources, interval=interval, verify=verify)

    session = Session(
        tuple(source.path for source in sources) or (graph_file or "",),
        interval,
        pause_unfocused=pause_unfocused,
        config=config or LoadedConfig(),
        views=views,
        graph_path=graph_file,
    )
    app = opening(opens)(open_loader, session, theme, depth)
    if only_changes:
        app.send_only_changes()
    app.run(mouse=mouse)
    if views is not None:
        # What went wrong with the last saving; the screen is gone by now.
        sys.stderr.writelines(f"tbtui: {message}\n" for message in views.take_messages())
    return app.return_code or 0
