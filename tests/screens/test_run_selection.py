"""Which runs are shown."""

from __future__ import annotations

import pytest

from tbtui.widgets.run_selection import RunSelection

NAMES = ("a", "b", "c")


@pytest.fixture
def selection():
    return RunSelection()


def shown(selection, names=NAMES):
    return "".join(name for name in names if selection.is_shown(name))


def test_everything_is_shown_at_first(selection):
    assert shown(selection) == "abc"


def test_a_run_that_appears_later_is_shown(selection):
    selection.toggle_all(NAMES)
    assert shown(selection, ("a", "b", "c", "later")) == "later"


def test_toggling_twice_changes_nothing(selection):
    selection.toggle("b")
    assert shown(selection) == "ac"
    selection.toggle("b")
    assert shown(selection) == "abc"


def test_solo_again_brings_back_what_was_shown_before(selection):
    selection.toggle("a")
    selection.solo("b", NAMES)
    assert shown(selection) == "b"
    selection.solo("b", NAMES)
    assert shown(selection) == "bc"


def test_solo_of_another_run_still_remembers_what_was_before_the_first(selection):
    selection.toggle("a")
    selection.solo("b", NAMES)
    selection.solo("c", NAMES)
    assert shown(selection) == "c"
    selection.solo("c", NAMES)
    assert shown(selection) == "bc"


def test_toggling_after_solo_forgets_what_was_before(selection):
    selection.solo("b", NAMES)
    selection.toggle("c")
    assert shown(selection) == "bc"
    selection.solo("b", NAMES)
    assert shown(selection) == "b"


def test_all_or_none(selection):
    selection.toggle("a")
    selection.toggle_all(NAMES)
    assert shown(selection) == "abc"
    selection.toggle_all(NAMES)
    assert shown(selection) == ""


def test_none_of_the_listed_runs_leaves_the_others_alone(selection):
    selection.toggle_all(("a", "b"))
    assert shown(selection) == "c"


def test_invert(selection):
    selection.toggle("a")
    selection.invert(NAMES)
    assert shown(selection) == "a"
