"""Which runs belong together: by their names, by their directories or by a hyperparameter."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence

from tbtui.analysis.filters import FilterError
from tbtui.analysis.hyperparameters import Hyperparameters

ROOT = "."
"""The group of runs that are in no directory; also the name of the run of the root itself."""

_BETWEEN_CAPTURES = ", "


def regex_groups(pattern: str, names: Iterable[str]) -> dict[str, str | None]:
    """Group runs as TensorBoard does when colouring by a regular expression.

    Parameters
    ----------
    pattern
        Looked for anywhere in a name; case matters. With capture groups, what they captured is the
        group, joined by a comma where there are several; one that took no part captured nothing.
        Without any, all names that match are one group, called as the pattern.
    names
        Names of runs.

    Returns
    -------
    dict
        The group of every name, None where the pattern is not found.

    Raises
    ------
    FilterError
        If the regular expression is broken.
    """
    try:
        with warnings.catch_warnings():
            # What Python may understand otherwise one day is no concern of who is typing.
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern)
    except re.error as error:
        raise FilterError(f"not a regular expression: {error.msg}") from error
    except (OverflowError, RecursionError) as error:
        raise FilterError("this regular expression is too large") from error
    groups: dict[str, str | None] = {}
    for name in names:
        match = compiled.search(name)
        if match is None:
            groups[name] = None
        elif compiled.groups == 0:
            groups[name] = pattern
        else:
            groups[name] = _BETWEEN_CAPTURES.join(match.groups(default=""))
    return groups


def directory_groups(names: Iterable[str]) -> dict[str, str | None]:
    """Group runs by the directory that they are in: ``a/b`` for ``a/b/seed1``.

    Returns
    -------
    dict
        The group of every name, `ROOT` for those without a ``/``; never None.
    """
    return {name: name.rpartition("/")[0] or ROOT for name in names}


def hyperparameter_words(
    keys: Sequence[str], hyperparameters: Mapping[str, Hyperparameters]
) -> dict[str, str]:
    """Say of each run what tells it apart by its hyperparameters: ``lr=0.1, bs=32``.

    Parameters
    ----------
    keys
        Names of hyperparameters.
    hyperparameters
        By the name of the run.

    Returns
    -------
    dict
        By the name of the run; those without any of the hyperparameters are not in it.
    """
    found: dict[str, str] = {}
    for name, values in hyperparameters.items():
        words = [f"{key}={values[key]}" for key in keys if key in values]
        if words:
            found[name] = ", ".join(words)
    return found


def value_groups(names: Iterable[str], values: Mapping[str, str]) -> dict[str, str | None]:
    """Group runs by what is known about each, for example the value of a hyperparameter.

    Parameters
    ----------
    names
        Names of runs.
    values
        By name of run, as shown to the user.

    Returns
    -------
    dict
        The group of every name, None where there is no value.
    """
    return {name: values.get(name) for name in names}
