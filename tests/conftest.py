"""Options of the tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """The settings of whoever tests must not matter, and not be changed."""
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.delenv("TBTUI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))


def pytest_addoption(parser):
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="write the screens of snapshots/ instead of comparing with them",
    )
