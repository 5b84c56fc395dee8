"""Write to a terminal that may be gone at any moment."""

from __future__ import annotations

from typing import IO, Any


class TerminalFile:
    """A file that takes everything in, also when the terminal behind it is gone.

    Textual writes in a thread of its own, which ends with the first error; who has more to send
    would then wait for it for ever, and so would the process that was told to end.

    Parameters
    ----------
    file : file-like
        The terminal. What is not about writing is left to it.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._is_lost = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> int:
        """Send a text, as long as there is anybody to receive it."""
        if not self._is_lost:
            try:
                self._file.write(text)
            except OSError:
                self._is_lost = True
        return len(text)

    def flush(self) -> None:
        """Send what is kept back."""
        if not self._is_lost:
            try:
                self._file.flush()
            except OSError:
                self._is_lost = True
