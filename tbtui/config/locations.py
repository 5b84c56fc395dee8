"""Where the configuration file, the views of logs and the notes on runs are kept."""

from __future__ import annotations

import os
from pathlib import Path

CONFIG_VARIABLE = "TBTUI_CONFIG"


def config_path(option: str | None = None) -> Path:
    """Return the path of the configuration file, which need not exist.

    Parameters
    ----------
    option
        What ``--config`` says; it goes before the variable ``TBTUI_CONFIG``, and that before
        ``$XDG_CONFIG_HOME/tbtui/config.toml``.
    """
    chosen = option or os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - pathlib raises without a home
    return _base("XDG_CONFIG_HOME", ".config") / "tbtui" / "config.toml"


def views_path() -> Path:
    """Return the directory of the views of logs, which need not exist."""
    return _base("XDG_STATE_HOME", ".local/state") / "tbtui" / "views"


def notes_path() -> Path:
    """Return the path of the notes on runs, which need not exist."""
    return _base("XDG_STATE_HOME", ".local/state") / "tbtui" / "notes.json"


def _base(variable: str, default: str) -> Path:
    """Return a base directory of the XDG specification, on macOS too.

    The specification asks to ignore a relative path in the variable.
    """
    chosen = os.environ.get(variable, "")
    if os.path.isabs(chosen):  # noqa: PTH117 - the words of the specification
        return Path(chosen)
    return Path(os.path.expanduser("~")) / default  # noqa: PTH111 - pathlib raises without a home
