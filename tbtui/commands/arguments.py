"""The command line as argparse sees it. Imports nothing heavy: ``--help`` must be instant."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from tbtui import __version__
from tbtui.commands.argument_groups import (
    Parser,
    add_config,
    add_filters,
    add_screen_options,
    add_sources,
    add_symbols,
    add_theme,
)
from tbtui.commands.argument_types import at_least, interval, pattern, smoothing
from tbtui.commands.table_arguments import table_parser

SUMMARIES = {
    "inspect": "list runs, tags, numbers, files and problems, as text or JSON",
    "export": "every scalar point or histogram as CSV or JSON Lines",
    "table": "compare runs in a table: metrics, hyperparameters, groups, trials",
    "plot": "draw charts into the terminal or a pipe and exit",
    "graph": "open the graph of a model, or print it as an outline, DOT or JSON",
    "demo": "write a small example log directory and open it",
    "config": "print the default configuration, to be changed",
    "keys": "print the table of keys",
    "completions": "print the completions for a shell",
    "man": "print the manual page",
}
"""What every command does, in a few words."""

COMMANDS = tuple(SUMMARIES)

EXAMPLES = """\
tbtui                                   the current directory
tbtui runs/                             every run below a directory
tbtui mine=runs/a theirs=/data/b        several log directories, each with a name
tbtui runs/a/events.out.tfevents.17     a single event file
tbtui inspect runs/ --tag loss
tbtui export runs/ --tag '^val/' -o val.csv
tbtui table runs/ --sort val/loss --filter 'lr>=1e-4' --format markdown
tbtui table runs/ --hparams --importance accuracy
tbtui plot runs/ --tag train/loss --smoothing 0.9
tbtui plot runs/ --tag val/loss --describe
tbtui graph runs/a                      the graph of a model
tbtui graph model.pbtxt --format dot | dot -Tsvg -o model.svg
tbtui ./plot                            a log directory that is called like a command
"""

_COMPLETION_EXAMPLES = """\
examples:
  tbtui completions bash > ~/.local/share/bash-completion/completions/tbtui
  tbtui completions zsh > DIR/_tbtui        DIR is one of $fpath
  tbtui completions fish > ~/.config/fish/completions/tbtui.fish
