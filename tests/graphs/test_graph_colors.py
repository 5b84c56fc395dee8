"""What the colours of a graph tell: structure, places, amounts, and the legend of each."""

from __future__ import annotations

import numpy as np
import pytest
from made_graphs import graph, node

from tbtui.analysis.flow.coloring import (
    Amounts,
    Categories,
    Category,
    amounts_of,
    devices_of,
    structure_of,
)
from tbtui.plot.ansi_themes import MONOCHROME
from tbtui.plot.graph_colors import (
    legend_of_amounts,
    legend_of_categories,
    looks_of_amounts,
    looks_of_categories,
)
from tbtui.plot.theme import DARK

PLACES = graph(
    node("s/a", device="/gpu:0"),
    node("s/b", device="/gpu:0"),
    node("s/c", device="/cpu:0"),
    node("t/a", device="/cpu:0"),
    node("u/a"),
)


def codes_by_name(made, found):
    return {made.name(item): int(found.codes[item]) for item in range(1, made.item_count)}


def test_scopes_that_are_built_alike_have_one_category():
    made = graph(
        ("a/x", "Conv2D"),
        ("a/y", "Relu", ["a/x"]),
        ("b/x", "Conv2D"),
        ("b/y", "Relu", ["b/x"]),
        ("c/x", "Conv2D"),
        ("c/y", "Tanh", ["c/x"]),
    )
    found = structure_of(made)
    codes = codes_by_name(made, found)
    assert codes["a"] == codes["b"] == 0
    assert codes["c"] == -1
    assert found.categories == (Category("a", 2),)


def test_a_scope_has_the_device_of_most_of_its_nodes():
    found = devices_of(PLACES)
    codes = codes_by_name(PLACES, found)
    names = [category.name for category in found.categories]
    assert [names[codes[name]] for name in ("s", "s/c", "t")] == ["/gpu:0", "/cpu:0", "/cpu:0"]
    assert codes["u"] == codes["u/a"] == -1
    assert [bool(found.is_mixed[PLACES.find(name)]) for name in ("s", "t")] == [True, False]
    assert {category.name: category.members for category in found.categories} == {
        "/gpu:0": 2,
        "/cpu:0": 2,
    }


def test_amounts_are_shares_of_the_most_that_a_child_of_the_root_takes():
    values = np.full(PLACES.item_count, -1, np.int64)
    for name, value in (("s", 40), ("s/a", 30), ("s/b", 10), ("t", 10), ("t/a", 10)):
        values[PLACES.find(name)] = value
    found = amounts_of(PLACES, values)
    assert found.maximum == 40
    assert found.shares[PLACES.find("s/a")] == 0.75
    assert np.isnan(found.shares[PLACES.find("u")])


def test_where_nothing_is_known_nothing_is_coloured():
    found = amounts_of(PLACES, np.full(PLACES.item_count, np.nan))
    assert found.maximum == 0
    assert looks_of_amounts(found, DARK)(1).ink == ""


CATEGORIES = Categories(
    np.array([-1, 0, 1, 1], np.int32),
    np.array([False, False, False, True]),
    (Category("conv\x1b", 1), Category("dense", 2)),
)


def test_categories_have_the_colours_of_runs_and_what_is_mixed_another_mark():
    look = looks_of_categories(CATEGORIES, DARK)
    assert look(0).mark == ""
    assert [look(item).ink for item in (1, 2, 3)] == [DARK.series[code] for code in (0, 1, 1)]
    assert look(2).mark == look(1).mark != look(3).mark


def test_without_colours_categories_are_letters():
    look = looks_of_categories(CATEGORIES, MONOCHROME)
    assert look(1).mark.isalpha()
    assert look(1).mark != look(2).mark


def test_the_legend_names_the_categories():
    rows = legend_of_categories(CATEGORIES, DARK)
    assert [(row.text, row.members) for row in rows] == [("conv\\x1b", 1), ("dense", 2)]
    assert [row.ink for row in rows] == list(DARK.series[:2])


@pytest.mark.parametrize("theme", [DARK, MONOCHROME], ids=lambda theme: theme.name)
def test_the_more_the_higher_the_mark(theme):
    shares = np.array([0.0, 0.5, 1.0])
    marks = [looks_of_amounts(Amounts(shares, 8.0), theme)(item).mark for item in range(3)]
    assert len(set(marks)) == 3
    rows = legend_of_amounts(Amounts(shares, 8.0), theme, lambda amount: f"{amount:g} B")
    assert [row.text for row in rows] == ["0 B", "2 B", "4 B", "6 B", "8 B"]
    assert [rows[0].mark, rows[-1].mark] == [marks[0], marks[-1]]
