"""How soon the screen is there: ``python -m bench start``.

The program and the smallest application of Textual start in turns in a terminal of their own, until
the first frame has come; the program goes on until its first curve. A second table says which
imports the first frame waits for.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.data_sets import generated
from bench.measure import BenchError, environment
from bench.tables import table

_PATIENCE = 20.0
_WIDTH, _HEIGHT = 160, 48
_SMALLEST = """
from textual.app import App
from textual.widgets import Static

class Smallest(App):
    def compose(self):
        yield Static("tbtui")

Smallest().run()
"""
_UNTIL_THE_FIRST_FRAME = """
import asyncio, sys
from tbtui.app import TbtuiApp
from tbtui.commands.sources import log_sources
from tbtui.config.load import load_config
from tbtui.config.view_store import ViewStore
from tbtui.screens.session import Session

class FirstFrame(TbtuiApp):
    def _start_loading(self):
        self.exit()

async def show():
    sources = log_sources(sys.argv[1:])
    session = Session(("logs",), config=load_config(), views=ViewStore(sources))
    async with FirstFrame(None, session).run_test(size=(160, 48)):
        pass

asyncio.run(show())
"""


class Start(NamedTuple):
    """What one start took.

    Attributes
    ----------
    frame, curve : float
        Seconds from the start of the process.
    cpu : float
        Seconds of CPU that the process had used when what was waited for had come.
    """

    frame: float
    curve: float
    cpu: float


class Import(NamedTuple):
    """A module that was imported.

    Attributes
    ----------
    name : str
    seconds : float
        Without what it imported itself.
    """

    name: str
    seconds: float


def start(command: Sequence[str], with_curve: bool) -> Start:
    """Start a program in a terminal, and kill it when its first frame, or curve, has come."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], list(command), _environment())
    started = time.perf_counter()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _HEIGHT, _WIDTH, 0, 0))
    frame = curve = None
    try:
        for text in _read(terminal, started):
            now = time.perf_counter() - started
            if frame is None and "tbtui" in text:
                frame = now
            if curve is None and any("\u2801" <= character <= "\u28ff" for character in text):
                curve = now
            if frame is not None and (curve is not None or not with_curve):
                return Start(frame, curve or 0.0, _cpu_seconds(process))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    raise BenchError(f"{command[-1]} showed nothing in {_PATIENCE:g} seconds")


def _read(terminal: int, started: float) -> Iterator[str]:
    while time.perf_counter() - started < _PATIENCE:
        if select.select([terminal], [], [], 0.005)[0]:
            try:
                yield os.read(terminal, 1 << 16).decode("utf-8", "replace")
            except OSError:
                return


def _environment() -> dict[str, str]:
    """Return the environment of a terminal, in which compiled modules are kept, as installed."""
    return environment() | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": os.path.join(tempfile.gettempdir(), "tbtui-bench-compiled"),
    }


def _cpu_seconds(process: int) -> float:
    """Return the CPU that a process and its threads have used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def imports(logs: Path) -> list[Import]:
    """Return what is imported until the first frame is there, in a process of its own."""
    command = [sys.executable, "-X", "importtime", "-c", _UNTIL_THE_FIRST_FRAME, str(logs)]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    if done.returncode:
        raise BenchError(done.stderr[-2000:])
    found = []
    for line in done.stderr.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if line.startswith("import time:") and own.strip().isdigit():
            name = rest.partition("|")[2].strip()
            found.append(Import(name, int(own) / 1e6))
    return found


def _share_of_packages(found: Sequence[Import]) -> list[tuple[str, str, str]]:
    packages: dict[str, list[float]] = {}
    for module in found:
        packages.setdefault(module.name.partition(".")[0], []).append(module.seconds)
    ordered = sorted(packages.items(), key=lambda item: -sum(item[1]))
    return [(name, str(len(own)), _milliseconds(sum(own))) for name, own in ordered[:12]]


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


def _row(name: str, times: Sequence[float]) -> tuple[str, str, str]:
    return name, _milliseconds(statistics.median(times)), _milliseconds(min(times))


def main(arguments: Sequence[str]) -> int:
    """Measure and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m bench start", description=__doc__)
    parser.add_argument("--repeat", type=int, default=10, metavar="N", help="rounds (default: 10)")
    parser.add_argument(
        "--data", type=Path, default=Path(tempfile.gettempdir()) / "tbtui-bench", metavar="DIR"
    )
    options = parser.parse_args(arguments)
    logs = Path(generated("S", options.data, 1.0).directory)
    ours = [sys.executable, "-m", "tbtui", "--fresh", str(logs)]
    smallest = [sys.executable, "-c", _SMALLEST]
    start(smallest, False)
    start(ours, True)
    rounds = [
        (start(smallest, False), start(ours, False), start(ours, True))
        for _ in range(options.repeat)
    ]
    least, frames, curves = zip(*rounds, strict=True)
    rows = [
        _row("smallest application, first frame", [one.frame for one in least]),
        _row("tbtui, first frame", [one.frame for one in frames]),
        _row("tbtui, first curve of a million points", [one.curve for one in curves]),
        _row("smallest application, CPU to the first frame", [one.cpu for one in least]),
        _row("tbtui, CPU to the first frame", [one.cpu for one in frames]),
    ]
    print(table(("what", "median ms", "best ms"), rows, 1))
    ratio = statistics.median(
        frame.frame / other.frame for frame, other in zip(frames, least, strict=True)
    )
    print(f"\nThe first frame takes {ratio:.2f} times as long as the smallest application's.\n")
    found = imports(logs)
    print(table(("imported before the first frame", "modules", "ms"), _share_of_packages(found), 1))
    slowest = sorted(
        (one for one in found if one.name.startswith("tbtui")), key=lambda one: -one.seconds
    )
    rows = [(one.name, "", _milliseconds(one.seconds)) for one in slowest[:8]]
    print("\n" + table(("our slowest modules", "", "ms"), rows, 1))
    return 0
