"""Backgrounds of what is selected."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from tbtui.plot.theme import DARK, dim
from tbtui.widgets.styling import SELECTION_DIM, make_style, selected


def backgrounds(strip):
    return [style.bgcolor.name for _, style, _ in selected(strip, DARK)]


def test_a_selection_tints_the_band_around_a_group_and_does_not_hide_it():
    band = "#553344"
    plain = Segment(" ", make_style(DARK.text, DARK.background))
    within_band = Segment(" ", make_style(DARK.text, band))
    tinted = [dim(DARK.accent, color, SELECTION_DIM) for color in (DARK.background, band)]
    assert backgrounds(Strip([plain, within_band])) == tinted
    assert tinted[0] != tinted[1]
    assert backgrounds(Strip([Segment(" ", None)])) == tinted[:1]
