"""Values of a saved view are taken by their types, and what is wrong counts as never set."""

from __future__ import annotations

import math
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.config.view_state import Section, ViewState


class Layout(str, Enum):
    FOCUS = "focus"
    GRID = "grid"


def test_every_type_is_read_back():
    section = Section(
        {
            "grid": True,
            "filter": "loss",
            "layout": "grid",
            "smoothing": 0.5,
            "rows": 3,
            "cursor": 7,
            "zoom": [1, 2.5],
            "hidden": ["b", "a", "b"],
            "colors": {"a": "#ffffff"},
            "charts": {"loss": {"scale": "log"}},
        }
    )

    assert section.flag("grid") is True
    assert section.text("filter") == "loss"
    assert section.choice("layout", tuple(Layout), Layout.FOCUS) is Layout.GRID
    assert section.number("smoothing", 0.0, 0.0, 0.999) == 0.5
    assert section.whole_number("rows", 0, 0, 10) == 3
    assert section.optional_number("cursor") == 7.0
    assert section.span("zoom") == (1.0, 2.5)
    assert section.texts("hidden") == ("b", "a")
    assert section.mapping("colors") == {"a": "#ffffff"}
    assert section.sections("charts")["loss"].text("scale") == "log"


WRONG = [
    None, True, 0, 7, -1, 1.5, math.nan, math.inf, 10**400, "", "grid", "x" * 5_000,
    [], [1], [2, 1], [1, 1], [1, math.nan], ["a", 1, None], {}, {"a": 1}, {"a": {"b": []}},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong)[:20])
def test_whatever_stands_there_the_type_is_right(wrong):
    section = Section({"it": wrong})

    assert isinstance(section.flag("it"), bool)
    assert isinstance(section.text("it"), str)
    assert section.choice("it", ("focus", "grid"), "focus") in ("focus", "grid")
    assert 0.0 <= section.number("it", 0.5, 0.0, 1.0) <= 1.0
    assert 0 <= section.whole_number("it", 2, 0, 5) <= 5
    assert type(section.whole_number("it", 2, 0, 5)) is int
    number = section.optional_number("it")
    assert number is None or math.isfinite(number)
    span = section.span("it")
    assert span is None or span[0] < span[1]
    assert all(isinstance(text, str) for text in section.texts("it"))
    assert all(isinstance(text, str) for text in section.mapping("it").values())
    assert isinstance(section.section("it"), Section)
    assert all(isinstance(inner, Section) for inner in section.sections("it").values())


@pytest.mark.parametrize("values", [None, 3, [], "text", {}])
def test_where_there_is_nothing_the_defaults_stand(values):
    section = Section(values)

    assert section.flag("it", True) is True
    assert section.text("it", "x") == "x"
    assert section.optional_text("it") is None
    assert section.number("it", 0.25) == 0.25
    assert section.span("it") is None
    assert section.texts("it") == ()
    assert section.mapping("it") == {}
    assert "it" not in section


def test_one_owner_does_not_disturb_the_others():
    state = ViewState({"scalars": {"a": 1}, "of_a_later_version": {"b": 2}})
    changed = state.with_section("scalars", {"a": 3})

    assert changed.section("scalars").optional_number("a") == 3.0
    assert changed.section("of_a_later_version").optional_number("b") == 2.0
    assert state.section("scalars").optional_number("a") == 1.0


@given(st.floats(), st.floats(-10, 10), st.floats(-10, 10))
def test_a_number_stays_between_its_ends(value, low, high):
    assert low <= Section({"it": value}).number("it", low, low, max(low, high)) <= max(low, high)
