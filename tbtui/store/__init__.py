"""Runs and tags in memory: columns of scalars, an index of everything else."""
