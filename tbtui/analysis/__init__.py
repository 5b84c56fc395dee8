"""Arrays to arrays: smoothing, envelopes, extents, restarts, names."""
