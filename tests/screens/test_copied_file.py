"""What was copied is found in a file, whatever the terminal made of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tbtui.screens.copied_file import keep_copy, with_tilde


def test_the_file_holds_what_was_copied_last(copied_path):
    assert keep_copy("run\tstep\n") == copied_path
    assert keep_copy("loss\n") == copied_path
    assert copied_path.read_text() == "loss\n"


def test_only_the_owner_may_read_it(copied_path):
    copied_path.parent.mkdir(parents=True)
    copied_path.write_text("old")
    copied_path.chmod(0o644)
    keep_copy("new")
    assert stat.S_IMODE(copied_path.stat().st_mode) == 0o600


def test_what_cannot_be_written_is_left(copied_path):
    copied_path.parent.mkdir(parents=True)
    copied_path.mkdir()
    assert keep_copy("text") is None
    copied_path.rmdir()
    copied_path.parent.rmdir()
    copied_path.parent.write_text("a file in the way")
    assert keep_copy("text") is None


def test_a_link_is_not_followed(copied_path, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    copied_path.parent.mkdir(parents=True)
    copied_path.symlink_to(precious)
    assert keep_copy("text") is None
    assert precious.read_text() == "mine"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/ann/.local/state/tbtui/copied.txt", "~/.local/state/tbtui/copied.txt"),
        ("/var/state/copied.txt", "/var/state/copied.txt"),
    ],
)
def test_the_home_directory_is_a_tilde(path, shown, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    assert with_tilde(Path(path)) == shown
