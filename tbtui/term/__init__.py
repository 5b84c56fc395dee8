"""The terminal as a guest should treat it: signals, size, capabilities."""
