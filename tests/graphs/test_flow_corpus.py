"""The flows of every graph of the corpus."""

from __future__ import annotations

import pytest
from flow_drawing import draw_scopes
from test_graph_corpus import SOURCES, pytestmark, spoken  # noqa: F401

from tbtui.analysis.graph.sources import load_graph
from tbtui.readers.graphs.content import GraphError


@pytest.mark.parametrize("source", SOURCES, ids=spoken)
def test_scopes_are_drawn(source):
    try:
        made = load_graph(source)
    except GraphError:
        pytest.skip("no graph was recorded")
    assert draw_scopes(made, 15) > 0
