"""Reads log directories in every way that the program has, and prints what came out, as JSON lines.

Run as a process of its own, so that its time and memory are the program's: it takes the names of
directories below the given one from standard input. Usage: read_everything.py (commands | screen)
ROOT
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

STRANGE_NUMBERS = (
    "scalar_specials",
    "scalar_every_dtype",
    "steps_extreme",
    "walltime_extreme",
    "walltime_first_nan",
    "session_restart",
    "values_in_one_event",
    "tag_empty_and_slashes",
)


def peak_megabytes():
    """Return the most memory that this program had so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells includes the process that started this one.
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_command(*words):
    """Return exit status, standard output, standard error and seconds of ``tbtui WORDS``."""
    from tbtui.cli import main

    started = time.process_time()
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(list(words))
    out.flush()
    return status, out.buffer.getvalue(), err.getvalue(), time.process_time() - started


def by_commands(directory):
    status, output, message, seconds = run_command("inspect", directory, "--json")
    found = {"status": status, "message": message, "seconds": seconds}
    if not output:
        return found
    report = json.loads(output)
    tags = [tag for run in report["runs"] for tag in run["tags"]]
    points, entries, lives = Counter(), Counter(), Counter()
    for tag in tags:
        if tag["lives"] is None:
            entries[tag["kind"]] += tag["points"]
        else:
            points[tag["tag"]] += tag["points"]
            lives[tag["tag"]] += tag["lives"]
    found["points"], found["entries"], found["lives"] = points, entries, lives
    found["runs"] = [run["run"] for run in report["runs"]]
    found["states"] = Counter(file["state"] for run in report["runs"] for file in run["files"])
    found["problems"] = [problem["reason"] for problem in report["problems"]]
    found["exported"], found["superseded"], seconds = exported(directory)
    found["seconds"] = max(seconds, found["seconds"])
    return found


def exported(directory):
    """Count the exported points by tag and the superseded ones; also return the seconds taken."""
    # As JSON: the CSV reader of Python 3.10 refuses names with NUL.
    _, output, _, seconds = run_command("export", directory, "--format", "jsonl")
    points, superseded = Counter(), 0
    for line in output.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        row = json.loads(line)
        points[row["tag"]] += 1
        superseded += row["superseded"]
    return points, superseded, seconds


def on_screen(directory):
    """Return the text of the first screen and of the list of problems."""
    from tbtui.app import TbtuiApp
    from tbtui.readers.logdir import LogSource
    from tbtui.screens.session import Session
    from tbtui.store.loader import Loader

    loader = Loader([LogSource("", directory)], interval=3600)
    app = TbtuiApp(lambda: loader, Session((directory,)))

    def everything_shown():
        store = loader.store
        if not store.scanned or store.progress.loading:
            return False
        header = text_of(app).splitlines()[0]
        points = sum(run.point_count for run in store.runs)
        is_told = "live" in header and (points == 0 or " 0 points" not in header)
        return is_told and len(app.screen.state.charts) == store.scalar_tag_count()

    async def run():
        async with app.run_test(size=(120, 40)) as pilot:
            while not everything_shown():
                await asyncio.sleep(0.05)
            # The header may tell it a moment before the rest of the screen does.
            await pilot.pause()
            if Path(directory).name in STRANGE_NUMBERS:
                # Every axis, scale and layout meets them.
                await pilot.press("x", "x", "s", "o", "v", "z", "z", "l", "h", "h")
            first = text_of(app)
            await pilot.press("exclamation_mark")
            await pilot.pause()
            return {"screen": first, "dialog": text_of(app)}

    return asyncio.run(run())


def text_of(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


if __name__ == "__main__":
    how, root = sys.argv[1:]
    read = {"commands": by_commands, "screen": on_screen}[how]
    for case in sys.stdin.read().split():
        started = time.process_time()
        found = {"seconds": None, **read(f"{root}/{case}")}
        # Of several commands, the slowest counts.
        found["seconds"] = found["seconds"] or time.process_time() - started
        found["peak"] = peak_megabytes()
        # What an app has taken out of garbage collection would stay for all cases.
        gc.unfreeze()
        gc.collect()
        sys.stdout.write(json.dumps({"case": case, **found}) + "\n")
