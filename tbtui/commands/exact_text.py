"""Numbers as text that reads back to the very same number, a whole column at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def exact_texts(values: NDArray[Any]) -> list[str]:
    """Write each number with the fewest digits that still identify it in its own precision.

    A float32 is written with the digits a float32 needs: 0.1, not 0.10000000149011612. Numbers
    that are not finite become ``nan``, ``inf`` and ``-inf``.

    Parameters
    ----------
    values
        Integers, float32 or float64, one-dimensional.
    """
    if values.dtype == np.float32:
        # `str` of a float32 scalar uses the shortest form of its own precision.
        return list(map(str, values))
    return list(map(repr, values.tolist()))
