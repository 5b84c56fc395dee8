"""Scripts that each read a log directory in a process of their own and announce when they did."""
