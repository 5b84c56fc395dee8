"""Notes on runs are kept, whoever else keeps some, and whatever the file has become."""

from __future__ import annotations

import json
import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.analysis.filters import parse
from tbtui.analysis.run_notes import RunNote
from tbtui.analysis.run_values import RunValues
from tbtui.config.locations import notes_path
from tbtui.config.note_store import NoteStore
from tbtui.config.view_state import MOST_TEXT
from tbtui.store.run import Run

RUN = Run("a/b", "/logs/a/b")
NOTE = RunNote("mine", "look\nagain", ("good", "résumé"), hidden=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "notes.json"


def test_a_note_comes_back_in_another_program(path):
    assert NoteStore(path).change(RUN.directory, NOTE)
    assert NoteStore(path).notes([RUN, Run("other", "/logs/other")]) == {"a/b": NOTE}


def test_it_belongs_to_the_directory_however_the_run_is_called(path, monkeypatch):
    NoteStore(path).change("/logs/a/../a/b/", NOTE)
    monkeypatch.chdir("/")
    assert NoteStore(path).notes([Run("b", "logs/a/b")]) == {"b": NOTE}


def test_nothing_is_written_before_something_is_noted(path):
    store = NoteStore(path)
    assert store.notes([RUN]) == {}
    assert not path.parent.exists()


def test_by_default_it_is_in_the_state_directory_of_the_user():
    NoteStore().change(RUN.directory, NOTE)
    assert notes_path().is_file()
    assert notes_path().parent.name == "tbtui"
    NoteStore().change(RUN.directory, RunNote())
    assert NoteStore().notes([RUN]) == {}


def test_two_programs_do_not_undo_each_others_notes(path):
    one, other = NoteStore(path), NoteStore(path)
    other.notes([RUN])
    one.change("/logs/x", RunNote("x"))
    other.change("/logs/y", RunNote("y"))
    runs = [Run("x", "/logs/x"), Run("y", "/logs/y")]
    assert one.notes(runs) == other.notes(runs) == {"x": RunNote("x"), "y": RunNote("y")}


def test_many_at_once_lose_nothing(path):
    def work(worker):
        store = NoteStore(path)
        for number in range(5):
            store.change(f"/logs/{worker}-{number}", RunNote(str(number)))

    workers = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(json.loads(path.read_text())["runs"]) == 20


def test_the_same_mapping_as_long_as_nothing_changes(path):
    store = NoteStore(path)
    store.change(RUN.directory, NOTE)
    runs = [RUN]
    assert store.notes(runs) is store.notes(runs)
    before = store.notes(runs)
    store.change(RUN.directory, RunNote("other"))
    assert before == {"a/b": NOTE}
    assert store.notes(runs) == {"a/b": RunNote("other")}


def test_what_is_typed_is_tidied(path):
    store = NoteStore(path)
    store.change(RUN.directory, RunNote("  x ", "y" * 10_000, (" a", "a", "", " ")))
    note = store.notes([RUN])["a/b"]
    assert (note.name, len(note.note), note.tags) == ("x", MOST_TEXT, ("a",))
    store.change(RUN.directory, RunNote(" ", "", ("",)))
    assert json.loads(path.read_text())["runs"] == {}


def test_a_damaged_file_is_set_aside_and_told_once(path):
    path.parent.mkdir()
    path.write_text('{"format": 1, "runs": {"')
    store = NoteStore(path)
    assert store.notes([RUN]) == {}
    [message] = store.take_messages()
    assert "is damaged; it is now" in message
    assert store.take_messages() == ()
    assert path.with_name("notes.json.broken").read_text().startswith('{"format"')
    assert store.change(RUN.directory, NOTE)
    assert NoteStore(path).notes([RUN]) == {"a/b": NOTE}


def test_a_file_of_a_later_version_stays_as_it_is(path):
    path.parent.mkdir()
    content = '{"format": 99, "runs": {}}'
    path.write_text(content)
    store = NoteStore(path)
    assert store.notes([RUN]) == {}
    assert not store.change(RUN.directory, NOTE)
    assert path.read_text() == content
    # It is there for as long as the program runs.
    assert store.notes([RUN]) == {"a/b": NOTE}
    assert any("version" in message for message in store.take_messages())


def test_a_directory_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "state").write_text("a file")
    store = NoteStore(tmp_path / "state" / "notes.json")
    assert not store.change(RUN.directory, NOTE)
    assert store.notes([RUN]) == {"a/b": NOTE}
    assert len(store.take_messages()) == 1


def test_what_is_no_file_is_not_waited_for(path):
    path.parent.mkdir()
    os.mkfifo(path)
    store = NoteStore(path)
    assert store.notes([RUN]) == {}
    assert store.take_messages()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(["name", "note", "tags", "hidden", "else"])


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(["/logs/a/b", "/x"]), st.dictionaries(NAMES, JSON) | JSON))
def test_what_is_wrong_in_a_file_costs_only_itself(tmp_path_factory, runs):
    path = tmp_path_factory.mktemp("notes") / "notes.json"
    path.write_text(json.dumps({"format": 1, "runs": runs}))
    store = NoteStore(path)
    store.notes([RUN])
    assert store.change("/logs/good", RunNote("good"))
    assert NoteStore(path).notes([Run("good", "/logs/good")]) == {"good": RunNote("good")}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("tags=good", True),
        ("tags=goo", False),
        ("note~again", True),
        ("name=mine", True),
        ("name=other", False),
        ("b note~look", True),
    ],
)
def test_filters_find_runs_by_notes(text, is_found):
    assert parse(text).matches(RunValues(RUN, {}, NOTE)) is is_found


def test_what_a_run_has_itself_goes_before_notes():
    assert parse("note=3").matches(RunValues(RUN, {"note": 3.0}, NOTE))
    assert not parse("note=3").matches(RunValues(RUN, {}, NOTE))
