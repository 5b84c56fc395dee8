"""The user's keys in the table of keys."""

from __future__ import annotations

import pytest

from tbtui.bindings import BY_ID, KEYS, TOGETHER, Key, Where, footer_items
from tbtui.config.key_map import key_table, textual_keymap

SMALL = {
    key.id: key
    for key in (
        Key("charts.next", "j,down", "j ↓", "next", "Next", "", Where.CHARTS),
        Key("axis.grid", "#", "#", "grid", "Grid", "", Where.SCALARS),
        Key("runs.solo", "f", "f", "solo", "Solo", "", Where.RUNS),
        Key("lists.down", "j,down", "j ↓", "down", "Down", "", Where.LISTS),
        Key("tags.only", "", "", "only", "Only", "", Where.TAGS),
        Key("filter.keep", "enter", "Enter", "keep", "Keep", "", Where.FILTER),
        Key("quit", "q", "q", "quit", "Quit", "", Where.EVERYWHERE),
        Key("quit.always", "ctrl+q", "ctrl+q", "quit", "Quit", "", Where.EVERYWHERE, priority=True),
    )
}


def mapped(**chosen):
    reports = []
    chosen = {action.replace("__", "."): keys for action, keys in chosen.items()}
    table = key_table(chosen, lambda *mistake: reports.append(mistake), SMALL)
    return table, reports


def test_without_choices_the_table_stays_as_it_is():
    reports = []
    assert key_table({}, reports.append) == BY_ID
    assert textual_keymap(BY_ID) == {}
    assert reports == []


def test_chosen_keys_replace_those_of_the_table_and_are_shown():
    table, reports = mapped(charts__next="n, PgDn")

    assert (table["charts.next"].keys, table["charts.next"].display) == ("n,pagedown", "n PgDn")
    assert list(table) == list(SMALL)
    assert textual_keymap(table, SMALL) == {"charts.next": "n,pagedown"}
    assert reports == []


def test_a_chosen_key_is_taken_from_what_works_at_the_same_time_and_this_is_told():
    table, reports = mapped(axis__grid="j")

    assert table["charts.next"].keys == "down"
    assert table["lists.down"].display == "↓"
    assert reports == [
        (
            "axis.grid",
            f'takes "j" from {loser}, which has "↓" left; set {loser} too, to say that this is '
            "meant",
        )
        for loser in ("charts.next", "lists.down")
    ]


def test_keys_of_panes_that_never_work_together_do_not_meet():
    table, reports = mapped(charts__next="f")

    assert table["runs.solo"].keys == "f"
    assert reports == []


def test_two_actions_can_change_places():
    table, reports = mapped(axis__grid="q", quit="#")

    assert (table["axis.grid"].keys, table["quit"].keys) == ("q", "#")
    assert reports == []


def test_saying_what_the_loser_keeps_is_consent():
    table, reports = mapped(axis__grid="j", charts__next="down", lists__down="down")

    assert table["axis.grid"].keys == "j"
    assert reports == []


def test_of_two_choices_that_exclude_each_other_the_first_counts():
    table, reports = mapped(runs__solo="x", axis__grid="x,y")

    assert (table["runs.solo"].keys, table["axis.grid"].keys) == ("x", "y")
    assert reports == [("axis.grid", '"x" is already a key of runs.solo')]


def test_an_action_may_have_no_key():
    table, reports = mapped(quit="")

    assert (table["quit"].keys, table["quit"].display) == ("", "")
    assert textual_keymap(table, SMALL) == {"quit": "none.quit"}
    assert reports == []


def test_an_action_without_a_key_can_get_one():
    table, _ = mapped(tags__only="o")
    assert textual_keymap(table, SMALL) == {"tags.only": "o"}


def test_there_is_always_a_way_out():
    table, reports = mapped(quit__always="", quit="")

    assert table["quit.always"].keys == "ctrl+q"
    assert reports == [("quit.always", "there must be a way out; its own keys stay")]


def test_nobody_takes_the_way_out():
    table, reports = mapped(charts__next="ctrl+q,n")

    assert table["quit.always"].keys == "ctrl+q"
    assert table["charts.next"].keys == "n"
    assert reports == [("charts.next", '"ctrl+q" is already a key of quit.always')]


def test_what_works_from_anywhere_meets_every_pane():
    table, reports = mapped(filter__keep="ctrl+q,f2")

    assert table["filter.keep"].keys == "f2"
    assert reports == [("filter.keep", '"ctrl+q" is already a key of quit.always')]


@pytest.mark.parametrize("action", ["filter.keep", "quit.always"])
def test_what_works_while_typing_cannot_have_a_character(action):
    table, reports = mapped(**{action.replace(".", "__"): "k"})

    assert table[action] == SMALL[action]
    assert reports == [(action, '"k" is needed for typing where this works')]


def test_a_wrong_id_gets_a_suggestion_and_a_wrong_key_leaves_the_others():
    table, reports = mapped(chart__next="n", charts__next="n,crtl+n")

    assert table["charts.next"].keys == "n"
    assert [action for action, _ in reports] == ["chart.next", "charts.next"]
    assert reports[0][1] == 'there is no such action; did you mean "charts.next"?'


def test_whatever_is_chosen_no_key_means_two_things_in_one_place():
    letters = "abcdefghijklmnopqrstuvwxyz"
    chosen = {key.id: letters[number % 26] for number, key in enumerate(KEYS) if not key.priority}
    table = key_table(chosen, lambda action, reason: None)

    for panes in TOGETHER:
        used = [name for key in table.values() if key.where in panes
                for name in key.keys.split(",") if name]  # fmt: skip
        assert len(used) == len(set(used))


def test_the_footer_shows_the_keys_of_the_user_and_leaves_out_what_has_none():
    reports = []
    chosen = {"charts.next": "n", "charts.previous": "N", "charts.layout": ""}
    table = key_table(chosen, lambda *mistake: reports.append(mistake))
    items = footer_items(Where.CHARTS, table)

    assert items[0].display == "n/N"
    assert "Layout" not in [item.label for item in items]
