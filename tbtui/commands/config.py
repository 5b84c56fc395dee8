"""``tbtui config``: the default configuration, or where the configuration is."""

from __future__ import annotations

import argparse
import sys


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui config`` and return the exit status."""
    if arguments.path:
        from tbtui.config.locations import config_path
        from tbtui.plot.text import escape

        sys.stdout.write(f"{escape(str(config_path(arguments.config)))}\n")
        return 0
    from tbtui.config.default_file import default_file

    sys.stdout.write(default_file())
    return 0
