"""Say what a file is that is named like an event file but is none."""

from __future__ import annotations

HEAD_SIZE = 64
"""Bytes of the file's start that are looked at."""

_GZIP = b"\x1f\x8b"
_ZLIB_HEADERS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_LFS_POINTER = b"version https://git-lfs.github.com/"
_TEXT = frozenset(b"\t\n\r" + bytes(range(0x20, 0x7F)))


def describe_foreign(head: bytes) -> str:
    """Return why a file that starts with ``head`` cannot be read, for a person."""
    if head.startswith(_LFS_POINTER):
        return "not an event file, but a Git LFS pointer to one: fetch it with git lfs pull"
    if head.startswith(_GZIP):
        return "not an event file, but compressed with gzip: unpack it first"
    if head.startswith(_ZLIB_HEADERS):
        return "not an event file, but compressed with zlib: unpack it first"
    if _TEXT.issuperset(head):
        return "not an event file, but text"
    return "not an event file"
