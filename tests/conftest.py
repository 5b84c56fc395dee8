"""Options of the tests."""

from __future__ import annotations

import pytest

from tbtui.plot.symbols import BRAILLE, use_symbols


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """The settings of whoever tests must not matter, and not be changed."""
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.delenv("TBTUI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))


@pytest.fixture(autouse=True)
def own_terminal(monkeypatch):
    """What one test chooses for the terminal must not change what the next one shows."""
    # Noted as they are now, to be put back afterwards.
    for name in ("TEXTUAL_COLOR_SYSTEM", "NO_COLOR"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    yield
    use_symbols(BRAILLE)


_FIRST = ("tests/truth/test_broken.py", "tests/pty/", "tests/truth/", "tests/screens/")
"""What takes longest, or waits for terminals: others run beside it."""


def pytest_configure(config):
    # Workers would take the files with most tests first, which are not those that take longest.
    config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: [not item.nodeid.startswith(start) for start in _FIRST])


def pytest_addoption(parser):
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="write the screens of snapshots/ instead of comparing with them",
    )
