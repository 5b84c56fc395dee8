"""Arrays that grow now and then instead of with every addition."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def with_room(array: NDArray[Any], count: int) -> NDArray[Any]:
    """Return the array, or a copy of at least twice its length, so that ``count`` entries fit.

    Parameters
    ----------
    array : any[..., n]
    count : int
        Entries needed along the last axis; what is new of them is zero.
    """
    length = array.shape[-1]
    if count <= length:
        return array
    grown = np.zeros((*array.shape[:-1], max(count, 2 * length)), array.dtype)
    grown[..., :length] = array
    return grown
