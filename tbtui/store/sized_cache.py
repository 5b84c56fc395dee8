"""A memory that is limited by the bytes of what it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that knows how many bytes it keeps alive; it may grow."""

    @property
    def size(self) -> int:
        """Bytes kept alive."""


Value = TypeVar("Value", bound=Sized)


class SizedCache(Generic[Value]):
    """The values that were used last, by key.

    Parameters
    ----------
    most_bytes : int
        Bytes above which old values are dropped; the newest stays, however large it is.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._counted: dict[Hashable, int] = {}

    def get(self, key: Hashable) -> Value | None:
        """Return the value of a key, which is now the one used last."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value, in place of the old one of the same key."""
        self._values[key] = value
        self._values.move_to_end(key)
        self.has_grown(key)

    def has_grown(self, key: Hashable) -> None:
        """Count a value again, and drop the oldest others while there is too much."""
        value: Any = self._values.get(key)
        if value is None:
            return
        size = value.size
        self._bytes += size - self._counted.get(key, 0)
        self._counted[key] = size
        while self._bytes > self._most_bytes and len(self._values) > 1:
            oldest = next(iter(self._values))
            if oldest == key:
                return
            self._drop(oldest)

    def _drop(self, key: Hashable) -> None:
        if self._values.pop(key, None) is not None:
            self._bytes -= self._counted.pop(key, 0)
