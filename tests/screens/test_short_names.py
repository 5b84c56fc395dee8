"""Long names of runs lose what tells least."""

from __future__ import annotations

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
