"""Bytes on disk to columns of scalars and index entries."""
