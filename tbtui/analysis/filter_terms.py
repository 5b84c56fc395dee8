"""The parts that a filter is made of. Each tells whether a run or a tag matches it."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

ValueOfName = bool | float | str
"""What a run can have under a name: the value of a hyperparameter or of a metric."""


class FilterError(ValueError):
    """A filter that cannot be used, perhaps because it is still being typed.

    Its message is short and meant to be shown.

    Attributes
    ----------
    position : int
        Where in the text the trouble is; the length of the text if something is missing there.
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class Subject(Protocol):
    """What a filter is asked about: a run, or a tag, which has nothing but its name."""

    @property
    def name(self) -> str:
        """The name that words, patterns and expressions look at."""

    @property
    def noted(self) -> str:
        """What the user has noted, without case: only words look at it, too."""

    def values(self, name: str) -> Sequence[ValueOfName]:
        """Return all that the subject has under a name; nothing if it does not know the name."""


class Term(Protocol):
    """A filter or a part of one."""

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""


@dataclass(frozen=True)
class Word:
    """Text that occurs in the name or in the notes, in upper or lower case.

    `folded` is without case.
    """

    folded: str

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        return self.folded in subject.name.casefold() or self.folded in subject.noted


@dataclass(frozen=True)
class Expression:
    """A regular expression that is found somewhere in the name."""

    pattern: re.Pattern[str]

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        return self.pattern.search(subject.name) is not None


@dataclass(frozen=True)
class All:
    """Every one of the terms; without any, everything matches."""

    terms: tuple[Term, ...]

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        return all(term.matches(subject) for term in self.terms)


@dataclass(frozen=True)
class AnyOf:
    """At least one of the terms."""

    terms: tuple[Term, ...]

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        return any(term.matches(subject) for term in self.terms)


@dataclass(frozen=True)
class Not:
    """The opposite of a term."""

    term: Term

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        return not self.term.matches(subject)


class Test(Protocol):
    """The right side of a comparison: tells whether a value passes."""

    def __call__(self, value: ValueOfName, /) -> bool:
        """Tell whether the value passes."""


@dataclass(frozen=True)
class Comparison:
    """A test of what the subject has under a name; one value that passes is enough.

    Names of runs and tags often look like comparisons, ``lr=0.1,seed=3``. So where the subject has
    nothing under the name, the comparison is a word.

    Attributes
    ----------
    name : str
    test : Test
    written : str or None
        The comparison as it was typed, without case; None if it cannot be a word.
    """

    name: str
    test: Test
    written: str | None

    def matches(self, subject: Subject) -> bool:
        """Tell whether the subject is let through."""
        values = subject.values(self.name)
        if values:
            return any(self.test(value) for value in values)
        return self.written is not None and self.written in subject.name.casefold()


def compared_names(term: Term) -> Iterator[str]:
    """Yield the names that the comparisons in a term are about, from left to right."""
    if isinstance(term, Comparison):
        yield term.name
    elif isinstance(term, Not):
        yield from compared_names(term.term)
    elif isinstance(term, All | AnyOf):
        for part in term.terms:
            yield from compared_names(part)


def is_equal(value: ValueOfName, wanted: str) -> bool:
    """Tell whether a value is the one that was typed.

    Numbers are compared as numbers, and a number that was stored as float32 is equal to what was
    typed if nothing is nearer to that. Texts are equal whatever their case, and as wholes.
    """
    wanted_number = number_in(wanted)
    number = number_of(value)
    if number is None or wanted_number is None:
        return text_of(value).casefold() == wanted.casefold()
    return number in (wanted_number, _as_float32(wanted_number))


def number_in(text: str) -> float | None:
    """Read what was typed as a number; ``true`` and ``false`` are 1 and 0, as in many logs."""
    truth = {"true": 1.0, "false": 0.0}.get(text.casefold())
    if truth is not None:
        return truth
    try:
        return float(text)
    except ValueError:
        return None


def number_of(value: ValueOfName) -> float | None:
    """Return a value as a number; texts that spell one are numbers too."""
    return number_in(value) if isinstance(value, str) else float(value)


def text_of(value: ValueOfName) -> str:
    """Return a value as somebody would type it: ``true``, ``32``, ``0.001``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _as_float32(number: float) -> float:
    try:
        (rounded,) = struct.unpack("<f", struct.pack("<f", number))
    except OverflowError:
        return number
    return float(rounded)


def compiled(expression: str, position: int, *, ignore_case: bool = True) -> re.Pattern[str]:
    """Compile a regular expression that stands at a position of the filter.

    Raises
    ------
    FilterError
        If it is broken.
    """
    try:
        with warnings.catch_warnings():
            # What Python may understand otherwise one day is no concern of who is typing.
            warnings.simplefilter("ignore")
            return re.compile(expression, re.IGNORECASE if ignore_case else 0)
    except re.error as error:
        where = position + (error.pos or 0)
        raise FilterError(f"not a regular expression: {error.msg}", where) from error
    except (OverflowError, RecursionError) as error:
        raise FilterError("this regular expression is too large", position) from error


def glob_expression(glob: str) -> str:
    """Return the regular expression of a pattern in which ``*`` and ``?`` stand for anything.

    ``*`` is any number of characters, slashes included, ``?`` is one; all others are themselves.
    """
    special = {"*": ".*", "?": "."}
    return "".join(special.get(character) or re.escape(character) for character in glob)
