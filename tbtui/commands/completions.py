"""``tbtui completions``: let a shell complete the command line, as the parsers know it."""

from __future__ import annotations

import argparse
import sys

from tbtui.commands.completions_bash import bash_script
from tbtui.commands.completions_fish import fish_script
from tbtui.commands.completions_zsh import zsh_script
from tbtui.commands.interface import interface

_SCRIPTS = {"bash": bash_script, "zsh": zsh_script, "fish": fish_script}


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui completions`` and return the exit status."""
    sys.stdout.write(_SCRIPTS[arguments.shell](interface()))
    return 0
