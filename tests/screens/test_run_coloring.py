"""Runs that belong together share a colour."""

from __future__ import annotations

import pytest

from tbtui.analysis.filters import FilterError
from tbtui.config.view_state import Section
from tbtui.screens.session import Session
from tbtui.widgets.run_coloring import ColorBy, RunColoring

PALETTE = ("#000001", "#000002", "#000003", "#000004", "#000005", "#000006")
ALONE = "#777777"
NAMES = ("a/seed1", "a/seed2", "b/seed1", "other")


def coloring_by(by, pattern=""):
    coloring = RunColoring()
    coloring.use_palette(PALETTE, ALONE)
    coloring.pattern = pattern
    coloring.color_by(by)
    coloring.assign(NAMES)
    return coloring


def test_by_run_nothing_is_shared():
    assert coloring_by(ColorBy.RUN).color("a/seed1") is None


def test_runs_of_a_directory_share_a_colour():
    coloring = coloring_by(ColorBy.DIRECTORY)
    assert coloring.color("a/seed1") == coloring.color("a/seed2") != coloring.color("b/seed1")


def test_runs_with_the_same_captures_share_a_colour_and_the_others_are_grey():
    coloring = coloring_by(ColorBy.REGEX, r"seed(\d)")
    assert coloring.color("a/seed1") == coloring.color("b/seed1") != coloring.color("a/seed2")
    assert coloring.color("other") == ALONE


def test_without_a_pattern_runs_keep_their_own_colours():
    assert coloring_by(ColorBy.REGEX).color("a/seed1") is None


def test_a_broken_pattern_changes_nothing():
    coloring = coloring_by(ColorBy.REGEX, r"seed(\d)")
    with pytest.raises(FilterError):
        coloring.use_pattern("(")
    assert coloring.pattern == r"seed(\d)"


def test_a_run_that_appears_later_gets_the_colour_of_its_group():
    coloring = coloring_by(ColorBy.DIRECTORY)
    assert coloring.color("a/seed9") == coloring.color("a/seed1")


def test_groups_keep_their_places_in_another_palette():
    coloring = coloring_by(ColorBy.DIRECTORY)
    place = PALETTE.index(coloring.color("a/seed1"))
    light = tuple(color.replace("#00", "#ff") for color in PALETTE)
    coloring.use_palette(light, "#888888")
    assert coloring.color("a/seed1") == light[place]


def test_what_was_chosen_comes_back():
    coloring = coloring_by(ColorBy.DIRECTORY, "x(y)")
    again = RunColoring()
    again.restore(Section(coloring.saved()))
    assert (again.by, again.pattern) == (ColorBy.DIRECTORY, "x(y)")
    again.restore(Section({"by": "regex", "pattern": "("}))
    assert again.pattern == "x(y)"


def test_what_the_user_chose_for_a_run_goes_before_the_colour_of_its_group():
    session = Session(("/logs",))
    session.coloring.color_by(ColorBy.DIRECTORY)
    session.assign_colors(NAMES)
    session.chosen_colors.choose("a/seed2", "#abcdef")
    assert session.color_of("a/seed2") == "#abcdef"
    session.chosen_colors.choose("a/seed2", None)
    assert session.color_of("a/seed2") == session.color_of("a/seed1")
