"""The dashboards, one per file, each with its style sheet beside it."""
