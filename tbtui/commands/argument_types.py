"""From a word of the command line to a value, with a reason when it is none."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable


def pattern(text: str) -> re.Pattern[str]:
    """Return a compiled regular expression."""
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"not a regular expression: {text!a} ({error})") from None


def interval(text: str) -> float:
    """Return a number of seconds."""
    seconds = number(text)
    if not 0.0 <= seconds < math.inf:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {text!a}")
    return seconds


def smoothing(text: str) -> float:
    """Return the weight of a moving average."""
    weight = number(text)
    if not 0.0 <= weight < 1.0:
        raise argparse.ArgumentTypeError(f"not a weight from 0 to 0.999: {text!a}")
    return weight


def number(text: str) -> float:
    """Return a number."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a number: {text!a}") from None


def at_least(smallest: int) -> Callable[[str], int]:
    """Return a function that returns a whole number which is not too small."""

    def whole_number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"not a whole number: {text!a}") from None
        if value < smallest:
            raise argparse.ArgumentTypeError(f"must be at least {smallest}")
        return value

    return whole_number
