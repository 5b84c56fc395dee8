"""Themes for terminals of 256 colours, of the 240 that look the same in every terminal."""

from __future__ import annotations

from tbtui.plot.inks import ColorDepth
from tbtui.plot.theme import Theme


def _fixed(*indexes: int) -> tuple[str, ...]:
    return tuple(f"color({index})" for index in indexes)


FIXED_DARK = Theme(
    name="dark",
    background="color(233)",
    surface="color(234)",
    panel="color(235)",
    border="color(237)",
    border_focus="color(75)",
    text="color(252)",
    text_strong="color(231)",
    text_muted="color(248)",
    text_faint="color(243)",
    axis="color(243)",
    grid="color(236)",
    cursor="color(248)",
    legend_background="color(235)",
    accent="color(75)",
    warning="color(214)",
    error="color(203)",
    success="color(78)",
    series=_fixed(69, 178, 79, 167, 133, 185, 51, 205, 64, 147),
    density=_fixed(237, 24, 31, 74, 81, 153, 195, 231),
    gradient=_fixed(98, 68, 74, 37, 72, 78, 113, 185, 220),
    depth=ColorDepth.FIXED,
)

FIXED_LIGHT = Theme(
    name="light",
    background="color(231)",
    surface="color(255)",
    panel="color(254)",
    border="color(252)",
    border_focus="color(26)",
    text="color(235)",
    text_strong="color(16)",
    text_muted="color(240)",
    text_faint="color(243)",
    axis="color(245)",
    grid="color(254)",
    cursor="color(240)",
    legend_background="color(255)",
    accent="color(26)",
    warning="color(94)",
    error="color(124)",
    success="color(22)",
    series=_fixed(19, 124, 65, 52, 93, 100, 68, 163, 22, 96),
    density=_fixed(189, 147, 105, 63, 26, 20, 18, 16),
    gradient=_fixed(18, 19, 25, 31, 30, 65, 64, 100, 136),
    depth=ColorDepth.FIXED,
)
