"""A run keeps its colour."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.colors import RunColors
from tbtui.plot.theme import DARK, LIGHT

NAMES = st.text(alphabet=st.characters(), max_size=6)


def test_the_colour_of_a_name_is_the_same_in_every_process() -> None:
    program = "from tbtui.plot.colors import RunColors; print(RunColors().color('baseline'))"
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == RunColors().color("baseline")


def test_ten_runs_have_ten_colours_and_more_share_evenly() -> None:
    names = [f"seed{number}" for number in range(25)]
    colors = RunColors()
    colors.assign(names[:10])
    assert len({colors.color(name) for name in names[:10]}) == 10
    colors.assign(names)
    uses = Counter(colors.color(name) for name in names)
    assert sorted(uses.values()) == [2] * 5 + [3] * 5


def test_five_runs_have_the_five_colours_that_are_easiest_to_tell_apart() -> None:
    names = ["baseline", "bs512", "dropout0.2", "lr3e-4", "lr1e-3-warm"]
    colors = RunColors()
    colors.assign(names)
    assert {colors.slot(name) for name in names} == set(range(5))


def test_a_collision_moves_to_the_next_free_slot() -> None:
    palette = ("#000001", "#000002", "#000003")
    alone = {name: RunColors(palette).slot(name) for name in ("a", "b", "c", "d", "e", "f")}
    one, other = next(
        (one, other)
        for one in alone
        for other in alone
        if one < other and alone[one] == alone[other]
    )
    colors = RunColors(palette)
    colors.assign([other, one])
    assert colors.slot(one) == alone[one]
    assert colors.slot(other) == (alone[one] + 1) % 3


@given(st.lists(NAMES, max_size=30), st.lists(NAMES, max_size=30))
def test_nobody_changes_colour_when_others_arrive(first: list[str], later: list[str]) -> None:
    colors = RunColors()
    colors.assign(first)
    before = {name: colors.color(name) for name in first}
    colors.assign(later)
    assert {name: colors.color(name) for name in first} == before


@given(st.lists(NAMES, max_size=30).flatmap(lambda n: st.tuples(st.just(n), st.permutations(n))))
def test_the_order_in_which_runs_are_found_does_not_matter(
    orders: tuple[list[str], list[str]],
) -> None:
    one, other = RunColors(), RunColors()
    one.assign(orders[0])
    other.assign(orders[1])
    assert [one.slot(name) for name in orders[0]] == [other.slot(name) for name in orders[0]]


def test_a_name_that_cannot_be_encoded_has_a_colour() -> None:
    assert RunColors().color("run\udcff") in DARK.series


def test_the_theme_changes_the_colours_but_not_the_slots() -> None:
    colors = RunColors(DARK.series)
    colors.assign(["a", "b"])
    slot = colors.slot("a")
    assert colors.color("a") == DARK.series[slot]
    colors.use_palette(LIGHT.series)
    assert (colors.slot("a"), colors.color("a")) == (slot, LIGHT.series[slot])
    with pytest.raises(ValueError, match="10 colours"):
        colors.use_palette(["#000000"])
