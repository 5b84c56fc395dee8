"""Compare tbtui with other readers: ``python -m bench``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from bench.contestants import CONTESTANTS
from bench.data_sets import DATA_SETS, generated
from bench.histograms import SECTION as HISTOGRAMS
from bench.measure import BenchError
from bench.rounds import Result, compare, first_curve
from bench.tables import RESULTS, report, section_of, with_section

_FIRST_CURVE_SET = "S"
_LARGE = 1 << 29
"""Bytes of a data set beyond which slow readers are left out."""


_OTHER_QUESTIONS = ("histograms", "screen", "start")
"""Modules that measure something else; the first argument may be one of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in _OTHER_QUESTIONS:
        return int(import_module(f"bench.{words[0]}").main(words[1:]))
    options = _parser().parse_args(words)
    try:
        text = _measure_all(options)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(text, end="")
    if options.write:
        kept = section_of(RESULTS.read_text("utf-8"), HISTOGRAMS) if RESULTS.exists() else ""
        RESULTS.write_text(with_section(text, HISTOGRAMS, kept), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--sets", type=_choice_of(DATA_SETS), default=list(DATA_SETS), metavar="S,M,...",
        help=f"data sets, of {','.join(DATA_SETS)} (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--readers", type=_choice_of(CONTESTANTS), default=list(CONTESTANTS), metavar="ours,...",
        help=f"readers, of {','.join(CONTESTANTS)} (default: all that are installed)",
    )  # fmt: skip
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="rounds (default: 3)")
    parser.add_argument(
        "--scale", type=float, default=1.0, metavar="X",
        help="length of the runs, where 1 is what the tables are about",
    )  # fmt: skip
    parser.add_argument(
        "--data", type=Path, default=Path(tempfile.gettempdir()) / "tbtui-bench", metavar="DIR",
        help="directory that keeps the generated data sets (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="also write bench/RESULTS.md")
    return parser


def _choice_of(known: Iterable[str]) -> Callable[[str], list[str]]:
    def chosen(text: str) -> list[str]:
        names = text.split(",")
        unknown = [name for name in names if name not in known]
        if unknown:
            message = f"{', '.join(unknown)}: not among {', '.join(known)}"
            raise argparse.ArgumentTypeError(message)
        return names

    return chosen


def _measure_all(options: argparse.Namespace) -> str:
    readers = []
    for name in options.readers:
        if CONTESTANTS[name].is_installed:
            readers.append(CONTESTANTS[name])
        else:
            _tell(f"{CONTESTANTS[name].title} is not installed")
    results: list[Result] = []
    for name in options.sets:
        _tell(f"{name}: data set")
        data_set = generated(name, options.data, options.scale)
        is_large = data_set.size > _LARGE
        chosen = [reader for reader in readers if not (reader.is_slow and is_large)]
        results += compare(data_set, chosen, options.repeat, _tell)
    first = None
    if _FIRST_CURVE_SET in options.sets:
        data_set = generated(_FIRST_CURVE_SET, options.data, options.scale)
        first = first_curve(data_set, options.repeat, _tell)
    return report(results, first, options.repeat, options.scale)


def _tell(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
