"""Let a Textual application send only what changed on the screen.

All private names of Textual that the program uses are here. When one of them is not what it is
expected to be, Textual paints as it always did.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

from tbtui.term.frame import Frame, Piece
from tbtui.term.lost_terminal import TerminalFile
from tbtui.term.signals import repair_after_stops

try:
    from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
except ImportError:
    _FOUND = False
else:
    _FOUND = True

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


def textual_is_as_expected() -> bool:
    """Tell whether Textual paints in the way that is built upon here."""
    return (
        _FOUND
        and _parameters(getattr(App, "_display", None)) == ["self", "screen", "renderable"]
        and _parameters(CompositorUpdate.render_segments) == ["self", "console"]
        and _parameters(LayoutUpdate.__init__) == ["self", "strips", "region"]
        and _parameters(ChopsUpdate.__init__) == ["self", "chops", "spans", "chop_ends"]
    )


def _parameters(function: Callable[..., Any] | None) -> list[str] | None:
    return None if function is None else list(inspect.signature(function).parameters)


class FrameDiff(App[int]):
    """An application that keeps what it sent, and sends only what is different."""

    _changes: ScreenChanges | None = None

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system, which survives the loss of the terminal."""
        return _lasting(super().get_driver_class())

    def send_only_changes(self) -> None:
        """Begin to compare; nothing happens when Textual is not as expected."""
        if textual_is_as_expected():
            self._changes = ScreenChanges()

    def style_when_mounted(self, screen: Screen[Any]) -> None:
        """Let a screen that was just made get its styles when it is mounted, and not before.

        Textual would parse all rules again, twice, and style the screen that is being left.
        """
        count = getattr(self, "_css_update_count", None)
        if count is not None:
            screen._css_update_count = count

    def on_mount(self) -> None:
        """Forget the screen when the program stops, and send all of it when it goes on."""
        self.app_suspend_signal.subscribe(self, lambda _: self.forget_screen())
        self.app_resume_signal.subscribe(self, lambda _: self.send_whole_screen())
        repair_after_stops(lambda: self.call_later(self.take_terminal_again))

    def take_terminal_again(self) -> None:
        """Give the terminal back and take it again, whatever state it is in."""
        with self.suspend():
            pass

    def forget_screen(self) -> None:
        """Expect anything on the screen: something else may have written there."""
        if self._changes is not None:
            self._changes.forget()

    def send_whole_screen(self) -> None:
        """Paint every cell again."""
        self.forget_screen()
        self.screen.refresh(layout=True)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self._changes is not None:
            renderable = self._changes.of(renderable, self.size)
        super()._display(screen, renderable)


def _lasting(driver_class: type[Driver]) -> type[Driver]:
    class Lasting(driver_class):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            driver: Any = self
            if getattr(driver, "_file", None) is not None:
                driver._file = TerminalFile(driver._file)

    return Lasting


class ScreenChanges:
    """Makes updates that send only what is different from the screen of the terminal."""

    def __init__(self) -> None:
        self._frame: Frame | None = None

    def forget(self) -> None:
        """Know nothing of the screen any more."""
        self._frame = None

    def of(self, update: RenderableType | None, size: Size) -> RenderableType | None:
        """Return an update that does the same as another one, but sends less."""
        if isinstance(update, (LayoutUpdate, ChopsUpdate)):
            # Anything may be handed to a console, and this is rendered by the method it has.
            return cast("RenderableType", _ChangesOnly(update, size, self._frame_for))
        if update is not None:
            self.forget()
        return update

    def _frame_for(self, size: Size, color_system: ColorSystem) -> Frame:
        frame = self._frame
        if frame is None or (frame.width, frame.height) != size:
            frame = self._frame = Frame(size.width, size.height, color_system)
        return frame


if _FOUND:

    class _ChangesOnly(CompositorUpdate):
        """Compares when it is about to be sent, and not before: Textual may drop an update."""

        def __init__(
            self,
            update: LayoutUpdate | ChopsUpdate,
            size: Size,
            frame_for: Callable[[Size, ColorSystem], Frame],
        ) -> None:
            self._update = update
            self._size = size
            self._frame_for = frame_for

        def render_segments(self, console: Console) -> str:
            """Return what to send."""
            frame = self._frame_for(self._size, _color_system(console))
            return frame.update(_rows(self._update))


def _color_system(console: Console) -> ColorSystem:
    name = console.color_system
    return ColorSystem.TRUECOLOR if name is None else COLOR_SYSTEMS[name]


def _rows(update: LayoutUpdate | ChopsUpdate) -> Iterable[tuple[int, list[Piece]]]:
    if isinstance(update, LayoutUpdate):
        return _rows_of_layout(update)
    return _rows_of_chops(update)


def _rows_of_layout(update: LayoutUpdate) -> Iterator[tuple[int, list[Piece]]]:
    """Take strips that lie beside one another from the left edge of the region on."""
    for row, strips in enumerate(update.strips, update.region.y):
        column = update.region.x
        pieces = []
        for strip in strips:
            pieces.append(Piece(column, strip))
            column += strip.cell_length
        yield row, pieces


def _rows_of_chops(update: ChopsUpdate) -> Iterator[tuple[int, list[Piece]]]:
    """Take the strips that reach into the spans, cut off where the span ends."""
    for row, span_start, span_end in update.spans:
        pieces = []
        ends = update.chop_ends[row]
        for end, (start, strip) in zip(ends, update.chops[row].items(), strict=True):
            if strip is None or start > span_end or end <= span_start:
                continue
            if end > span_end:
                strip = strip.crop(0, span_end - start)
            pieces.append(Piece(start, strip))
        yield row, pieces
