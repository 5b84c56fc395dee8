"""The columns of the Compare table that nobody has chosen."""

from __future__ import annotations

import pytest

from tbtui.analysis.column_choice import choice_of_key
from tbtui.analysis.directions import guessed_direction
from tbtui.screens.compare_defaults import default_keys

ALWAYS = ("run:state", "last:val/loss", "last:epoch", "hp:lr")
TELLING = [choice_of_key(key) for key in ALWAYS]


def keys(width, **options):
    return default_keys(TELLING, 10, width, guessed_direction, **options)


@pytest.mark.parametrize("width", [20, 60, 75])
def test_without_room_there_is_what_tells_most(width):
    assert keys(width) == ALWAYS


def test_room_is_used_for_more_about_the_first_tag_then_about_the_others():
    assert keys(85) == ("run:state", "last:val/loss", "curve:val/loss", "last:epoch", "hp:lr")
    assert keys(200) == (
        "run:state",
        "last:val/loss",
        "best:val/loss",
        "best-step:val/loss",
        "curve:val/loss",
        # Nobody knows which epoch is best.
        "last:epoch",
        "curve:epoch",
        "hp:lr",
    )


def test_changes_need_room_of_their_own():
    assert keys(85, has_changes=True) == ALWAYS
