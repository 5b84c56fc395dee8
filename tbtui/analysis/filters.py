r"""What is typed to find runs and tags.

===================  ===============================================================================
``loss``             names in which the word occurs, upper and lower case being equal
``train loss``       both words; also ``train and loss``, ``train & loss``
``loss | acc``       either; also ``or``. It binds less than ``and``
``-val``             not; also ``!val``, ``not val``
``(a | b) c``        parentheses
``"two words"``      the text between the quotes, whatever it holds; also ``'...'``
``/^train.*loss$/``  a regular expression that is found in the name, without regard to case;
                     ``/.../c`` regards it
``*loss``, ``lr?``   ``*`` is any number of characters, slashes too, and ``?`` is one. The pattern
                     has to cover whole parts of the name, parts being what is between slashes
``^train``           a word with what belongs to regular expressions only (``^ $ [ ] + |`` inside
                     parentheses, a backslash, ``.*``) is one, as in TensorBoard's filters; it also
                     matches where it stands in the name just so
``loss<0.2``         of runs: a hyperparameter or the last value of a metric. ``< <= > >=`` compare
                     numbers, ``=`` and ``!=`` whole values (``model=res*`` is a pattern), ``~``
                     and ``!~`` look for a regular expression in the value
===================  ===============================================================================

The name in a comparison is that of a hyperparameter or else of a tag or else the last part of
either; if several end alike, one that passes is enough. A run without anything of this name fails
every comparison, ``!=`` too, unless the comparison stands in its own name as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tbtui.analysis.filter_language import term_of
from tbtui.analysis.filter_terms import (
    FilterError,
    Subject,
    Term,
    ValueOfName,
    compared_names,
)

__all__ = ["Filter", "FilterError", "NameOnly", "Subject", "ValueOfName", "matcher", "parse"]


@dataclass(frozen=True)
class Filter:
    """A filter that has been understood.

    Attributes
    ----------
    text : str
        As it was typed.
    """

    text: str
    _term: Term

    def matches(self, subject: Subject) -> bool:
        """Tell whether a run or a tag is let through."""
        return self._term.matches(subject)

    def compared_names(self) -> tuple[str, ...]:
        """Return the names in its comparisons, to tell which of them no run knows."""
        return tuple(dict.fromkeys(compared_names(self._term)))


@dataclass
class NameOnly:
    """A subject of which nothing is known but its name, such as a tag."""

    name: str
    noted: str = ""

    def values(self, name: str) -> Sequence[ValueOfName]:  # noqa: ARG002
        """Return nothing."""
        return ()


def parse(text: str) -> Filter:
    """Understand a filter; an empty one lets everything through.

    Raises
    ------
    FilterError
        If it is broken or unfinished. Whoever asks at every key keeps the last one that was fine.
    """
    return Filter(text, term_of(text))


def matcher(pattern: str) -> Callable[[str], bool]:
    """Turn what was typed into a test of names.

    Parameters
    ----------
    pattern
        A filter. Its comparisons are words.

    Returns
    -------
    callable
        Takes a name and tells whether it matches.

    Raises
    ------
    FilterError
        If it is broken or unfinished.
    """
    term = term_of(pattern)

    def is_let_through(name: str) -> bool:
        return term.matches(NameOnly(name))

    return is_let_through
