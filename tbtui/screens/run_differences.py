"""What several runs say in words and numbers: their hyperparameters and texts, side by side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tbtui.analysis.text_diff import DiffRow, diff_row, diff_texts
from tbtui.readers.text_values import TEXT

if TYPE_CHECKING:
    from tbtui.analysis.hyperparameters import Hyperparameters
    from tbtui.store.run import Run

SECONDS_AT_ONCE = 0.03
"""How long texts are read before keys get their turn."""
MOST_LINES = 2_000
"""Lines of a text that are compared; what follows is counted."""

_TEXT_SUMMARY = "/text_summary"
"""What PyTorch and tensorboardX add to the tags of texts."""


class LabelledRow(NamedTuple):
    """Values or lines side by side, with a name before them where they have one."""

    label: str
    row: DiffRow


class DiffSection(NamedTuple):
    """The hyperparameters, or one text.

    Attributes
    ----------
    title : str
        Not escaped.
    rows : tuple of LabelledRow
    """

    title: str
    rows: tuple[LabelledRow, ...]

    @property
    def change_count(self) -> int:
        """How many rows differ."""
        return sum(row.differs for _, row in self.rows)


class RunDifferences:
    """Compares runs: hyperparameters at once, texts as they are read.

    Parameters
    ----------
    runs : sequence of Run
        At least two; the others are compared with the first.
    hyperparameters : sequence of mapping
        Of each of them.
    """

    def __init__(self, runs: Sequence[Run], hyperparameters: Sequence[Hyperparameters]) -> None:
        from tbtui.store.natural_order import natural_key

        self._runs = tuple(runs)
        tags = {tag for run in runs for kind, tag in run.indexed if kind == TEXT}
        self._unread = sorted(tags, key=natural_key, reverse=True)
        rows = tuple(_hyperparameter_rows(hyperparameters))
        self._sections = [DiffSection("Hyperparameters", rows)] if rows else []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the runs."""
        return tuple(run.name for run in self._runs)

    @property
    def sections(self) -> tuple[DiffSection, ...]:
        """What has been compared so far."""
        return tuple(self._sections)

    @property
    def unread(self) -> int:
        """How many texts are still to be read."""
        return len(self._unread)

    def read_more(self) -> None:
        """Read texts and compare them, for a moment."""
        ends_at = time.perf_counter() + SECONDS_AT_ONCE
        while self._unread and time.perf_counter() < ends_at:
            tag = self._unread.pop()
            texts = [_last_text(run, tag) for run in self._runs]
            rows = tuple(LabelledRow("", row) for row in diff_texts(texts))
            self._sections.append(DiffSection(tag.removesuffix(_TEXT_SUMMARY), rows))


def _last_text(run: Run, tag: str) -> tuple[str, ...]:
    """Return the lines of the last text of a tag, or why there are none."""
    from tbtui.readers.text_values import TextError, read_text

    indexed = run.indexed.get((TEXT, tag))
    if indexed is None or not len(indexed):
        return ()
    try:
        lines = read_text(indexed.entries()[-1])
    except TextError as error:
        return (f"(this text cannot be read: {error})",)
    more = len(lines) - MOST_LINES
    return lines if more <= 0 else (*lines[:MOST_LINES], f"({more:,} more lines)")


def _hyperparameter_rows(several: Sequence[Hyperparameters]) -> list[LabelledRow]:
    from tbtui.store.natural_order import natural_key

    names = sorted({name for one in several for name in one}, key=natural_key)
    return [
        LabelledRow(name, diff_row([_value_text(one, name) for one in several])) for name in names
    ]


def _value_text(hyperparameters: Hyperparameters, name: str) -> str | None:
    """Return a value in full, so that different ones look different."""
    if name not in hyperparameters:
        return None
    value = hyperparameters[name]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
