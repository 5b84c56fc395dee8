"""Filters that were used before come back with two keys."""

from __future__ import annotations

from tbtui.widgets.filter_history import MOST_REMEMBERED, FilterHistory


def history_of(*texts):
    history = FilterHistory()
    for text in texts:
        history.add(text)
    return history


def test_older_and_newer_go_through_what_was_kept_and_back_to_what_was_being_typed():
    history = history_of("loss", "acc")
    assert history.older("dra") == "acc"
    assert history.older("acc") == "loss"
    assert history.older("loss") == "loss"
    assert history.newer("loss") == "acc"
    assert history.newer("acc") == "dra"
    assert history.newer("dra") == "dra"


def test_what_is_in_the_line_already_is_passed_over():
    assert history_of("loss", "acc").older("acc") == "loss"


def test_a_filter_that_is_used_again_becomes_the_newest_and_an_empty_one_is_none():
    history = history_of("a", "b", "a", " ", "")
    assert history.saved() == ["b", "a"]


def test_without_any_filter_the_line_stays():
    assert FilterHistory().older("x") == "x"


def test_only_so_many_are_remembered():
    history = history_of(*map(str, range(MOST_REMEMBERED + 3)))
    assert history.saved()[0] == "3"
    assert len(history.saved()) == MOST_REMEMBERED


def test_a_history_comes_back():
    history = FilterHistory()
    history.restore(["a", "b"])
    assert history.older("") == "b"
