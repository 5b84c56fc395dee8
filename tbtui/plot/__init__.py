"""Arrays to character cells: scales, ticks, raster, charts."""
