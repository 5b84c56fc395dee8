"""How the package hangs together: who imports whom, how much, and what the wheel promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tbtui
from tbtui.commands.arguments import COMMANDS

ROOT = Path(__file__).parent.parent
HEAVY = {"numpy", "textual", "rich", "plotext", "google.protobuf"}


def imported_by(*words):
    """Return which of the heavy packages a command line imports, in a process of its own."""
    program = (
        "import json, sys\n"
        "from tbtui.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        "sys.stderr.write(json.dumps(sorted(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        capture_output=True,
        cwd=ROOT,
        check=True,
        text=True,
    )
    return HEAVY.intersection(json.loads(result.stderr))


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        ["config"],
        ["keys"],
        ["completions", "bash"],
        ["man"],
    ],
)
def test_what_reads_no_logs_imports_nothing_heavy(words):
    assert imported_by(*words) == set()


def test_reading_scalars_needs_neither_textual_nor_protobuf(tmp_path):
    from tbtui.readers.event_writer import EventWriter

    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step in range(100):
            writer.add_scalar("loss", 1.0 / (step + 1), step)

    # rich measures the width of text.
    assert imported_by("inspect", tmp_path) == {"numpy", "rich"}
    assert imported_by("export", tmp_path) == {"numpy", "rich"}
    assert imported_by("plot", tmp_path) == {"numpy", "rich"}


def test_what_precedes_the_first_frame_needs_no_numpy_and_without_a_file_no_parser():
    program = (
        "import sys, tbtui.app\n"
        "from tbtui.commands.sources import log_sources\n"
        "from tbtui.config.load import load_config\n"
        "from tbtui.config.view_store import ViewStore\n"
        "import tbtui.screens.scalars\n"
        "from tbtui.screens.session import Session\n"
        "views = ViewStore(log_sources(['.']))\n"
        "Session(('.',), config=load_config(), views=views)\n"
        "late = 'numpy plotext google.protobuf tomllib tomli json tbtui.config.key_map'\n"
        "late += ' tbtui.analysis.filters tbtui.widgets.chart_painter tbtui.store.loader'\n"
        "print([name for name in late.split() if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert result.stdout.strip() == "[]"


def test_rooms_know_only_the_rooms_below_them():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint_imports], capture_output=True, cwd=ROOT, text=True)

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_module_can_be_imported_without_side_effects():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "tbtui").rglob("*.py"))
        if path.name not in ("__main__.py", "__init__.py")
    ]
    program = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_files_stay_short_enough_to_be_read_at_once():
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in sorted((ROOT / "tbtui").rglob("*.py"))
        if (count := len(path.read_text().splitlines())) > 400
    }

    assert too_long == {}


def test_the_version_is_the_one_of_the_package():
    assert re.fullmatch(r"\d+\.\d+\.\d+", tbtui.__version__)


def test_the_changelog_knows_the_version_or_what_comes():
    changelog = (ROOT / "CHANGELOG.md").read_text()

    assert "## [Unreleased]" in changelog or f"## [{tbtui.__version__}]" in changelog


def test_the_checks_end_with_the_command_of_the_readme():
    readme = (ROOT / "README.md").read_text()
    checks = (ROOT / ".ci/run").read_text().splitlines()

    assert f"\n{checks[-1]}\n" in readme
    assert checks[-1].endswith("&& pytest -n 6 --dist loadfile")


@pytest.mark.parametrize(
    ("document", "fewest"),
    [
        ("README.md", 20),
        ("docs/scalars.md", 30),
        ("docs/compare.md", 25),
        ("docs/graph.md", 15),
    ],
)
def test_the_keys_of_the_documents_exist(document, fewest):
    from tbtui.bindings import KEYS

    known = {name for key in KEYS for name in (*key.keys.split(","), *key.display.split())}
    tables = re.findall(r"\| key \|.*\n((?:\|.*\n)+)", (ROOT / document).read_text())
    keys = {
        key
        for table in tables
        for row in table.splitlines()
        for key in re.findall("`(.+?)`", row.split("|")[1])
    }

    assert len(keys) > fewest
    assert keys - known == set()


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "docs/scalars.md",
        "docs/compare.md",
        "docs/graph.md",
        "docs/configuration.md",
        "docs/terminal.md",
    ],
)
def test_what_the_documents_link_to_exists(document):
    path = ROOT / document
    text = path.read_text()
    headings = {
        re.sub("[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall("^#+ (.*)$", text, re.MULTILINE)
    }
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]

    missing = [
        link
        for link in links
        if (link[1:] not in headings if link[0] == "#" else not (path.parent / link).exists())
    ]

    assert missing == []


def test_pictures_are_small_enough_for_a_page():
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs").glob("*.svg")}

    assert sizes
    assert max(sizes.values()) < 150_000
