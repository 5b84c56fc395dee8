"""Long names of runs lose what tells least."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.text import cell_width
from tbtui.widgets.short_names import ShortNames


def shortened(names, width):
    short_names = ShortNames()
    short_names.use(names)
    return [short_names.of(name, width) for name in names]


def test_names_that_fit_stay():
    assert shortened(["a/b", "c"], 3) == ["a/b", "c"]


def test_leading_directories_go_first():
    names = ["sweep/lr=0.1,seed=0", "sweep/lr=0.01,seed=0"]
    assert shortened(names, 16) == ["…/lr=0.1,seed=0", "…/lr=0.01,seed=0"]


def test_where_only_directories_differ_the_middle_goes():
    first, second = shortened(["first/version_0", "second/version_0"], 12)
    assert first != second
    assert max(len(first), len(second)) <= 12


def test_a_last_part_that_is_too_long_itself_loses_its_middle():
    [name] = shortened(["a/" + "x" * 30 + "7"], 10)
    assert len(name) == 10
    assert name.endswith("7")


def test_names_are_escaped():
    assert shortened(["a\x1b"], 10) == ["a\\x1b"]


def test_where_neither_end_differs_what_does_is_shown():
    names = [f"{'samples/' * 4}{middle}{'/target' * 4}" for middle in ("first", "second")]
    assert shortened(names, 12) == ["…first/targ…", "…second/tar…"]


def test_where_there_is_no_room_for_what_differs_a_number_does():
    names = [f"{'a' * 20}{middle}{'b' * 20}{end}{'c' * 20}" for middle in "xy" for end in "12"]
    assert shortened(names, 10) == ["aaaaaaaa…2", "aaaaaaaa…3", "aaaaaaaa…4", "aaaaaaaa…5"]


@given(
    st.lists(st.text("ab/漢…", min_size=1, max_size=30), unique=True, max_size=40),
    st.integers(4, 20),
)
def test_no_two_names_look_the_same_and_none_is_too_long(names, width):
    short = shortened(names, width)
    assert len(set(short)) == len(names)
    assert all(cell_width(name) <= width for name in short)
