"""The configuration file: found, read and checked."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tbtui.bindings import BY_ID
from tbtui.config.locations import config_path
from tbtui.config.problem import ConfigProblem
from tbtui.config.settings import Config

if TYPE_CHECKING:
    from tbtui.config.key_map import KeyTable

MOST_BYTES = 1_000_000
"""Nobody writes a longer configuration; a longer file is something else."""


@dataclass(frozen=True)
class LoadedConfig:
    """What the configuration file says.

    Attributes
    ----------
    settings : Config
        With defaults for whatever the file does not say, or says wrongly.
    key_table : mapping of str to Key
        The table of keys with those that the user wants.
    problems : tuple of ConfigProblem
        Every mistake in the file.
    path : Path or None
        The file, which need not exist; None when none was looked for.
    """

    settings: Config = field(default_factory=Config)
    key_table: KeyTable = field(default_factory=lambda: BY_ID)
    problems: tuple[ConfigProblem, ...] = ()
    path: Path | None = None


def load_config(option: str | None = None) -> LoadedConfig:
    """Read the configuration file; never raises.

    Parameters
    ----------
    option
        The file that ``--config`` names. One that was named must exist; without a file at the
        usual place, everything is as the program has it, and nothing is imported for it.
    """
    path = config_path(option)
    try:
        text = _read(path)
    except FileNotFoundError:
        if option is None:
            return LoadedConfig(path=path)
        return _unreadable(path, "there is no such file")
    except OSError as error:
        return _unreadable(path, f"cannot be read: {(error.strerror or str(error)).lower()}")
    except UnicodeDecodeError:
        return _unreadable(path, "is not UTF-8 text")
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> LoadedConfig:
    """Return what the text of a configuration file says; the path is for messages."""
    from tbtui.config.checking import config_from
    from tbtui.config.key_map import key_table
    from tbtui.config.toml_text import line_of, read_toml

    problems: list[ConfigProblem] = []

    def report(names: tuple[str, ...], reason: str) -> None:
        name = ".".join(names)
        problems.append(ConfigProblem(str(path), line_of(text, name), name, reason))

    table, mistakes = read_toml(text)
    problems += [ConfigProblem(str(path), line, "", reason) for line, reason in mistakes]
    settings = config_from(table, report)
    keys = key_table(settings.keys, lambda action, reason: report(("keys", action), reason))
    return LoadedConfig(settings, keys, tuple(problems), path)


def _unreadable(path: Path, reason: str) -> LoadedConfig:
    return LoadedConfig(problems=(ConfigProblem(str(path), None, "", reason),), path=path)


def _read(path: Path) -> str:
    """Return the text of a regular file, waiting for nothing."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - it is open already
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        if status.st_size > MOST_BYTES:
            raise OSError(0, "much too long")
        content = file.read(MOST_BYTES)
    return content.decode("utf-8-sig")
