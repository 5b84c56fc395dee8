"""What a key is: an action, the keys that start it, and the pane in which they work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Where(str, Enum):
    """The pane in which a key works."""

    EVERYWHERE = "everywhere"
    SCALARS = "scalars"
    CHARTS = "charts"
    LISTS = "lists"
    RUNS = "runs"
    TAGS = "tags"
    READINGS = "readings"
    HISTOGRAMS = "histograms"
    HISTOGRAM_CARDS = "histogram cards"
    DISTRIBUTIONS = "distributions"
    DISTRIBUTION_CARDS = "distribution cards"
    TABLE = "table"
    COMPARE = "compare"
    HPARAMS = "hparams"
    PARALLEL = "parallel coordinates"
    SCATTER = "scatter matrix"
    IMPORTANCE = "importance"
    TRIAL_COLUMNS = "columns of trials"
    COLUMN_CHOICES = "column choices"
    NOTE = "note"
    FILTER = "filter"
    COLORS = "colours"
    DIFF = "differences"
    DIALOG = "dialog"
    SETTINGS = "settings"
    SETTING_INPUT = "setting input"
    COMBINING = "combining"
    CHOICES = "choices"
    GRAPH = "graph"
    GRAPH_TREE = "graph tree"
    NODE = "node"
    FLOW = "flow"


Footers = dict[Where, tuple[tuple[str, ...], ...]]
"""Names of keys by pane; those in one tuple are one item."""

TITLES = {
    Where.CHARTS: "Charts",
    Where.SCALARS: "Scalars",
    Where.RUNS: "Runs",
    Where.TAGS: "Tags",
    Where.READINGS: "Table of readings",
    Where.HISTOGRAM_CARDS: "Cards of histograms",
    Where.HISTOGRAMS: "Histograms",
    Where.DISTRIBUTION_CARDS: "Cards of distributions",
    Where.DISTRIBUTIONS: "Distributions",
    Where.COMPARE: "Compare",
    Where.HPARAMS: "HParams",
    Where.PARALLEL: "Parallel coordinates",
    Where.SCATTER: "Scatter matrix",
    Where.IMPORTANCE: "Which hyperparameters matter",
    Where.TRIAL_COLUMNS: "Hyperparameters and metrics",
    Where.TABLE: "Any table",
    Where.GRAPH_TREE: "Tree of a graph",
    Where.NODE: "Node panel",
    Where.FLOW: "Picture of the flow",
    Where.GRAPH: "Graph",
    Where.LISTS: "Any list",
    Where.FILTER: "While filtering",
    Where.COLORS: "Colour of a run",
    Where.EVERYWHERE: "Everywhere",
    Where.SETTINGS: "Settings",
    Where.SETTING_INPUT: "While typing a setting",
    Where.COMBINING: "While combining tags",
    Where.COLUMN_CHOICES: "Choosing columns",
    Where.NOTE: "Note on a run",
    Where.CHOICES: "Export",
    Where.DIFF: "What differs between runs",
    Where.DIALOG: "Help and problems",
}

TOGETHER = (
    (Where.CHARTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.RUNS, Where.LISTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.TAGS, Where.LISTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.READINGS, Where.LISTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.HISTOGRAM_CARDS, Where.HISTOGRAMS, Where.EVERYWHERE),
    (Where.RUNS, Where.LISTS, Where.HISTOGRAMS, Where.EVERYWHERE),
    (Where.TAGS, Where.LISTS, Where.HISTOGRAMS, Where.EVERYWHERE),
    (Where.DISTRIBUTION_CARDS, Where.DISTRIBUTIONS, Where.EVERYWHERE),
    (Where.RUNS, Where.LISTS, Where.DISTRIBUTIONS, Where.EVERYWHERE),
    (Where.TAGS, Where.LISTS, Where.DISTRIBUTIONS, Where.EVERYWHERE),
    (Where.TABLE, Where.LISTS, Where.COMPARE, Where.EVERYWHERE),
    (Where.TABLE, Where.LISTS, Where.HPARAMS, Where.EVERYWHERE),
    (Where.PARALLEL, Where.HPARAMS, Where.EVERYWHERE),
    (Where.SCATTER, Where.HPARAMS, Where.EVERYWHERE),
    (Where.IMPORTANCE, Where.LISTS, Where.HPARAMS, Where.EVERYWHERE),
    (Where.TRIAL_COLUMNS, Where.LISTS, Where.HPARAMS, Where.EVERYWHERE),
    (Where.GRAPH_TREE, Where.LISTS, Where.GRAPH, Where.EVERYWHERE),
    (Where.NODE, Where.LISTS, Where.GRAPH, Where.EVERYWHERE),
    (Where.FLOW, Where.GRAPH, Where.EVERYWHERE),
    (Where.FILTER,),
    (Where.COLORS, Where.LISTS),
    (Where.SETTINGS, Where.LISTS),
    (Where.SETTING_INPUT,),
    (Where.COMBINING,),
    (Where.COLUMN_CHOICES,),
    (Where.NOTE,),
    (Where.CHOICES, Where.LISTS),
    (Where.DIFF, Where.DIALOG, Where.LISTS),
)
"""Panes whose keys work at the same time: in each of these sets a key means one thing."""

TYPING = (Where.FILTER, Where.SETTING_INPUT, Where.COMBINING, Where.COLUMN_CHOICES, Where.NOTE)
"""Panes in which characters are typed, so that none of them can be a key there."""


@dataclass(frozen=True)
class Key:
    """One action, the keys that start it and the words that explain it.

    Attributes
    ----------
    id : str
        Stable name, used by key maps.
    keys : str
        Comma-separated Textual key names; empty for what only the command palette offers.
    display : str
        The keys as a person reads them, for footer and help.
    action : str
        Textual action, with a namespace where it is not the bound widget's own.
    label : str
        One or two words for the footer.
    description : str
        What it does, for help and command palette.
    where : Where
        The pane in which the keys work.
    command : bool
        Whether the command palette offers it.
    priority : bool
        Whether it works even while a dialog or an input line has the focus.
    """

    id: str
    keys: str
    display: str
    action: str
    label: str
    description: str
    where: Where
    command: bool = True
    priority: bool = False
