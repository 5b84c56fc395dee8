"""Compares screens with those in ``snapshots/``."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from driving import screen_text
from trial_logs import store_of, write_sweep

from tbtui.config import note_store
from tbtui.screens import compare_rows, copied_file, trial_source

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT / "snapshots"


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch):
    """The screen must not depend on the terminal, the time zone or the settings of who tests."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _normalised(svg):
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


@pytest.fixture(autouse=True)
def copied_path(monkeypatch, tmp_path):
    """What tests copy must not overwrite what the user has copied."""
    path = tmp_path / "state" / "tbtui" / "copied.txt"
    monkeypatch.setattr(copied_file, "copied_path", lambda: path)
    return path


@pytest.fixture(autouse=True)
def notes_path(monkeypatch, tmp_path):
    """The notes of the user must neither be seen nor changed."""
    path = tmp_path / "state" / "tbtui" / "notes.json"
    monkeypatch.setattr(note_store, "notes_path", lambda: path)
    return path


@pytest.fixture(autouse=True)
def all_at_once(monkeypatch):
    """Small tables must not come in slices because the machine was busy for a moment."""
    for module in (compare_rows, trial_source):
        monkeypatch.setattr(module, "SECONDS_A_LOOK", 60.0)


@pytest.fixture(scope="session")
def sweep(tmp_path_factory):
    """Twelve trials that nobody changes."""
    directory = tmp_path_factory.mktemp("sweep")
    write_sweep(directory)
    return store_of(directory)


@pytest.fixture
def snapshot(request):
    """Compare the screen with the one that was looked at and committed.

    ``snapshots/<test module>/<test>.txt`` shows in a diff what changed; with ``svg=True`` the
    colours are compared too. ``pytest --snapshot-update`` writes both.
    """

    def check(app, *, svg=False):
        name = re.sub(r"[^\w.-]+", "_", request.node.name).strip("_")
        base = SNAPSHOTS / Path(request.node.path).stem
        _compare(request, base / f"{name}.txt", screen_text(app))
        if svg:
            _compare(request, base / f"{name}.svg", _normalised(app.export_screenshot(title="")))

    return check


def _compare(request, path, got):
    if request.config.getoption("--snapshot-update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(got, encoding="utf-8")
        return
    if not path.exists():
        pytest.fail(f"{path.relative_to(ROOT)} is missing: pytest --snapshot-update, then look")
    expected = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        assert got == expected
    elif got != expected:
        pytest.fail(f"{path.relative_to(ROOT)} differs in its colours")
