"""Messages of graph.proto. Made by regenerate.py; graph.pyi names their fields."""

from __future__ import annotations

from tbtui.readers.proto.loading import messages_of

__getattr__ = messages_of(__name__)
