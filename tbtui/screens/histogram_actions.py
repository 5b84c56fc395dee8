"""Keys of the Histograms tab: steps, bins, modes and what is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tbtui.screens.histograms_base import HistogramsBase
from tbtui.widgets.histogram_scene import CardOrder, HistogramMode

if TYPE_CHECKING:
    from textual.timer import Timer

PLAY_INTERVAL = 0.25
"""Seconds for each step that is played."""
MOST_PLAYED = 60
"""Steps shown on the way from the first to the last: of more, some are passed over."""


class HistogramActions(HistogramsBase):
    """The part of the dashboard that answers these keys."""

    _playing: Timer | None = None

    def change(self, **changes: object) -> None:
        """Change settings of the cards and show them."""
        self.histograms = replace(self.histograms, **changes)  # type: ignore[arg-type]
        self.synchronise()

    def mark(self, **changes: int | None) -> None:
        """Mark another ``step`` or ``bin``: only the cards show it, and the work can wait."""
        self.histograms = replace(self.histograms, **changes)  # type: ignore[arg-type]
        self.postpone_work()
        self.scene = replace(self.card_scene, histograms=self.histograms)
        self.cards.show(self.scene)

    def action_step(self, steps: int) -> None:
        """Go to a step further on or back, of those of the card in focus."""
        found = self.cards.steps_of_focused()
        if not len(found):
            return
        place = self.cards.place_of_step()
        if place is None:
            # The newest is in front already; the first key marks it.
            place = len(found) - 1 if steps > 0 else max(0, len(found) - 1 + min(steps + 1, 0))
        else:
            place = min(max(place + steps, 0), len(found) - 1)
        self.mark(step=int(found[place]))

    def action_step_end(self, end: str) -> None:
        """Go to the ``first`` or the ``last`` step."""
        found = self.cards.steps_of_focused()
        if len(found):
            self.mark(step=int(found[0 if end == "first" else -1]))

    def action_play(self) -> None:
        """Play through the steps, or stop."""
        if self._playing is not None:
            self.stop_playing()
            return
        found = self.cards.steps_of_focused()
        if len(found) < 2:
            return
        place = self.cards.place_of_step()
        if place is None or place == len(found) - 1:
            self.mark(step=int(found[0]))
        self._playing = self.set_interval(PLAY_INTERVAL, self._play_on)

    def _play_on(self) -> None:
        found = self.cards.steps_of_focused()
        place = self.cards.place_of_step()
        if place is None or place >= len(found) - 1 or self.app.screen is not self:
            self.stop_playing()
            return
        self.action_step(max(1, len(found) // MOST_PLAYED))

    def stop_playing(self) -> None:
        """Stop where the steps are."""
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def action_move_bin(self, bins: int) -> None:
        """Mark the next bin, or the previous one."""
        count = self.cards.bin_count()
        if not count:
            return
        found = self.cards.steps_of_focused()
        if self.histograms.step is None and len(found):
            self.histograms = replace(self.histograms, step=int(found[-1]))
        old = self.histograms.bin
        self.mark(bin=count // 2 if old is None else min(max(old + bins, 0), count - 1))

    def action_next_mode(self) -> None:
        """Go to the next way of drawing."""
        modes = tuple(HistogramMode)
        mode = modes[(modes.index(self.histograms.mode) + 1) % len(modes)]
        self.change(mode=mode, bin=None, together=False)

    def action_toggle_together(self) -> None:
        """Show all runs in one card at one step, or each in a card of its own."""
        focused = self.state.focused
        card = None if focused is None else self.card_scene.cards.get(focused)
        self.histograms = replace(self.histograms, together=not self.histograms.together, bin=None)
        self.synchronise()
        if card is not None:
            names = (name for name, other in self.card_scene.cards.items() if other.tag == card.tag)
            first = next(names, None)
            if first is not None:
                self.state.choose(first)
                self.synchronise()

    def action_toggle_shared(self) -> None:
        """Share ranges among the runs of a tag, or not."""
        self.change(shared=not self.histograms.shared, bin=None)

    def action_toggle_symlog(self) -> None:
        """Change the axis of values between linear and logarithmic."""
        self.change(symlog=not self.histograms.symlog, bin=None)

    def action_toggle_log_color(self) -> None:
        """Colour maps by ratios or by differences of counts."""
        self.change(log_color=not self.histograms.log_color)

    def action_cycle_horizontal(self) -> None:
        """Go to the next depth: steps, relative time or wall time."""
        self.state.cycle_horizontal()
        self.synchronise()

    def action_next_card_order(self) -> None:
        """Sort cards by the next thing: name, drift, range, share of zeros."""
        orders = tuple(CardOrder)
        order = orders[(orders.index(self.histograms.order) + 1) % len(orders)]
        self.change(order=order)
        self.begin_to_work()
        if not self.sidebar_shown:
            self.tell(f"Sorted by {order.value}")

    def action_toggle_drift(self) -> None:
        """Show below the card in focus how much it changes from step to step, or not."""
        # The picture has another height then, and other bins.
        self.change(drift=not self.histograms.drift, bin=None)
        self.begin_to_work()
        if self.histograms.drift and not self.cards.has_room_for_drift:
            self.tell("The card is too low for the curve of drift: z maximises it, i names it")
