"""Steps as places on the x axis, once for all series that were logged together."""

from __future__ import annotations

from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Places:
    """Steps, and the same as places on the x axis.

    Whoever uses the places keeps this; the steps stay in memory as long, so that no others can
    come to lie in the same place.

    Attributes
    ----------
    steps : int64[n]
    x : float64[n]
    """

    __slots__ = ("__weakref__", "steps", "x")

    def __init__(self, steps: npt.NDArray[np.int64]) -> None:
        self.steps = steps
        self.x: Floats = steps.astype(np.float64)


class StepPlaces:
    """Finds places that are known by where their steps lie in memory.

    The store keeps the steps of tags that are logged together only once, and so do charts with
    what they make of them.
    """

    def __init__(self) -> None:
        self._known: WeakValueDictionary[tuple[int, ...], Places] = WeakValueDictionary()

    def of(self, steps: npt.NDArray[np.int64]) -> tuple[Places, Floats]:
        """Return the places of steps, and their x as an array.

        The array owns its memory for whoever asks first, so that it is counted once.
        """
        key = (steps.__array_interface__["data"][0], *steps.shape, *steps.strides)
        known = self._known.get(key)
        if known is not None:
            return known, known.x[:]
        places = self._known[key] = Places(steps)
        return places, places.x
