"""Spare the memory management work that is in vain while logs are read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np

_LARGEST_THAT_COUNTS = 31 << 20
"""glibc adapts its threshold up to blocks of 32 MiB."""


@lru_cache(maxsize=1)
def keep_freed_memory() -> None:
    """Make glibc serve arrays of up to 31 MiB from memory that it keeps.

    At first it maps every block of more than 128 KiB afresh and unmaps it when it is freed; so
    every temporary array of a decoded chunk would cost a page fault for each of its pages. Freeing
    one larger block teaches glibc to keep blocks up to that size. The array is never written to,
    so that it takes no memory itself. Other allocators are not affected. Source: ``mallopt(3)``,
    ``M_MMAP_THRESHOLD``, on its dynamic adjustment.
    """
    np.empty(_LARGEST_THAT_COUNTS, np.uint8)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Do not look for unreachable objects that refer to each other.

    What is made of a log is all kept, and Python looks through all of it again and again as it
    grows. Objects that nothing refers to any more are freed at once all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
