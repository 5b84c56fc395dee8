"""Filters that were used before, to be gone through with two keys."""

from __future__ import annotations

from collections.abc import Iterable

MOST_REMEMBERED = 50


class FilterHistory:
    """What was typed, the newest last; each text once.

    While one goes through it, what one was typing before is kept as the newest.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._place: int | None = None
        self._draft = ""

    def add(self, text: str) -> None:
        """Remember a filter that was kept, and stand at the end again."""
        self._place = None
        text = text.strip()
        if text:
            self._texts = [known for known in self._texts if known != text]
            self._texts = [*self._texts, text][-MOST_REMEMBERED:]

    def older(self, typed: str) -> str:
        """Return the filter before; at the oldest, that again.

        Parameters
        ----------
        typed : str
            What the line holds now.
        """
        if self._place is None:
            self._draft = typed
            self._place = len(self._texts)
            if self._texts and self._texts[-1] == typed.strip():
                self._place -= 1
        self._place = max(0, self._place - 1)
        return self._texts[self._place] if self._texts else typed

    def newer(self, typed: str) -> str:
        """Return the filter after, and at last what was being typed."""
        if self._place is None:
            return typed
        self._place += 1
        if self._place >= len(self._texts):
            self._place = None
            return self._draft
        return self._texts[self._place]

    def saved(self) -> list[str]:
        """Return what to keep until the next start."""
        return list(self._texts)

    def restore(self, texts: Iterable[str]) -> None:
        """Take up what was kept."""
        for text in texts:
            self.add(text)