"""


def screen_parser() -> argparse.ArgumentParser:
    """Build the parser of ``tbtui [LOGDIR ...]``, the form without a command."""
    parser = Parser(
        prog="tbtui",
        description="Look at TensorBoard logs in the terminal.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tbtui {__version__}")
    add_sources(parser)
    parser.add_argument(
        "--interval",
        type=interval,
        metavar="SECONDS",
        help="pause between two looks for new data (default: 5)",
    )
    add_screen_options(parser)
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="do not bring back what was set when these logs were last looked at",
    )
    return parser


def _epilog() -> str:
    commands = "".join(f"  {name:<22}{summary}\n" for name, summary in SUMMARIES.items())
    examples = "".join(f"  {line}\n" for line in EXAMPLES.splitlines())
    return f"commands (see `tbtui COMMAND --help`):\n{commands}\nexamples:\n{examples}"


def command_parser(command: str) -> argparse.ArgumentParser:
    """Build the parser of one command.

    Parameters
    ----------
    command
        One of `COMMANDS`.
    """
    return _BUILDERS[command]()


def _inspect_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui inspect",
        description="List what a log directory holds: runs, tags, numbers, files and problems.",
    )
    add_sources(parser)
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui export",
        description="Write every scalar point as run,tag,step,wall_time,value,superseded, or every "
        "bucket of histograms as run,tag,step,wall_time,left,right,count,superseded. "
        "Numbers are exact: reading them back gives the very bits that were logged.",
    )
    add_sources(parser)
    add_filters(parser)
    parser.add_argument(
        "--kind",
        choices=("scalars", "histograms"),
        default="scalars",
        help="what to write (default: scalars)",
    )
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
    parser = Parser(
        prog="tbtui plot", description="Draw one chart for each scalar tag that matches, and exit."
    )
    add_sources(parser)
    add_filters(parser)
    parser.add_argument(
        "--smoothing",
        type=smoothing,
        default=0.0,
        metavar="WEIGHT",
        help="TensorBoard's moving average, from 0 (none, the default) to 0.999",
    )
    parser.add_argument(
        "--x",
        choices=("step", "relative", "wall"),
        default="step",
        help="horizontal axis: step (default), time since a curve's first point, or wall time",
    )
    parser.add_argument("--log", action="store_true", help="logarithmic vertical axis")
    parser.add_argument(
        "--width", type=at_least(12), metavar="CELLS", help="default: the terminal's, or 80"
    )
    parser.add_argument(
        "--height", type=at_least(4), default=20, metavar="CELLS", help="default: 20"
    )
    parser.add_argument(
        "--limit", type=at_least(1), default=6, metavar="N", help="at most N charts (default: 6)"
    )
    parser.add_argument(
        "--engine",
        choices=("braille", "plotext"),
        default="braille",
        help="what draws: tbtui itself (default), or the plotext library",
    )
    parser.add_argument(
        "--describe",
        action="store_true",
        help="say in words what each chart shows, instead of drawing it: trend, last, lowest and "
        "highest value, NaNs, restarts, gaps",
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never", "truecolor", "256", "16", "none"),
        default="auto",
        help="auto (default): as many as the terminal has, by NO_COLOR, COLORTERM and TERM; none "
        "where standard output is no terminal",
    )
    add_symbols(parser)
    add_theme(parser)
    return parser


def _graph_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui graph",
        description="Open the graph of a model: of a run, or of a file with a GraphDef, a "
        "MetaGraphDef or a SavedModel (.pb, .pbtxt), or with a Keras model (.json). Where "
        "standard output is no terminal, or with --format or --output, print the first graph "
        "that matches.",
    )
    add_sources(parser)
    add_filters(parser)
    parser.add_argument(
        "--profile",
        type=pattern,
        metavar="RE",
        help="print also memory and compute time, of the first run metadata of the same run in "
        "whose tag this regular expression is found",
    )
    parser.add_argument(
        "--format",
        choices=("outline", "dot", "json"),
        help="outline: text for reading; dot: for Graphviz; json (default: by the name of FILE, "
        "else outline)",
    )
    parser.add_argument(
        "--depth", type=at_least(1), metavar="N", help="only N levels of scopes in the outline"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="write here instead of standard output"
    )
    add_screen_options(parser)
    return parser


def _demo_parser() -> argparse.ArgumentParser:
    parser = Parser(
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
        type=interval,
        metavar="N",
        help="stop appending after N seconds (default: when the screen is left)",
    )
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="open the screen or not (default: when in a terminal)",
    )
    add_screen_options(parser)
    return parser


def _config_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui config",
        description="Print the default configuration, every setting with its explanation. "
        "Save what you want to change as the file that --path names.",
    )
    parser.add_argument(
        "--path", action="store_true", help="print where the configuration is read from instead"
    )
    add_config(parser)
    return parser


def _keys_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui keys",
        description="Print the keys of every pane, with those that the configuration sets.",
    )
    parser.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="default: text"
    )
    add_config(parser)
    return parser


def _completions_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="tbtui completions",
        description="Print a script that lets a shell complete the arguments of tbtui.",
        epilog=_COMPLETION_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


def _man_parser() -> argparse.ArgumentParser:
    return Parser(
        prog="tbtui man",
        description="Print the manual page as roff, as in `tbtui man | man -l -`.",
    )


_BUILDERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "inspect": _inspect_parser,
    "export": _export_parser,
    "table": table_parser,
    "plot": _plot_parser,
    "graph": _graph_parser,
    "demo": _demo_parser,
    "config": _config_parser,
    "keys": _keys_parser,
    "completions": _completions_parser,
    "man": _man_parser,
}
