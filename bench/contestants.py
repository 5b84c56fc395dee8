"""The readers that are compared: how each is started, and how it is known what it has read."""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.measure import BenchError, Measurement, measure

_SCRIPTS = Path(__file__).parent / "readers"
_ANNOUNCED = re.compile(r"^(first|loaded|counted) (\d+) (\d+)$")
_SERVER_LOADED = re.compile(r"Finished load (cycle)")


class Counts(NamedTuple):
    """What a reader has in memory."""

    points: int
    series: int


def _announced_counts(measurement: Measurement) -> Counts:
    match = measurement.announcements[-1].match
    return Counts(int(match.group(2)), int(match.group(3)))


class Contestant:
    """A script of ours in ``readers/``.

    Attributes
    ----------
    name : str
        On the command line.
    title : str
        In the table.
    uses_numpy : bool
        Whether its process cannot do without numpy.
    is_slow : bool
        Whether it takes minutes for a data set of a gigabyte.
    """

    def __init__(
        self,
        name: str,
        title: str,
        script: str,
        *modules: str,
        uses_numpy: bool = True,
        is_slow: bool = False,
        options: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.title = title
        self.uses_numpy = uses_numpy
        self.is_slow = is_slow
        self._options = options
        self._script = script
        self._modules = modules

    @property
    def is_installed(self) -> bool:
        """Whether the modules that it needs can be imported."""
        return all(importlib.util.find_spec(module) is not None for module in self._modules)

    def read(self, directory: Path) -> Measurement:
        """Read a log directory in a process of its own."""
        command = [sys.executable, str(_SCRIPTS / self._script), *self._options, str(directory)]
        return measure(command, _ANNOUNCED, "loaded")

    def count(self, directory: Path) -> Counts:
        """Read a log directory and say what was found, without measuring."""
        return _announced_counts(self.read(directory))


class DataServer(Contestant):
    """The binary of the package tensorboard-data-server.

    It is a server that says in its log when it has read everything, but not what.
    """

    def __init__(self, name: str, title: str, options: Sequence[str] = ()) -> None:
        modules = ("tensorboard_data_server", "grpc", "tensorboard")
        super().__init__(name, title, "", *modules, uses_numpy=False, options=options)

    def read(self, directory: Path) -> Measurement:
        with tempfile.TemporaryDirectory() as temporary:
            command = self._command(directory, Path(temporary) / "port")
            return measure(command, _SERVER_LOADED, "cycle")

    def count(self, directory: Path) -> Counts:
        counted: list[Counts] = []
        with tempfile.TemporaryDirectory() as temporary:
            port_file = Path(temporary) / "port"

            def ask() -> None:
                port = port_file.read_text().strip()
                command = [sys.executable, str(_SCRIPTS / "server_count.py"), port]
                counted.append(_announced_counts(measure(command, _ANNOUNCED, "counted")))

            measure(self._command(directory, port_file), _SERVER_LOADED, "cycle", ask)
        return counted[0]

    def _command(self, directory: Path, port_file: Path) -> list[str]:
        from tensorboard_data_server import server_binary

        binary = server_binary()
        if binary is None:
            message = "tensorboard-data-server has no binary for this platform"
            raise BenchError(message)
        return [
            binary,
            f"--logdir={directory}",
            "--samples-per-plugin=scalars=all",
            "--reload=once",
            "--port=0",
            f"--port-file={port_file}",
            "--die-after-stdin",
            "--verbose",
            *self._options,
        ]


OURS = Contestant("ours", "tbtui", "ours.py")
CONTESTANTS = {
    contestant.name: contestant
    for contestant in (
        OURS,
        Contestant("verified", "tbtui --verify", "ours.py", options=["--verify"]),
        DataServer("server", "tensorboard-data-server"),
        DataServer("checksum", "tensorboard-data-server --checksum", ["--checksum"]),
        Contestant("plain", "plain protobuf loop", "plain.py", uses_numpy=False, is_slow=True),
        Contestant(
            "accumulator", "EventAccumulator", "accumulator.py", "tensorboard", is_slow=True
        ),
    )
}
EMPTY = Contestant("empty", "Python and numpy alone", "empty.py")
FIRST_CURVE = Contestant("first", "tbtui in its thread", "first_curve.py")
