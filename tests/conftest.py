"""Options of the tests."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="write the screens of snapshots/ instead of comparing with them",
    )
