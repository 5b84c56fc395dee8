"""Floating-point numbers of eight bits, by tables.

Such a number is a sign, an exponent and a mantissa, like its bigger relatives. The formats differ
in where the bits are divided, in the exponent's bias, and in which patterns are not numbers.
Source: Micikevicius et al., "FP8 Formats for Deep Learning" (2022), for E5M2 and E4M3; Noune et
al., "8-bit Numerical Formats for Deep Neural Networks" (2022), for those without a negative zero.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


class NotNumbers(Enum):
    """Which bit patterns of a format are infinities or NaN."""

    LIKE_IEEE = "the highest exponent: infinity without a mantissa, else NaN"
    ALL_ONES = "NaN where all bits but the sign are set; no infinities"
    NEGATIVE_ZERO = "NaN in place of the negative zero; no infinities"


@lru_cache(maxsize=8)
def byte_values(mantissa_bits: int, bias: int, not_numbers: NotNumbers) -> NDArray[np.float32]:
    """Tabulate an eight-bit format.

    Parameters
    ----------
    mantissa_bits : int
        2 for E5M2 and 3 for E4M3: what the sign and the exponent leave over.
    bias : int
        Subtracted from the exponent's bits.
    not_numbers : NotNumbers

    Returns
    -------
    float32[256]
        The value of every byte; read-only, because it is shared.
    """
    patterns = np.arange(256)
    magnitudes = patterns & 0x7F
    exponents = magnitudes >> mantissa_bits
    mantissas = magnitudes & ((1 << mantissa_bits) - 1)

    # The lowest exponent has no leading one (subnormal numbers), and the scale of the next.
    leading = np.where(exponents == 0, 0, 1 << mantissa_bits)
    scales = np.maximum(exponents, 1) - bias - mantissa_bits
    unsigned = np.ldexp((leading + mantissas).astype(np.float32), scales)

    if not_numbers is NotNumbers.LIKE_IEEE:
        highest = exponents == 0x7F >> mantissa_bits
        unsigned[highest & (mantissas == 0)] = np.inf
        unsigned[highest & (mantissas != 0)] = np.nan
    elif not_numbers is NotNumbers.ALL_ONES:
        unsigned[magnitudes == 0x7F] = np.nan
    values: NDArray[np.float32] = np.where(patterns >= 0x80, -unsigned, unsigned)
    if not_numbers is NotNumbers.NEGATIVE_ZERO:
        values[0x80] = np.nan

    values.flags.writeable = False
    return values
