"""Graphs of models in the forms in which they are written: nodes as columns, nothing drawn yet."""
