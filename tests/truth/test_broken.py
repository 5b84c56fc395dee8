"""Every broken log directory is read as far as it can be, quickly, in little memory, and said so.

The directories are made by a script of the corpus: what is wrong with each stands in its manifest,
what is wanted of us in `broken_table`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from broken_table import WANTED, WITHOUT_EVENT_FILES, Wanted
from flow_drawing import draw_scopes

import tbtui
from tbtui.analysis.graph.sources import graphs_in, load_graph
from tbtui.plot.numbers import format_count
from tbtui.readers.graphs.content import GraphError
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

BROKEN = Path(__file__).parents[3] / "shared" / "corpus" / "broken.py"
READ_EVERYTHING = Path(__file__).with_name("read_everything.py")

SECONDS = 20.0
"""Of the processor, for any one command and for the screen: four times what slow machines need.

What grows with the square of its input takes minutes.
"""
MEGABYTES = 500

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not BROKEN.exists(), reason="the corpus is not beside this checkout"),
]
every_case = pytest.mark.parametrize("case", WANTED)


@pytest.fixture(scope="session")
def directories(tmp_path_factory):
    pytest.importorskip("tensorboard")
    pytest.importorskip("PIL")
    root = tmp_path_factory.mktemp("broken") / "logs"
    subprocess.run([sys.executable, BROKEN, root], check=True, capture_output=True)
    yield root
    for locked in (root / "unreadable" / "noentry", *(root / "unreadable").glob("*.secret")):
        locked.chmod(0o700)


@pytest.fixture(scope="session")
def found(directories):
    """What every directory was read as by the commands, and on the screen."""
    # The largest first, while their process has not yet seen anything else.
    cases = list(dict.fromkeys(["tags_100k", *WANTED, *WITHOUT_EVENT_FILES]))
    environment = {**os.environ, "PYTHONPATH": str(Path(tbtui.__file__).parents[1])}

    def read(how, names):
        output = subprocess.run(
            [sys.executable, READ_EVERYTHING, how, directories],
            input=" ".join(names),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=environment,
        )
        return {result["case"]: result for result in map(json.loads, output.stdout.splitlines())}

    # Opening a hundred screens takes as long as everything else together.
    with ThreadPoolExecutor(3) as pool:
        screens = [pool.submit(read, "screen", part) for part in (cases[:40], cases[40:])]
        commands = pool.submit(read, "commands", cases)
        on_screen = {case: got for part in screens for case, got in part.result().items()}
        return {"commands": commands.result(), "screen": on_screen}


def count(wanted: Wanted) -> int:
    points = wanted.points
    return points[1] if isinstance(points, tuple) else sum(points.values())


def test_the_table_has_every_case_of_the_manifest(directories):
    manifest = (directories / "MANIFEST.tsv").read_text().splitlines()[1:]
    assert {line.split("\t")[0] for line in manifest} == {*WANTED, *WITHOUT_EVENT_FILES}


@every_case
def test_inspect_finds_what_is_there(case, found):
    wanted, got = WANTED[case], found["commands"][case]
    if isinstance(wanted.points, tuple):
        assert (len(got["points"]), sum(got["points"].values())) == wanted.points
    else:
        assert got["points"] == wanted.points
    assert got["entries"] == wanted.entries
    assert len(got["runs"]) == wanted.runs
    assert wanted.state in got["states"]
    assert set(got["lives"].values()) <= {wanted.lives}
    assert got["status"] == (0 if wanted.points or wanted.entries else 1)


@every_case
def test_what_is_wrong_is_told_once(case, found):
    wanted, got = WANTED[case], list(found["commands"][case]["problems"])
    for words in wanted.problems:
        matching = [reason for reason in got if words in reason]
        assert matching, f"{words!r} is not among {got}"
        got.remove(matching[0])
    assert got == []


@every_case
def test_export_has_every_point_and_marks_the_superseded(case, found):
    got = found["commands"][case]
    assert got["exported"] == got["points"]
    assert got["superseded"] == WANTED[case].superseded


@every_case
def test_the_screen_shows_as_much(case, found):
    wanted, got = WANTED[case], found["screen"][case]
    header = got["dialog"].splitlines()[0]
    points = count(wanted)
    assert f" {format_count(points)} point{'' if points == 1 else 's'} " in header
    if wanted.problems:
        plural = "" if len(wanted.problems) == 1 else "s"
        assert f"{len(wanted.problems)} problem{plural}" in header
    for words in wanted.problems:
        assert words in got["dialog"]


@pytest.mark.parametrize("case", WITHOUT_EVENT_FILES)
def test_a_directory_without_event_files_is_said_to_be_one(case, found):
    assert found["commands"][case]["status"] == 1
    assert "no event files" in found["commands"][case]["message"]
    assert "No event files were found" in found["screen"][case]["screen"]


@pytest.mark.parametrize("how", ["commands", "screen"])
def test_no_case_takes_long_or_much_memory(how, found):
    for case, got in found[how].items():
        assert got["seconds"] < SECONDS, case
        # The peak is that of the process so far.
        assert got["peak"] < MEGABYTES, case


@pytest.mark.parametrize("case", [case for case in WANTED if case.startswith(("graph_", "keras_"))])
def test_flows_of_broken_graphs_are_drawn(directories, case):
    loader = Loader([LogSource(case, str(directories / case))])
    loader.load()
    drawn = 0
    for run in loader.store.runs:
        for source in graphs_in(run):
            with contextlib.suppress(GraphError):
                drawn += draw_scopes(load_graph(source), 5)
    assert (drawn > 0) == (case != "graph_garbage")
