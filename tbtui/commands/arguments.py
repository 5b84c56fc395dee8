"""The command line as argparse sees it. Imports nothing heavy: ``--help`` must be instant."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from typing import NoReturn

from tbtui import __version__

COMMANDS = ("inspect", "export", "plot", "demo")

_EXAMPLES = """\
commands (see `tbtui COMMAND --help`):
  inspect               list runs, tags, numbers, files and problems, as text or JSON
  export                every scalar point as CSV or JSON Lines
  plot                  draw charts into the terminal or a pipe and exit
  demo                  write a small example log directory and open it

examples:
  tbtui                                   the current directory
  tbtui runs/                             every run below a directory
  tbtui mine=runs/a theirs=/data/b        several log directories, each with a name
  tbtui runs/a/events.out.tfevents.17     a single event file
  tbtui inspect runs/ --tag loss
  tbtui export runs/ --tag '^val/' -o val.csv
  tbtui plot runs/ --tag train/loss --smoothing 0.9
  tbtui ./plot                            a log directory that is called like a command
"""

_SOURCES_HELP = "log directory, event file, or NAME=PATH (default: the current directory)"
_LOGDIR_HELP = (
    "the same as an option; may be repeated, and may hold several entries as TensorBoard's "
    "--logdir_spec does: NAME:PATH,NAME:PATH"
)


class _Parser(argparse.ArgumentParser):
    """Repeats nothing raw: a shell's ``*`` can stand for names that nobody typed."""

    def error(self, message: str) -> NoReturn:
        """Explain what is wrong with the arguments, and exit."""
        from tbtui.plot.text import escape

        super().error(escape(message))


def screen_parser() -> argparse.ArgumentParser:
    """Build the parser of ``tbtui [LOGDIR ...]``, the form without a command."""
    parser = _Parser(
        prog="tbtui",
        description="Look at TensorBoard logs in the terminal.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tbtui {__version__}")
    _add_sources(parser)
    parser.add_argument(
        "--interval",
        type=_interval,
        default=5.0,
        metavar="SECONDS",
        help="pause between two looks for new data (default: 5)",
    )
    _add_screen_options(parser)
    return parser


def command_parser(command: str) -> argparse.ArgumentParser:
    """Build the parser of one command.

    Parameters
    ----------
    command
        One of `COMMANDS`.
    """
    return _BUILDERS[command]()


def _inspect_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tbtui inspect",
        description="List what a log directory holds: runs, tags, numbers, files and problems.",
    )
    _add_sources(parser)
    _add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tbtui export",
        description="Write every scalar point as run,tag,step,wall_time,value,superseded. "
        "Numbers are exact: reading them back gives the very bits that were logged.",
    )
    _add_sources(parser)
    _add_filters(parser)
    parser.add_argument(
        "--format",
        choices=("csv", "jsonl"),
        help="csv, or jsonl: one JSON object a line (default: by the name of FILE, else csv)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="write here instead of standard output"
    )
    return parser


def _plot_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tbtui plot", description="Draw one chart for each scalar tag that matches, and exit."
    )
    _add_sources(parser)
    _add_filters(parser)
    parser.add_argument(
        "--smoothing",
        type=_smoothing,
        default=0.0,
        metavar="WEIGHT",
        help="TensorBoard's moving average, from 0 (none, the default) to 0.999",
    )
    parser.add_argument(
        "--x",
        choices=("step", "relative", "wall"),
        default="step",
        help="horizontal axis: step (default), time since the run's first point, or wall time",
    )
    parser.add_argument("--log", action="store_true", help="logarithmic vertical axis")
    parser.add_argument(
        "--width", type=_at_least(12), metavar="CELLS", help="default: the terminal's, or 80"
    )
    parser.add_argument(
        "--height", type=_at_least(4), default=20, metavar="CELLS", help="default: 20"
    )
    parser.add_argument(
        "--limit", type=_at_least(1), default=6, metavar="N", help="at most N charts (default: 6)"
    )
    parser.add_argument("--engine", choices=("braille", "plotext"), default="braille")
    parser.add_argument(
        "--describe",
        action="store_true",
        help="say in words what each chart shows, instead of drawing it: trend, last, lowest and "
        "highest value, NaNs, restarts, gaps",
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto (default): when standard output is a terminal and NO_COLOR is not set",
    )
    _add_theme(parser)
    return parser


def _demo_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tbtui demo",
        description="Write a small example log directory of five runs and open it.",
    )
    parser.add_argument(
        "directory",
        nargs="?",
        metavar="DIR",
        help="an empty or new directory to keep the files in (default: a temporary one)",
    )
    parser.add_argument(
        "--live", action="store_true", help="go on appending points, as running jobs would"
    )
    parser.add_argument(
        "--seconds",
        type=_interval,
        metavar="N",
        help="stop appending after N seconds (default: when the screen is left)",
    )
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="open the screen or not (default: when in a terminal)",
    )
    _add_screen_options(parser)
    return parser


_BUILDERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "inspect": _inspect_parser,
    "export": _export_parser,
    "plot": _plot_parser,
    "demo": _demo_parser,
}


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="*", metavar="LOGDIR", help=_SOURCES_HELP)
    parser.add_argument(
        "--logdir", action="append", default=[], metavar="LOGDIR", help=_LOGDIR_HELP
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="compare all contents with their checksums; slower, and finds every damaged number",
    )


def _add_filters(parser: argparse.ArgumentParser) -> None:
    for name in ("run", "tag"):
        parser.add_argument(
            f"--{name}",
            type=_pattern,
            metavar="RE",
            help=f"only {name}s in whose name this regular expression is found",
        )


def _add_screen_options(parser: argparse.ArgumentParser) -> None:
    _add_theme(parser)
    parser.add_argument(
        "--no-mouse",
        dest="mouse",
        action="store_false",
        help="leave the mouse to the terminal, for selecting text",
    )
    parser.add_argument(
        "--repaint",
        choices=("changes", "full"),
        default="changes",
        help="send only what changed on the screen (default); full is for terminals that then "
        "show something wrong",
    )


def _add_theme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--theme", choices=("dark", "light"), help="default: dark")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"not a regular expression: {text!a} ({error})") from None


def _interval(text: str) -> float:
    seconds = _number(text)
    if not 0.0 <= seconds < math.inf:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {text!a}")
    return seconds


def _smoothing(text: str) -> float:
    weight = _number(text)
    if not 0.0 <= weight < 1.0:
        raise argparse.ArgumentTypeError(f"not a weight from 0 to 0.999: {text!a}")
    return weight


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a number: {text!a}") from None


def _at_least(smallest: int) -> Callable[[str], int]:
    def whole_number(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"not a whole number: {text!a}") from None
        if number < smallest:
            raise argparse.ArgumentTypeError(f"must be at least {smallest}")
        return number

    return whole_number
