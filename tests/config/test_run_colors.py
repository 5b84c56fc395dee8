"""Which colour the user wants for which run."""

from __future__ import annotations

from tbtui.config.run_colors import ChosenColors
from tbtui.config.settings import ColorRule
from tbtui.config.view_state import Section

PALETTE = ("#111111", "#222222")


def test_an_exact_name_goes_before_a_pattern_and_the_first_pattern_counts():
    colors = ChosenColors(
        [
            ColorRule("/seed/", "#abcdef"),
            ColorRule("/seed=1/", "#000001"),
            ColorRule("seed=1", "#ffffff"),
        ]
    )

    assert colors.color("seed=1", PALETTE) == "#ffffff"
    assert colors.color("a/seed=12", PALETTE) == "#abcdef"
    assert colors.color("baseline", PALETTE) is None


def test_a_number_is_a_place_in_the_palette_that_goes_round():
    colors = ChosenColors([ColorRule("a", 2), ColorRule("b", 3)])

    assert colors.color("a", PALETTE) == "#222222"
    assert colors.color("b", PALETTE) == "#111111"


def test_a_name_with_slashes_inside_is_a_name():
    colors = ChosenColors([ColorRule("a/b", 1), ColorRule("/", 1)])

    assert colors.color("a/b", PALETTE) == "#111111"
    assert colors.color("a/b/c", PALETTE) is None


def test_a_choice_goes_before_everything_and_can_be_taken_back():
    colors = ChosenColors([ColorRule("a", "#ffffff")])
    colors.choose("a", "#000000")
    assert colors.color("a", PALETTE) == "#000000"

    colors.choose("a", None)
    assert colors.color("a", PALETTE) == "#ffffff"


def test_choices_come_back_with_the_view_without_what_is_wrong():
    colors = ChosenColors()
    colors.choose("a", "#00ff00")
    colors.choose("b", 2)
    saved = {**colors.saved(), "c": "red", "d": 0, "e": True, "f": None}

    again = ChosenColors()
    again.restore(Section(saved))
    assert again.saved() == {"a": "#00ff00", "b": 2}
