"""The command ``tbtui``: choose what to do from the arguments, and import only that."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

from tbtui.commands.arguments import COMMANDS, command_parser, screen_parser
from tbtui.commands.failure import BAD_USAGE, FAILED, CommandError

if TYPE_CHECKING:
    from tbtui.commands.demo import Demonstration
    from tbtui.config.load import LoadedConfig

_INTERRUPTED = 130
_MODULES = {"man": "man_page"}
"""Commands whose module is not called like them."""
# The live demonstration grows every second, so look every second.
_DEMO_INTERVAL = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run tbtui and return its exit status.

    Parameters
    ----------
    arguments
        The command line without the name of the program; ``sys.argv[1:]`` when not given.

    Returns
    -------
    int
        0 when all is well, 1 when nothing readable was found, 2 for bad usage or a missing
        path, 130 when interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    # The linear algebra of numpy is not used; its threads would cost 50 ms at the start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _never_fail_to_encode()
    try:
        status = _dispatch(words)
        sys.stdout.flush()
    except CommandError as error:
        sys.stderr.write(f"tbtui: {error.message}\n")
        return error.status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return 0
    return status


def _dispatch(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        options = _parsed(command_parser(words[0]), words[1:])
        if words[0] == "demo":
            return _demonstrate(options)
        if words[0] == "graph" and _is_for_screen(options):
            return _open_graph(options)
        return _run_command(words[0], options)
    options = _parsed(screen_parser(), words)
    if not sys.stdout.isatty():
        return _run_command(
            "inspect",
            argparse.Namespace(
                sources=options.sources,
                logdir=options.logdir,
                verify=options.verify,
                run=None,
                tag=None,
                json=False,
            ),
        )
    return _open_screen(options)


def _parsed(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """Parse options and paths in any order; what follows ``--`` are paths.

    argparse can do either, but not both in one call.
    """
    if "--" in words:
        end = words.index("--")
        paths = [f"./{path}" if path.startswith("-") else path for path in words[end + 1 :]]
        words = words[:end] + paths
    return parser.parse_intermixed_args(words)


def _run_command(command: str, options: argparse.Namespace) -> int:
    _use_symbols(getattr(options, "symbols", None) or "auto", sys.stdout)
    # Reading leaves no garbage in cycles; to look for it among all tags again and again takes long.
    gc.disable()
    try:
        run = import_module(f"tbtui.commands.{_MODULES.get(command, command)}").run
        status = int(run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What cannot be read is among the problems of the store; this is the output.
        _silence_stdout()
        reason = (error.strerror or str(error)).lower()
        raise CommandError(f"cannot write the output: {reason}", FAILED) from None
    finally:
        gc.enable()
    return status


def _open_screen(options: argparse.Namespace) -> int:
    _require_terminal()
    from tbtui.commands.sources import log_sources

    sources = log_sources(options.sources, options.logdir)
    # What is imported now stays: looking through it for garbage only delays the first frame.
    gc.disable()
    from tbtui.config.load import load_config
    from tbtui.config.view_store import ViewStore

    config = load_config(options.config)
    screen_options = _screen_options(options, config)
    from tbtui.running import run

    logs = config.settings.logs
    return run(
        sources,
        interval=logs.interval if options.interval is None else options.interval,
        verify=options.verify or logs.verify,
        views=ViewStore(sources, fresh=options.fresh),
        **screen_options,
    )


def _is_for_screen(options: argparse.Namespace) -> bool:
    """Tell whether nothing about printing was said, and a terminal would get it."""
    return sys.stdout.isatty() and options.format is None and options.output == "-"


def _open_graph(options: argparse.Namespace) -> int:
    _require_terminal()
    from tbtui.commands.sources import graph_path, log_sources

    path = graph_path(options.sources)
    sources = [] if path is not None else log_sources(options.sources, options.logdir)
    from tbtui.config.load import load_config
    from tbtui.config.view_store import ViewStore

    config = load_config(options.config)
    screen_options = _screen_options(options, config)
    from tbtui.running import run

    logs = config.settings.logs
    return run(
        sources,
        interval=logs.interval,
        verify=options.verify or logs.verify,
        views=ViewStore(sources) if sources else None,
        graph_file=path,
        opens="graph",
        **screen_options,
    )


def _screen_options(options: argparse.Namespace, config: LoadedConfig) -> dict[str, Any]:
    """Return how the screen is to be; the command line goes before the configuration.

    Colours and symbols are chosen here, which has to be before Textual is imported.
    """
    from tbtui.term.color_depth import chosen_depth, tell_textual

    screen = config.settings.screen
    depth = chosen_depth(options.color or screen.color, os.environ)
    tell_textual(depth, os.environ)
    # Textual writes there.
    _use_symbols(options.symbols or screen.symbols, sys.stderr)
    return {
        "config": config,
        "depth": depth,
        "theme": options.theme or screen.theme,
        "mouse": screen.mouse if options.mouse is None else options.mouse,
        "only_changes": (options.repaint or screen.repaint) == "changes",
        "pause_unfocused": screen.pause_unfocused
        if options.pause_unfocused is None
        else options.pause_unfocused,
    }


def _use_symbols(choice: str, stream: TextIO) -> None:
    from tbtui.plot.symbols import use_symbols
    from tbtui.term.symbol_choice import chosen_symbols

    use_symbols(chosen_symbols(choice, os.environ, getattr(stream, "encoding", None)))


def _demonstrate(options: argparse.Namespace) -> int:
    """Write the example and open it; without a screen, print where it is."""
    opens_screen = sys.stdout.isatty() if options.open is None else options.open
    if opens_screen:
        _require_terminal()
    from tbtui.commands.demo import Demonstration

    directory = options.directory or tempfile.mkdtemp(prefix="tbtui-demo-")
    demonstration = Demonstration(directory, live=options.live)
    try:
        demonstration.write()
        if not opens_screen:
            sys.stdout.write(f"{directory}\n")
            sys.stdout.flush()
            if options.live:
                demonstration.append_until(threading.Event(), options.seconds)
            return 0
        return _show_demonstration(demonstration, options)
    finally:
        demonstration.close()
        if opens_screen and not options.directory:
            shutil.rmtree(directory, ignore_errors=True)


def _show_demonstration(demonstration: Demonstration, options: argparse.Namespace) -> int:
    from tbtui.commands.sources import log_sources
    from tbtui.config.load import load_config

    sources = log_sources([demonstration.directory])
    config = load_config(options.config)
    screen_options = _screen_options(options, config)
    from tbtui.running import run

    stop = threading.Event()
    writer = threading.Thread(
        target=demonstration.append_until, args=(stop, options.seconds), name="tbtui-demo"
    )
    if options.live:
        writer.start()
    try:
        return run(
            sources,
            interval=_DEMO_INTERVAL,
            **screen_options,
        )
    finally:
        stop.set()
        if options.live:
            writer.join()


def _require_terminal() -> None:
    """Refuse to draw a screen where it could only come out as garbage."""
    missing = [
        name
        for name, stream in (
            ("output", sys.stdout),
            ("input, from which keys are read,", sys.stdin),
            ("error, where the screen is drawn,", sys.stderr),
        )
        if not stream.isatty()
    ]
    if missing:
        raise CommandError(
            f"the screen needs a terminal, and standard {missing[0]} is none; "
            "try `tbtui inspect`, `tbtui plot` or `tbtui export`",
            BAD_USAGE,
        )
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        raise CommandError(
            "this terminal cannot show a screen (TERM is not set, or dumb); "
            "set TERM, as in `TERM=xterm-256color tbtui`, or try `tbtui inspect` or `tbtui plot`",
            BAD_USAGE,
        )


def _never_fail_to_encode() -> None:
    """Where the locale knows less than Unicode, print escapes instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """Let Python's own flush at exit go nowhere: the reader of the pipe is gone."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
