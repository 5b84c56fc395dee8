"""What the pictures of trials have in common: a line above them, caches, and the mouse."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tbtui.bindings import Where
from tbtui.plot.cells import Cells
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.plot.theme import Theme
from tbtui.plot.trial_axis import Span
from tbtui.plot.trial_colors import TrialColors
from tbtui.widgets.styling import strip_of_row, theme_of
from tbtui.widgets.trial_scene import TrialScene

MOVED_BY = 1
"""So many cells a pressed button has to be moved for more than a click."""
_GAP = 3
_BETWEEN = "   "
_LONGEST_NAME = 40
Cell = tuple[int, int]


class TrialPlot(Widget, can_focus=True):
    """A picture of trials below one line that says what is seen."""

    pane: ClassVar[Where] = Where.HPARAMS

    class Brushed(Message):
        """Brushes were drawn with the mouse, by the keys of their axes; None takes one away."""

        def __init__(self, brushes: dict[str, Span | None]) -> None:
            super().__init__()
            self.brushes = brushes

    class Pointed(Message):
        """An axis or a panel was clicked, perhaps near a trial."""

        def __init__(
            self, focused: int, row: int | None, trial: int | None, *, twice: bool = False
        ) -> None:
            super().__init__()
            self.focused = focused
            self.row = row
            self.trial = trial
            self.twice = twice

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene = TrialScene()
        self._strips: list[Strip] = []
        self._drawn: tuple[object, ...] = ()
        self._pressed: Cell | None = None

    def show(self, scene: TrialScene) -> None:
        """Show other trials, or the same in another way."""
        self.scene = scene
        self._drawn = ()
        self.refresh()

    def draw_picture(self, width: int, height: int, theme: Theme) -> tuple[Cells, str]:
        """Return the picture, and what to say about it."""
        raise NotImplementedError

    def drag(self, start: Cell, end: Cell) -> None:
        """Brush what lies between two cells of the picture."""
        raise NotImplementedError

    def point(self, cell: Cell, *, twice: bool) -> None:
        """Point at a cell of the picture."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line, of a picture that is drawn once for all of them."""
        theme = theme_of(self)
        drawn = (self.scene, self.size, theme, symbols())
        if self._drawn != drawn:
            self._drawn = drawn
            self._strips = self._draw(theme)
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    def _draw(self, theme: Theme) -> list[Strip]:
        width, height = self.size
        head = Cells(width, 1, theme.text, theme.background)
        if not self.scene.axes or height < 2:
            return [strip_of_row(head, 0)]
        cells, said = self.draw_picture(width, height - 1, theme)
        said = clip(said, width)
        left = width - cell_width(said)
        head.write(left, 0, said, head.color(theme.text_muted))
        TrialColors(self.scene.color_by, theme).draw_legend(head, 0, 0, left - _GAP)
        return [strip_of_row(head, 0), *(strip_of_row(cells, row) for row in range(cells.height))]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to brush."""
        self._pressed = (event.x, event.y - 1)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Brush from where the button was pressed to here."""
        if self._pressed is not None and self._is_far(event):
            self.drag(self._pressed, (event.x, event.y - 1))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End brushing."""
        self.release_mouse()
        if self._pressed is not None and self._is_far(event):
            self.drag(self._pressed, (event.x, event.y - 1))
            # No click follows what was a drag.
            event.prevent_default()
        self._dragged = self._pressed is not None and self._is_far(event)
        self._pressed = None

    def _is_far(self, event: events.MouseEvent) -> bool:
        x, y = self._pressed or (0, 0)
        return abs(event.x - x) > MOVED_BY or abs(event.y - 1 - y) >= MOVED_BY

    _dragged = False

    def on_click(self, event: events.Click) -> None:
        """Point at what was clicked."""
        if not self._dragged:
            self.point((event.x, event.y - 1), twice=event.chain == 2)

    def said(self, shown: int, left_out: int, passed: int) -> str:
        """Say which trial is in front, and how many there are if not all are seen."""
        texts = []
        if passed != shown:
            texts.append(f"{passed:,} of {shown:,} pass the brushes")
        if left_out:
            texts.append(f"{left_out:,} left out: a value is missing")
        if self.scene.selected is not None:
            name = clip_middle(escape(self.scene.names[self.scene.selected]), _LONGEST_NAME)
            texts.append(f"{symbols().running} {name}")
        return _BETWEEN.join(texts) + " "
