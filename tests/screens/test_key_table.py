"""The table of keys: complete, without contradictions, and shown in full by the help screen."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.widget import Widget

from tbtui.app import TbtuiApp
from tbtui.bindings import (
    BY_ID,
    FOOTERS,
    KEYS,
    TITLES,
    TOGETHER,
    Where,
    bindings_for,
    footer_items,
    keys_of,
    panes_of,
)
from tbtui.screens.column_chooser import ColumnChooser, ColumnInput
from tbtui.screens.compare import CompareScreen
from tbtui.screens.distributions import DistributionsScreen
from tbtui.screens.export import ExportScreen
from tbtui.screens.graph import GraphScreen
from tbtui.screens.help import help_lines
from tbtui.screens.histograms import HistogramsScreen
from tbtui.screens.hparams import HparamsScreen
from tbtui.screens.problems import ProblemsScreen
from tbtui.screens.run_color import RunColorScreen
from tbtui.screens.run_diff import RunDiffScreen
from tbtui.screens.run_note import RunNoteScreen
from tbtui.screens.scalars import ScalarsScreen
from tbtui.screens.settings import SettingsScreen
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.choice_list import ChoiceList
from tbtui.widgets.color_list import ColorList
from tbtui.widgets.combine_bar import CombineInput
from tbtui.widgets.data_table import TableRows
from tbtui.widgets.distribution_grid import DistributionGrid
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.flow_view import FlowView
from tbtui.widgets.graph_tree import GraphTree
from tbtui.widgets.histogram_grid import HistogramGrid
from tbtui.widgets.importance_list import ImportanceList
from tbtui.widgets.node_panel import NodePanel
from tbtui.widgets.note_input import NoteInput
from tbtui.widgets.parallel_plot import ParallelPlot
from tbtui.widgets.readings_table import ReadingRows
from tbtui.widgets.run_list import RunList
from tbtui.widgets.scatter_plot import ScatterPlot
from tbtui.widgets.setting_input import SettingInput
from tbtui.widgets.setting_list import SettingList
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.trial_columns import TrialColumnsList

BINDS = {
    Where.CHARTS: ChartGrid,
    Where.SCALARS: ScalarsScreen,
    Where.HISTOGRAM_CARDS: HistogramGrid,
    Where.HISTOGRAMS: HistogramsScreen,
    Where.DISTRIBUTION_CARDS: DistributionGrid,
    Where.DISTRIBUTIONS: DistributionsScreen,
    Where.RUNS: RunList,
    Where.TAGS: TagTree,
    Where.TABLE: TableRows,
    Where.COMPARE: CompareScreen,
    Where.COLUMN_CHOICES: ColumnInput,
    Where.NOTE: NoteInput,
    Where.LISTS: RunList,
    Where.READINGS: ReadingRows,
    Where.SETTINGS: SettingList,
    Where.SETTING_INPUT: SettingInput,
    Where.FILTER: FilterInput,
    Where.COMBINING: CombineInput,
    Where.CHOICES: ChoiceList,
    Where.GRAPH: GraphScreen,
    Where.GRAPH_TREE: GraphTree,
    Where.NODE: NodePanel,
    Where.FLOW: FlowView,
    Where.COLORS: ColorList,
    Where.EVERYWHERE: TbtuiApp,
    Where.HPARAMS: HparamsScreen,
    Where.PARALLEL: ParallelPlot,
    Where.SCATTER: ScatterPlot,
    Where.IMPORTANCE: ImportanceList,
    Where.TRIAL_COLUMNS: TrialColumnsList,
    Where.DIFF: RunDiffScreen,
    Where.DIALOG: ProblemsScreen,
}
TABS = (
    ScalarsScreen,
    HistogramsScreen,
    DistributionsScreen,
    CompareScreen,
    HparamsScreen,
    GraphScreen,
)
"""The screen of every dashboard, or one for those that share their keys."""
DIALOGS = {
    Where.SETTINGS: SettingsScreen,
    Where.SETTING_INPUT: SettingsScreen,
    Where.COLORS: RunColorScreen,
    Where.DIFF: RunDiffScreen,
    Where.CHOICES: ExportScreen,
    Where.COLUMN_CHOICES: ColumnChooser,
    Where.NOTE: RunNoteScreen,
}
"""Panes of dialogs that have actions of their own."""


def targets(key):
    """Return the classes of which one must have the action of a key, each where it works."""
    namespace = key.action.partition("(")[0].rpartition(".")[0]
    if namespace == "app":
        return [TbtuiApp]
    if not namespace:
        return [BINDS[key.where]]
    if key.where in DIALOGS:
        return [DIALOGS[key.where]]
    tabs = [tab for tab in TABS if key.where in panes_of(tab.place)]
    return tabs or list(TABS[:1])


def test_every_id_is_unique():
    repeated = [name for name, count in Counter(key.id for key in KEYS).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("panes", TOGETHER)
def test_no_key_means_two_things_in_one_place(panes):
    bound = [binding.key for binding in bindings_for(*panes)]
    names = Counter(name for keys in bound for name in keys.split(","))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_pane_is_in_a_set_of_panes_whose_keys_work_together():
    assert {pane for panes in TOGETHER for pane in panes} == set(Where)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_action_exists(key):
    name = key.action.partition("(")[0].rpartition(".")[2]
    for target in targets(key):
        assert hasattr(target, f"action_{name}")


@pytest.mark.parametrize("where", list(Where))
def test_every_pane_binds_its_keys_under_their_ids(where):
    merged = BINDS[where]._merge_bindings()
    bound = {binding.id for bindings in merged.key_to_bindings.values() for binding in bindings}
    assert {key.id for key in keys_of(where) if key.keys} <= bound


def test_the_help_screen_lists_every_key():
    text = ["".join(words.text for words in line) for line in help_lines()]
    for key in KEYS:
        shown = key.display or "(in : )"
        assert f"  {shown:<16}{key.description}" in text


def test_the_help_screen_begins_with_the_keys_of_the_tab_in_view():
    for place in {tab.place for tab in TABS}:
        titles = ["".join(words.text for words in line) for line in help_lines(place=place)]
        panes = [where for where, title in TITLES.items() if title in titles]
        panes.sort(key=lambda where: titles.index(TITLES[where]))
        here = panes_of(place)
        assert set(panes[: len(here)]) == here


@pytest.mark.parametrize("where", [Where.CHARTS, Where.RUNS, Where.TAGS])
def test_the_footer_shows_six_to_eight_keys_that_work_in_the_pane(where):
    assert 6 <= len(footer_items(where)) <= 8
    around = {where, Where.LISTS, Where.SCALARS, Where.EVERYWHERE}
    assert {BY_ID[name].where for names in FOOTERS[where] for name in names} <= around


def test_the_footer_ends_with_help():
    assert footer_items(Where.CHARTS)[-1] == ("?", "Help")
    assert footer_items(Where.CHARTS)[0] == ("j/k", "Chart")


def test_no_binding_is_an_alias_that_terminals_send_for_other_keys():
    bound = {name for binding in bindings_for(*Where) for name in binding.key.split(",")}
    assert not bound & {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+a", "ctrl+b"}


def test_panes_know_their_place_in_the_table():
    for widget in (ChartGrid, RunList, TagTree, FilterInput):
        assert issubclass(widget, Widget)
        assert isinstance(widget.pane, Where)
