"""Measurements side by side with other readers."""
