"""What the user has set for good: the configuration file, the key map, the view of a log."""
