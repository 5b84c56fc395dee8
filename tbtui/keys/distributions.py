"""Keys of the Distributions tab: those of Histograms that make sense there."""

from __future__ import annotations

from dataclasses import replace

from tbtui.keys import histograms
from tbtui.keys.model import Footers, Key, Where

_PLACES = {
    Where.HISTOGRAMS: Where.DISTRIBUTIONS,
    Where.HISTOGRAM_CARDS: Where.DISTRIBUTION_CARDS,
}
_ONLY_OF_HISTOGRAMS = ("bins.next", "bins.previous", "cards.mode", "cards.colors")

KEYS: tuple[Key, ...] = tuple(
    replace(key, id=f"distributions.{key.id}", where=_PLACES[key.where])
    for key in histograms.KEYS
    if key.id not in _ONLY_OF_HISTOGRAMS
)

FOOTERS: Footers = {
    Where.DISTRIBUTION_CARDS: (
        ("distributions.cards.next", "distributions.cards.previous"),
        ("distributions.steps.previous", "distributions.steps.next"),
        ("distributions.steps.play",),
        ("distributions.cards.together",),
        ("distributions.cards.axis",),
        ("distributions.cards.symlog",),
        ("distributions.cards.filter",),
        ("help",),
    ),
}
