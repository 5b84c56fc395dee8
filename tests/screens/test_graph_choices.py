"""The Graph tab: which graph it shows, what goes wrong, which panes there are, what is kept."""

from __future__ import annotations

import pytest
from graph_page import on_graph
from made_graphs import run_of, write_run
from transformer_runs import load_store, write_graphs

from tbtui.screens.choosing import ChoosingScreen
from tbtui.screens.export import ExportScreen
from tbtui.screens.graph_state import Beside
from tbtui.widgets.choice_list import ChoiceList


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return write_graphs(tmp_path_factory.mktemp("graphs"))


# Which graph, and what goes wrong


def test_a_graph_that_cannot_be_read_says_why_and_another_is_chosen(tmp_path):
    (tmp_path / "bad").mkdir()
    write_run(tmp_path / "bad" / "events.out.tfevents.1.host", graphs=[b"\xff\xfe garbage"])
    run_of(tmp_path / "good", ("x", "X"))

    async def walk(page):
        assert "cannot be shown" in page.text
        assert "not a graph" in page.text
        await page.press("O")
        assert isinstance(page.screen, ChoosingScreen)
        assert page.screen.query_one(ChoiceList).line_count() == 2
        await page.press("j", "enter")
        assert page.current == "x"

    on_graph(load_store(tmp_path), walk)


def test_a_graph_without_nodes_is_an_empty_tree(tmp_path):
    (tmp_path / "run").mkdir()
    write_run(tmp_path / "run" / "events.out.tfevents.1.host", graphs=[b"\x22\x00"])

    async def walk(page):
        await page.press(*"jklh", "enter", "asterisk", *"fbusCTwZ", "plus", "tab", *"jkhlio")
        assert page.rows == 0

    on_graph(load_store(tmp_path), walk)


def test_the_graph_is_written_to_a_file(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def walk(page):
        await page.press("e")
        assert isinstance(page.screen, ExportScreen)
        await page.press("enter", "enter")
        [written] = tmp_path.iterdir()
        assert "layers" in written.read_text()

    on_graph(store, walk)


# Panes, and what is kept


def test_panes_go_round_and_the_flow_and_the_tree_follow_each_other(store):
    async def walk(page):
        screen = page.screen
        await page.press("j", "j", "tab", "j")
        assert screen.focused is screen.flow
        assert screen.outline_tree.current[0] == screen.flow.item
        assert page.current == "layers"
        await page.press("w")
        assert (screen.flow.display, screen.panel.display) == (True, False)
        await page.press("w")
        assert (screen.flow.display, screen.panel.display) == (False, True)
        assert screen.focused is screen.outline_tree
        await page.press("w")
        assert not screen.query_one("#graph-right").display

    on_graph(store, walk)


def test_what_was_chosen_comes_back(store):
    kept = {}

    async def choose(page):
        await page.press("O", "j", "enter")
        await page.press("j", "j", "C", "s", "w")
        kept.update(page.screen.view_to_keep())

    async def look(page):
        assert page.screen.state.source.run == "dropout0.2"
        assert page.current == "embedding"
        assert page.screen.view_to_keep() == kept

    on_graph(store, choose)
    assert kept["beside"] == Beside.FLOW.value
    on_graph(store, look, view={"graph": kept})
