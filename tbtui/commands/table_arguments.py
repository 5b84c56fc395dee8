"""The arguments of ``tbtui table``. Imports nothing heavy, as `tbtui.commands.arguments`."""

from __future__ import annotations

import argparse

from tbtui.commands.argument_groups import Parser, add_sources
from tbtui.commands.argument_types import at_least, pattern, smoothing

_EPILOG = """\
A column is a hyperparameter (lr), a tag (val/loss: its last value) or the last part of either, or
one of these keys, in which TAG stands for a whole tag:
  run:state run:start run:last run:duration run:steps run:speed run:points
  user:name user:note user:tags                    what you have noted about the run
  hp:NAME last:TAG smoothed:TAG min:TAG max:TAG mean:TAG best:TAG best-step:TAG
  nan:TAG                                          how many points are NaN or infinite
  at:STEP:TAG                                      the value at a step
  at-best:OTHER:TAG                                the value where OTHER was best
With --hparams a column is called as the hyperparameter or the metric (validation/loss).

examples:
  tbtui table runs/ --columns run:state,val/loss,best-step:val/loss,lr --sort val/loss
  tbtui table runs/ --filter 'val/loss<0.2 and lr>=1e-4' --format csv -o good.csv
  tbtui table runs/ --baseline first --differing
  tbtui table runs/ --group-hparams lr,bs --center median
  tbtui table runs/ --hparams --sort-falling accuracy --limit 10
"""


def table_parser() -> argparse.ArgumentParser:
    """Build the parser of ``tbtui table``."""
    parser = Parser(
        prog="tbtui table",
        description="Print a table with a row for each run, group of runs or trial.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_sources(parser)
    _add_rows(parser)
    _add_columns(parser)
    _add_trials(parser)
    parser.add_argument(
        "--format",
        choices=("text", "csv", "json", "markdown", "latex"),
        help="default: by the name of FILE, else text; in csv and json, numbers are exact",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="write here instead of standard output"
    )
    return parser


def _add_rows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--run",
        type=pattern,
        metavar="RE",
        help="only runs in whose name this regular expression is found",
    )
    parser.add_argument(
        "--hidden", action="store_true", help="also the runs that you have marked as hidden"
    )
    parser.add_argument(
        "--filter",
        metavar="FILTER",
        help="only rows that this filter lets through, as in lists: 'loss<0.2 and model~resnet'",
    )
    parser.add_argument(
        "--sort",
        action="append",
        dest="sort",
        type=_rising,
        default=[],
        metavar="COLUMN",
        help="lowest first; may be repeated, the most important column first",
    )
    parser.add_argument(
        "--sort-falling",
        action="append",
        dest="sort",
        type=_falling,
        metavar="COLUMN",
        help="the same, highest first; rows without a value are last either way",
    )
    parser.add_argument("--limit", type=at_least(1), metavar="N", help="at most N rows")
    groups = parser.add_mutually_exclusive_group()
    groups.add_argument(
        "--group-directory", action="store_true", help="a row for all runs of a directory"
    )
    groups.add_argument(
        "--group-pattern",
        type=pattern,
        metavar="RE",
        help="a row for all runs in whose names its parentheses capture the same",
    )
    groups.add_argument(
        "--group-hparams",
        metavar="NAMES",
        help="a row for all runs with the same values of these hyperparameters, a,b,c",
    )
    parser.add_argument(
        "--center",
        choices=("mean", "median"),
        default="mean",
        help="what the numbers of a group are (default: mean)",
    )


def _add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="COLUMNS",
        help="separated by commas; may be repeated (default: state, steps, duration, the most "
        "telling metrics, hyperparameters that differ, and what you have noted)",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="COLUMN",
        help="one more, whose name may hold commas",
    )
    parser.add_argument(
        "--differing", action="store_true", help="only columns in which rows differ"
    )
    parser.add_argument(
        "--baseline",
        metavar="ROW",
        help="add how much all rows differ from this one, as numbers and in percent",
    )
    parser.add_argument(
        "--up",
        action="append",
        default=[],
        metavar="TAG",
        help="high values of this tag are better (default: by its name)",
    )
    parser.add_argument(
        "--down", action="append", default=[], metavar="TAG", help="low values are better"
    )
    parser.add_argument(
        "--smoothing",
        type=smoothing,
        default=0.6,
        metavar="WEIGHT",
        help="of smoothed values, from 0 to 0.999 (default: 0.6)",
    )


def _add_trials(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--hparams",
        action="store_true",
        help="a row for each trial of the hparams plugin, with all hyperparameters and metrics",
    )
    parser.add_argument(
        "--experiment",
        choices=("joined", "first"),
        default="joined",
        help="columns of all experiments and of all that was logged (default), or of the first "
        "experiment alone, as TensorBoard shows them",
    )
    parser.add_argument(
        "--value",
        choices=("last", "min", "max", "best"),
        default="last",
        help="which value of its curve a metric has (default: last)",
    )
    parser.add_argument(
        "--aggregate",
        choices=("average", "median", "min", "max"),
        default="average",
        help="how sessions of a trial become one (default: average); the others choose the "
        "session by the metric of --aggregate-by",
    )
    parser.add_argument(
        "--aggregate-by", metavar="METRIC", help="default: the metric of the first column"
    )
    parser.add_argument(
        "--status",
        action="append",
        default=[],
        choices=("unknown", "success", "failure", "running"),
        help="only sessions that ended like this; may be repeated",
    )
    parser.add_argument(
        "--importance",
        metavar="METRIC",
        help="print instead how closely this metric follows each hyperparameter: Spearman's rank "
        "correlation, which is no cause",
    )


def _rising(text: str) -> tuple[str, bool]:
    return text, False


def _falling(text: str) -> tuple[str, bool]:
    return text, True
