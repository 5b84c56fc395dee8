"""Let the allocator keep the memory of short-lived arrays instead of giving it back every time."""

from __future__ import annotations

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
