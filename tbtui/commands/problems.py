"""What is wrong with the configuration, told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tbtui.config.problem import ConfigProblem


def print_problems(problems: Iterable[ConfigProblem]) -> None:
    """Print one line for every mistake; the command goes on."""
    sys.stderr.writelines(f"tbtui: {problem}\n" for problem in problems)
