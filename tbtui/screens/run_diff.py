"""The dialog in which runs are compared in words: hyperparameters and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tbtui.bindings import Where, bindings_for
from tbtui.plot.theme import Theme
from tbtui.screens.dialog import Dialog
from tbtui.screens.diff_lines import DiffPage
from tbtui.screens.run_differences import RunDifferences
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.text_lines import Line, TextLines, Words

if TYPE_CHECKING:
    from tbtui.store.run import Run

FEWEST_RUNS = 2
MOST_RUNS = 12
_BESIDE_TEXT = 1
"""Cells of the scroll bar."""
_COPY_WIDTH = 100_000


class _DiffLines(TextLines):
    """Lines on the background of a dialog."""

    pane: ClassVar[Where] = Where.DIFF

    def background(self, theme: Theme) -> str:
        """Return the colour of what floats above the dashboard."""
        return theme.surface


class _DiffHeader(_DiffLines, can_focus=False):
    """The names of the runs, which do not scroll."""


class RunDiffScreen(Dialog):
    """Hyperparameters and texts of some runs, side by side, what differs marked.

    Parameters
    ----------
    runs : sequence of Run
        From `FEWEST_RUNS` to `MOST_RUNS`; the others are compared with the first.
    all_runs : sequence of Run
        Those of the store, among which hyperparameters are looked for.
    """

    BINDINGS = bindings_for(Where.DIFF)
    CSS_PATH: ClassVar[Any] = ["dialog.tcss", "run_diff.tcss"]

    def __init__(self, runs: Sequence[Run], all_runs: Sequence[Run]) -> None:
        from tbtui.analysis.hyperparameters import run_hyperparameters

        super().__init__("What differs")
        known = run_hyperparameters(all_runs)
        self._differences = RunDifferences(runs, [known.get(run.name, {}) for run in runs])
        self.only_changes = False

    def compose(self) -> ComposeResult:
        """Compose the panel: names above, what is compared below."""
        with Vertical(id="dialog") as panel:
            panel.border_title = self._dialog_title
            yield _DiffHeader(id="diff-names")
            yield _DiffLines(id="lines")
        yield FooterBar(Where.DIFF)

    def on_mount(self) -> None:
        """Read the texts, a few at a time."""
        self._read_on()

    def on_resize(self, _: events.Resize) -> None:
        """Lay everything out anew, when the panel knows how wide it is."""
        self.call_after_refresh(self.show_differences)

    def _read_on(self) -> None:
        self._differences.read_more()
        self.show_differences()
        if self._differences.unread:
            self.call_after_refresh(self._read_on)

    def show_differences(self) -> None:
        """Show what has been compared so far."""
        width = self._body.size.width - _BESIDE_TEXT
        if width < 1:
            return
        page = self._page(width)
        names = page.header()
        header = self.query_one("#diff-names", _DiffHeader)
        header.styles.height = min(len(names), max(1, self.size.height // 3)) + 1
        header.show(names)
        self._body.show(page.lines() or self._nothing())

    @property
    def _body(self) -> _DiffLines:
        return self.query_one("#lines", _DiffLines)

    def _page(self, width: int) -> DiffPage:
        found = self._differences
        return DiffPage(found.names, found.sections, width, only_changes=self.only_changes)

    def _nothing(self) -> list[Line]:
        if self._differences.unread:
            return [[Words("reading texts …", "muted")]]
        return [[Words("These runs have logged neither hyperparameters nor texts.", "text")]]

    def lines(self) -> Sequence[Line]:
        """Return everything one below another, as it is copied."""
        found = self._differences
        # Lines that are not broken: whoever pastes them has a width of their own.
        page = DiffPage(
            found.names,
            found.sections,
            _COPY_WIDTH,
            only_changes=self.only_changes,
            beside=False,
        )
        return [*page.header(), [], *page.lines()]

    def action_toggle_same(self) -> None:
        """Leave out what is the same in all runs, or show it again."""
        self.only_changes = not self.only_changes
        self._body.scroll_to(y=0, animate=False, force=True)
        self.show_differences()
