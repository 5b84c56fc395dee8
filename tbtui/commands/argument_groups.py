"""Arguments that several commands have in common."""

from __future__ import annotations

import argparse
from typing import NoReturn

from tbtui.commands.argument_types import pattern

_SOURCES_HELP = "log directory, event file, or NAME=PATH (default: the current directory)"
_LOGDIR_HELP = (
    "the same as an option; may be repeated, and may hold several entries as TensorBoard's "
    "--logdir_spec does: NAME:PATH,NAME:PATH"
)


class Parser(argparse.ArgumentParser):
    """Repeats nothing raw: a shell's ``*`` can stand for names that nobody typed."""

    def error(self, message: str) -> NoReturn:
        """Explain what is wrong with the arguments, and exit."""
        from tbtui.plot.text import escape

        super().error(escape(message))


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add the logs to be read."""
    parser.add_argument("sources", nargs="*", metavar="LOGDIR", help=_SOURCES_HELP)
    parser.add_argument(
        "--logdir", action="append", default=[], metavar="LOGDIR", help=_LOGDIR_HELP
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="compare all contents with their checksums; slower, and finds every damaged number",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the choice of runs and tags."""
    for name in ("run", "tag"):
        parser.add_argument(
            f"--{name}",
            type=pattern,
            metavar="RE",
            help=f"only {name}s in whose name this regular expression is found",
        )


def add_screen_options(parser: argparse.ArgumentParser) -> None:
    """Add what may also be set in the configuration; None leaves it to that."""
    add_theme(parser)
    parser.add_argument(
        "--color",
        choices=("auto", "truecolor", "256", "16", "none"),
        help="how many colours the terminal has (default: auto, by NO_COLOR, COLORTERM and TERM)",
    )
    add_symbols(parser)
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether to take the mouse from the terminal, which selects text with it "
        "(default: yes)",
    )
    parser.add_argument(
        "--repaint",
        choices=("changes", "full"),
        help="send only what changed on the screen (default: changes); full is for terminals that "
        "then show something wrong",
    )
    parser.add_argument(
        "--pause-unfocused",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether to look for no new data while the terminal, window or pane has not the "
        "focus (default: no); tmux tells this with `set -g focus-events on`",
    )
    add_config(parser)


def add_theme(parser: argparse.ArgumentParser) -> None:
    """Add the colours."""
    parser.add_argument(
        "--theme",
        choices=("dark", "light", "ansi"),
        help="colours of the screen (default: dark); ansi: the terminal's own",
    )


def add_symbols(parser: argparse.ArgumentParser) -> None:
    """Add the characters that are drawn with."""
    parser.add_argument(
        "--symbols",
        choices=("auto", "braille", "block", "ascii"),
        help="what charts and borders are drawn with (default: auto, by the locale)",
    )


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add the configuration file."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="the configuration (default: $TBTUI_CONFIG, or tbtui/config.toml in "
        "$XDG_CONFIG_HOME or ~/.config)",
    )
