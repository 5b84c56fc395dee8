"""Kinds of tags that are about graphs, as the store has them. Imports nothing."""

from __future__ import annotations

RUN_GRAPHS = "graphs"
META_GRAPHS = "meta_graphs"
FUNCTION_GRAPHS = "graph_run_metadata_graph"
PROFILED_FUNCTION_GRAPHS = "graph_run_metadata"
KERAS_MODELS = "graph_keras_model"
TAGGED_RUN_METADATA = "graph_tagged_run_metadata"

GRAPH_KINDS = (
    RUN_GRAPHS,
    META_GRAPHS,
    FUNCTION_GRAPHS,
    PROFILED_FUNCTION_GRAPHS,
    KERAS_MODELS,
    TAGGED_RUN_METADATA,
)
"""Kinds of the tags of a run, as the store has them, that are about graphs."""
