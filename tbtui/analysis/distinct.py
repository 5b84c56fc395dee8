"""Which values there are, without what `numpy.unique` imports when it is first called.

That is `numpy.ma`; it would take a tenth of the time to the first curve.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Scalar = TypeVar("Scalar", bound=np.generic)


def distinct(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """Return each value once, in rising order.

    Parameters
    ----------
    values : array of shape (n,)
        Without NaN, which is distinct from itself.
    """
    in_order = np.sort(values)
    return in_order[_is_first(in_order)]


def first_places(values: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return where each value stands first, in the rising order of the values.

    Parameters
    ----------
    values : array of shape (n,)
        Without NaN.

    Returns
    -------
    intp of shape (k,)
        ``values[first_places(values)]`` is ``distinct(values)``.
    """
    order = np.argsort(values, kind="stable")
    places: npt.NDArray[np.intp] = order[_is_first(values[order])]
    return places


def _is_first(in_order: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    is_first = np.ones(len(in_order), np.bool_)
    np.not_equal(in_order[1:], in_order[:-1], out=is_first[1:])
    return is_first
