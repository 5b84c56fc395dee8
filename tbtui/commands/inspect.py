"""``tbtui inspect``: runs, tags, numbers, files and problems, as text or as JSON."""

from __future__ import annotations

import argparse
import sys

from tbtui.commands.failure import NOTHING_READABLE
from tbtui.commands.loading import chosen_runs, load, no_match
from tbtui.commands.report import Report, report_on
from tbtui.commands.report_json import json_lines
from tbtui.commands.report_text import as_text
from tbtui.commands.sources import log_sources


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui inspect`` and return the exit status.

    What could be found out is printed even when nothing was readable: the problems say why.
    """
    sources = log_sources(arguments.sources, arguments.logdir)
    store = load(sources, verify=arguments.verify)
    runs = chosen_runs(store, arguments.run)
    report = report_on(store, sources, runs, arguments.tag)
    if arguments.tag is not None and not _has_tags(report):
        everything = report_on(store, sources, runs)
        tags = (tag.tag for one_run in everything.runs for tag in one_run.tags)
        raise no_match("tag", arguments.tag, tags)
    sys.stdout.writelines(json_lines(report) if arguments.json else [as_text(report)])
    return 0 if _has_tags(report) else NOTHING_READABLE


def _has_tags(report: Report) -> bool:
    return any(one_run.tags for one_run in report.runs)
