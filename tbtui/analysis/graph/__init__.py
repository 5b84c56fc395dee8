"""Graphs of models as a hierarchy: `build_graph` makes one of what a reader gives."""
