"""tbtui shows TensorBoard logs in a terminal."""

__version__ = "0.1.0"
