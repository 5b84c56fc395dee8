"""The view of some logs comes back at the next start, and its file never does harm."""

from __future__ import annotations

import json
import os
import stat
import threading

import pytest

from tbtui.config import view_store
from tbtui.config.view_state import ViewState
from tbtui.config.view_store import ViewStore

GRID = ViewState({"scalars": {"layout": "grid"}})


@pytest.fixture
def views(tmp_path):
    return tmp_path / "state" / "views"


@pytest.fixture
def opened(views):
    """Open the view of some logs as a program that starts does."""

    def open_view(*paths, fresh=False):
        return ViewStore([("", path) for path in paths or ("/logs",)], views, fresh=fresh)

    return open_view


def test_what_was_saved_is_there_at_the_next_start(opened):
    opened().save(GRID)
    assert opened().load() == GRID


def test_without_a_file_the_view_is_empty_and_nothing_is_said(opened, views):
    store = opened()

    assert store.load() == ViewState()
    assert store.take_messages() == ()
    assert not views.exists()


def test_other_logs_have_another_view(opened):
    opened("/logs").save(GRID)

    assert opened("/logs/a").load() == ViewState()
    assert opened("/logs", "/logs/a").load() == ViewState()


def test_the_same_logs_have_one_view_however_they_are_written(opened, views, monkeypatch):
    opened("/logs/a", "/logs/b").save(GRID)
    monkeypatch.chdir("/")

    assert opened("logs/b/", "./logs/x/../a").load() == GRID


def test_the_names_of_sources_are_part_of_the_view(views):
    ViewStore([("mine", "/logs")], views).save(GRID)

    assert ViewStore([("", "/logs")], views).load() == ViewState()
    assert ViewStore([("mine", "/logs")], views).load() == GRID


def test_a_fresh_start_ignores_the_view_and_replaces_it(opened):
    opened().save(GRID)
    store = opened(fresh=True)

    assert store.load() == ViewState()
    store.save(ViewState({"scalars": {"layout": "focus"}}))
    assert opened().load().section("scalars").text("layout") == "focus"


def test_a_fresh_start_destroys_no_file_of_others(opened, views):
    views.mkdir(parents=True)
    store = opened(fresh=True)
    store.path.write_text("somebody's notes")

    assert store.load() == ViewState()
    store.save(GRID)
    assert (views / f"{store.path.name}.broken").read_text() == "somebody's notes"


def test_names_that_are_not_text_survive(opened):
    opened("/logs/\udcff").save(ViewState({"runs": {"hidden": ["\udcff", "\x1b[31m", "模型"]}}))
    assert opened("/logs/\udcff").load().section("runs").texts("hidden")[0] == "\udcff"


def test_only_the_owner_can_read_it(opened, views):
    store = opened()
    store.save(GRID)

    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(views.stat().st_mode) == 0o700


def test_nothing_is_written_while_nothing_has_changed(opened):
    opened().save(GRID)
    store = opened()
    before = store.path.stat().st_mtime_ns, store.path.stat().st_ino
    store.save(store.load())
    store.save(GRID)

    assert (store.path.stat().st_mtime_ns, store.path.stat().st_ino) == before


def test_nothing_but_the_view_is_left_behind(opened, views):
    store = opened()
    for number in range(3):
        store.save(ViewState({"scalars": {"number": number}}))

    assert os.listdir(views) == [store.path.name]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is damaged"),
        (b'{"format": 1, "sections": {', "is damaged"),
        (b"\xff\xfe\x00", "is damaged"),
        (b"[" * 100_000, "is damaged"),
        (b"[]", "is of another kind"),
        (b'{"format": 1}', "is of another kind"),
        (b'{"format": 99, "sections": {}}', "is of another version of tbtui"),
        (b" " * 4_000_001, "is much too long"),
    ],
)
def test_a_file_that_is_not_ours_is_kept_under_another_name(content, reason, opened, views):
    views.mkdir(parents=True)
    store = opened()
    store.path.write_bytes(content)
    aside = views / f"{store.path.name}.broken"

    assert store.load() == ViewState()
    assert store.take_messages() == (f"the saved view of these logs {reason}; it is now {aside}",)
    assert store.take_messages() == ()
    store.save(GRID)
    assert aside.read_bytes() == content
    assert opened().load() == GRID


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_does_not_hold_up_the_start(make, opened, views):
    views.mkdir(parents=True)
    store = opened()
    make(store.path)

    assert store.load() == ViewState()
    assert len(store.take_messages()) == 1


def test_a_section_that_is_wrong_does_not_cost_the_others(opened, views):
    views.mkdir(parents=True)
    store = opened()
    document = {"format": 1, "sections": {"runs": 3, "scalars": {"layout": "grid"}}}
    store.path.write_text(json.dumps(document))

    assert store.load() == GRID


def test_where_nothing_can_be_written_this_is_told_once(opened, views):
    views.parent.mkdir(parents=True)
    views.write_text("a file where the directory should be")
    store = opened()

    assert store.load() == ViewState()
    store.take_messages()
    store.save(GRID)
    store.save(GRID)
    assert store.take_messages() == ("the view of these logs cannot be kept: file exists",)


@pytest.mark.parametrize("value", [object(), b"bytes", {1, 2}])
def test_what_cannot_be_written_down_is_told_and_the_old_view_stays(value, opened):
    store = opened()
    store.save(GRID)
    store.save(ViewState({"scalars": {"it": value}}))

    assert "cannot be written down" in store.take_messages()[0]
    assert opened().load() == GRID


def test_the_oldest_views_give_way(opened, views, monkeypatch):
    monkeypatch.setattr(view_store, "MOST_FILES", 3)
    views.mkdir(parents=True)
    (views / "notes.txt").write_text("not ours")
    paths = []
    for number in range(5):
        store = opened(f"/logs/{number}")
        store.save(GRID)
        os.utime(store.path, (number, number))
        paths.append(store.path)

    # The newest was given its old time only after it had been saved.
    assert [path.exists() for path in paths] == [False, False, True, True, True]
    assert (views / "notes.txt").exists()


def test_two_programs_at_once_leave_one_whole_view(opened):
    states = [ViewState({"scalars": {"filter": letter * 2_000}}) for letter in "ab"]
    stores = [opened(), opened()]
    reader = opened()
    seen = []

    def save_often(store, state):
        for number in range(50):
            store.save(state.with_section("runs", {"number": number}))

    threads = [
        threading.Thread(target=save_often, args=pair) for pair in zip(stores, states, strict=True)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.append(reader.load().section("scalars").text("filter"))
    for thread in threads:
        thread.join()

    assert set(seen) <= {"", "a" * 2_000, "b" * 2_000}
    assert reader.take_messages() == ()
    assert opened().load().section("runs").optional_number("number") == 49.0
