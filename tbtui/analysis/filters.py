"""What is typed to find runs and tags."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable


class FilterError(ValueError):
    """A filter that cannot be used; its message is short and meant to be shown."""


def matcher(pattern: str) -> Callable[[str], bool]:
    """Turn what was typed into a test of names.

    Parameters
    ----------
    pattern
        Words separated by white space, which must all occur somewhere in a name; nothing matches
        everything. Or ``/expression/``: a regular expression that must be found in the name. Upper
        and lower case are equal in both.

    Returns
    -------
    callable
        Takes a name and tells whether it matches.

    Raises
    ------
    FilterError
        If the regular expression is broken.
    """
    pattern = pattern.strip()
    if len(pattern) >= 2 and pattern.startswith("/") and pattern.endswith("/"):
        return _expression_matcher(pattern[1:-1])
    words = [word.casefold() for word in pattern.split()]

    def contains_all_words(name: str) -> bool:
        folded = name.casefold()
        return all(word in folded for word in words)

    return contains_all_words


def _expression_matcher(expression: str) -> Callable[[str], bool]:
    try:
        with warnings.catch_warnings():
            # What Python may understand otherwise one day is no concern of who is typing.
            warnings.simplefilter("ignore")
            compiled = re.compile(expression, re.IGNORECASE)
    except re.error as error:
        raise FilterError(f"not a regular expression: {error.msg}") from error
    except (OverflowError, RecursionError) as error:
        raise FilterError("this regular expression is too large") from error

    def is_found(name: str) -> bool:
        return compiled.search(name) is not None

    return is_found
