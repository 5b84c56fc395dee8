"""All columns that there can be, and how they are found by what is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tbtui.analysis.column_choice import RUN_FIELDS, USER_FIELDS, ColumnChoice, Statistic
from tbtui.analysis.filters import FilterError, matcher
from tbtui.plot.text import escape
from tbtui.screens.column_chooser import ColumnChoice as Offer
from tbtui.screens.column_chooser import Matches

CURVE = "curve:"
"""Begins the key of a column of sparklines; a tag follows."""
SYNTAX = "@500: values at a step   @val/loss: at the best of a tag"
MOST_OFFERED = 5_000

STATISTICS = {
    Statistic.LAST: "last",
    Statistic.SMOOTHED: "last, smoothed",
    Statistic.BEST: "best",
    Statistic.BEST_STEP: "step at best",
    Statistic.MINIMUM: "lowest",
    Statistic.MAXIMUM: "highest",
    Statistic.MEAN: "mean",
    Statistic.NOT_FINITE: "NaN or infinite points",
}
_AT = re.compile(r"(?:^|\s)@(\S*)")


def curve_tag(key: str) -> str | None:
    """Return the tag of a column of sparklines, None for other columns."""
    return key[len(CURVE) :] if key.startswith(CURVE) else None


def offer_of_key(key: str, choice: ColumnChoice | None) -> Offer:
    """Return what the list of columns says about one."""
    tag = curve_tag(key)
    if tag is not None:
        return Offer(key, escape(tag), "sparkline")
    if choice is None:
        return Offer(key, escape(key))
    return _offer(choice)


def _offer(choice: ColumnChoice) -> Offer:
    statistic = choice.statistic
    if statistic is Statistic.AT_STEP:
        return Offer(choice.key, escape(choice.name), f"at step {choice.step:,}")
    if statistic is Statistic.AT_BEST:
        return Offer(choice.key, escape(choice.name), f"at best of {escape(choice.other)}")
    if statistic is Statistic.HYPERPARAMETER:
        return Offer(choice.key, escape(choice.name), "hyperparameter")
    if statistic is Statistic.USER:
        return Offer(choice.key, escape(choice.title), "your own")
    if statistic is Statistic.RUN:
        return Offer(choice.key, escape(choice.title), "run")
    return Offer(choice.key, escape(choice.name), STATISTICS[statistic])


def find_columns(
    text: str, shown: Sequence[Offer], tags: Sequence[str], hyperparameters: Sequence[str]
) -> Matches:
    """Return the columns that a text finds, those that are shown first.

    Parameters
    ----------
    text : str
        Words as in filters. ``@500`` asks for values at a step, ``@val/loss`` for values at the
        best of that tag.
    shown : sequence of Offer
        Those that the table has.
    tags, hyperparameters : sequence of str
        All that there are.
    """
    at = _AT.search(text)
    if at is not None:
        if not at[1]:
            return Matches((), "behind @, type a step or a tag")
        text = text[: at.start()] + text[at.end() :]
    try:
        is_match = matcher(text)
    except FilterError as error:
        return Matches((), escape(str(error)))
    offers: Iterable[Offer]
    if at is not None:
        special = _special(at[1], tags)
        if special is None:
            return Matches((), f"no tag is called {escape(at[1])}")
        offers = special
    else:
        known = {offer.key for offer in shown}
        others = (offer for offer in _all(tags, hyperparameters) if offer.key not in known)
        offers = (*shown, *others)
    found = [one for one in offers if is_match(f"{one.label} {one.detail}")]
    return Matches(found[:MOST_OFFERED])


def _all(tags: Sequence[str], hyperparameters: Sequence[str]) -> Iterator[Offer]:
    for name in RUN_FIELDS:
        yield _offer(ColumnChoice(Statistic.RUN, name))
    for name in hyperparameters:
        yield _offer(ColumnChoice(Statistic.HYPERPARAMETER, name))
    for name in USER_FIELDS:
        yield _offer(ColumnChoice(Statistic.USER, name))
    for tag in tags:
        for statistic in STATISTICS:
            yield _offer(ColumnChoice(statistic, tag))
        yield offer_of_key(f"{CURVE}{tag}", None)


def _special(where: str, tags: Sequence[str]) -> list[Offer] | None:
    """Return the columns of values at a step, or at the best of a tag; None if there is no such."""
    if re.fullmatch(r"-?[\d,]{1,18}", where):
        step = int(where.replace(",", ""))
        return [_offer(ColumnChoice(Statistic.AT_STEP, tag, step=step)) for tag in tags]
    other = next((tag for tag in (where, *_ending_in(where, tags)) if tag in tags), None)
    if other is None:
        return None
    return [_offer(ColumnChoice(Statistic.AT_BEST, tag, other=other)) for tag in tags]


def _ending_in(last_part: str, tags: Sequence[str]) -> list[str]:
    return [tag for tag in tags if tag.rpartition("/")[2] == last_part]
