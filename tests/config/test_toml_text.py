"""TOML with mistakes in it."""

from __future__ import annotations

import pytest

from tbtui.config.toml_text import line_of, read_toml


def test_a_line_with_a_mistake_is_left_out_and_all_others_count():
    table, mistakes = read_toml("a = 1\nb = = 2\nc = 3\nd 4\ne = 5\n")

    assert table == {"a": 1, "c": 3, "e": 5}
    assert [mistake.line for mistake in mistakes] == [2, 4]
    assert mistakes[0].reason == "invalid value"


def test_the_values_below_a_header_with_a_mistake_count_for_no_other_table():
    table, mistakes = read_toml("[screen]\na = 1\n[charts\ntheme = 2\nb = 3\n[logs]\nc = 4\n")

    assert table == {"screen": {"a": 1}, "logs": {"c": 4}}
    assert [mistake.line for mistake in mistakes] == [3]


def test_of_two_values_for_one_name_the_first_counts():
    table, mistakes = read_toml("a = 1\na = 2\n")

    assert table == {"a": 1}
    assert [mistake.line for mistake in mistakes] == [2]


def test_a_bracket_that_is_not_closed_costs_only_its_own_lines():
    table, mistakes = read_toml('a = 1\npalette = [\n  "#ffffff",\n[keys]\nquit = "x"\n')

    assert table == {"a": 1, "keys": {"quit": "x"}}
    assert [mistake.line for mistake in mistakes] == [2, 3]


def test_a_text_that_never_ends_is_blamed_on_where_it_began():
    table, mistakes = read_toml('a = 1\nb = """\nc = 3\n')

    assert table == {"a": 1, "c": 3}
    assert [mistake.line for mistake in mistakes] == [2]


def test_what_spans_several_lines_is_no_mistake():
    table, mistakes = read_toml("a = [\n  1,\n  2,\n]\nb = = 2\n")

    assert table == {"a": [1, 2]}
    assert [mistake.line for mistake in mistakes] == [5]


def test_deep_nesting_is_a_mistake_like_others():
    table, mistakes = read_toml("a = 1\nb = " + "[" * 5_000 + "]" * 5_000 + "\n")

    assert table == {"a": 1}
    assert [mistake.line for mistake in mistakes] == [2]


def test_a_file_of_mistakes_is_given_up_in_the_end():
    table, mistakes = read_toml("=\n" * 2_000)

    assert table == {}
    assert mistakes[-1] == (None, "too many mistakes; nothing of the file is used")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a", 1),
        ("b.c", 2),
        ("colors", 3),
        ("colors.palette", 4),
        ("colors.runs.x.y", 6),
        ("colors.runs.it's", 7),
        ("keys.charts.next", 9),
        ("keys.nothing", None),
    ],
)
def test_a_setting_is_found_again(name, line):
    text = (
        "a = 1\n"
        'b . "c" = 2\n'
        "[colors]  # a comment\n"
        "palette=[]\n"
        '[ colors . "runs" ]\n'
        '"x.y" = 1\n'
        '"it\'s" = 2\n'
        "[keys]\n"
        "charts.next = 'j'\n"
    )
    assert line_of(text, name) == line


def test_a_long_line_is_searched_in_no_time():
    assert line_of("." * 20_000 + " " * 20_000, "a") is None
