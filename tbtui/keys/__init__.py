"""The keys: a module for each dashboard and for what they share, put together in one table."""
