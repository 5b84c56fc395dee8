"""The colours of everything, by what they mean; a dark set and its light counterpart.

Those for terminals with fewer colours are in :mod:`tbtui.plot.fixed_themes` and
:mod:`tbtui.plot.ansi_themes`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tbtui.plot.fixed_shades import faded_index
from tbtui.plot.inks import ColorDepth, fixed_index, hex_of_fixed, mix, nearest_fixed

RAW_TRACE_DIM = 0.7
"""How far a raw trace under its smoothed line fades into the background (see `dim`)."""
SUPERSEDED_DIM = 0.45
"""The same for what a restart gave up, which is brighter than raw traces."""
BAND_DIM = 0.76
"""The same for the area of a band, behind the dots of lines."""
_LEAST_DIM = 0.3
"""Below this, terminals that know only one step of fading do not fade at all."""


@dataclass(frozen=True)
class Theme:
    """Colours as inks (see :mod:`tbtui.plot.inks`), named by their use.

    Attributes
    ----------
    name
        ``dark``, ``light``, or ``ansi`` for the terminal's own colours.
    background
        Behind charts and lists.
    surface
        Behind the row of tabs and whatever floats.
    panel
        Behind header and footer.
    border, border_focus
        Frame of a panel, and of the one that has the focus.
    text
        Names and titles.
    text_strong
        What is selected, and the values in a readout.
    text_muted
        Values in lists, labels of axes.
    text_faint
        Headings of sections and notes.
    axis, grid, cursor
        Axis lines, grid lines (barely above the background), the crosshair.
    legend_background
        Behind the readout inside a chart.
    accent, warning, error, success
        The same in every dashboard.
    series
        Ten colours for runs, the first five those that are easiest to tell apart. They were chosen
        so that any two of them look different with each kind of colour blindness, too.
    density
        Colours for a growing number of lines; empty: mixed from the accent. They all are the same
        where characters show the number.
    selection
        Behind what is being selected; empty: mixed from the accent.
    gradient
        Colours for a growing number, as of a metric: each can be read on the background, and they
        grow lighter, so that their order is seen with any kind of colour blindness.
    depth
        The terminals it is for.
    """

    name: str
    background: str
    surface: str
    panel: str
    border: str
    border_focus: str
    text: str
    text_strong: str
    text_muted: str
    text_faint: str
    axis: str
    grid: str
    cursor: str
    legend_background: str
    accent: str
    warning: str
    error: str
    success: str
    series: tuple[str, ...]
    density: tuple[str, ...] = ()
    selection: str = ""
    gradient: tuple[str, ...] = ()
    depth: ColorDepth = ColorDepth.TRUECOLOR

    @property
    def has_color(self) -> bool:
        """Whether lines can be told apart by colour."""
        return self.depth is not ColorDepth.NONE

    @property
    def has_shades(self) -> bool:
        """Whether there are fine steps between a colour and its background.

        Without them, characters have to show what else the background of cells does.
        """
        return self.background != "default"


DARK = Theme(
    name="dark",
    background="#121212",
    surface="#161a1f",
    panel="#1c2128",
    border="#2a2e35",
    border_focus="#4c9aff",
    text="#c9d1d9",
    text_strong="#ffffff",
    text_muted="#9da5b4",
    text_faint="#6e7681",
    axis="#6e7681",
    grid="#2a2e35",
    cursor="#9da5b4",
    legend_background="#1c1f24",
    accent="#4c9aff",
    warning="#ffa62b",
    error="#f2555a",
    success="#36c98f",
    series=(
        "#4c9aff",  # blue
        "#e4982b",  # amber
        "#4bd6be",  # teal
        "#dd4151",  # red
        "#9e5cad",  # plum
        "#cbd468",  # lime
        "#5defec",  # cyan
        "#ef6a9c",  # rose
        "#63761c",  # olive
        "#b0bdfc",  # lavender
    ),
    gradient=(
        "#7d63d8",
        "#617ed5",
        "#3c94cc",
        "#32a7b5",
        "#3eb79b",
        "#69c57b",
        "#93d157",
        "#c9da54",
        "#fbe14f",
    ),
)

LIGHT = Theme(
    name="light",
    background="#fafafa",
    surface="#f0f2f5",
    panel="#e4e8ee",
    border="#d3d8df",
    border_focus="#1c4fd8",
    text="#24292f",
    text_strong="#000000",
    text_muted="#545c67",
    text_faint="#6e7681",
    axis="#868e99",
    grid="#e1e4e9",
    cursor="#545c67",
    legend_background="#eef0f3",
    accent="#1c4fd8",
    warning="#8f5200",
    error="#b8102f",
    success="#0b6e47",
    series=(
        "#371cc1",  # indigo
        "#a43d09",  # rust
        "#148371",  # teal
        "#78120b",  # maroon
        "#8c3afd",  # violet
        "#718c33",  # olive
        "#507eda",  # sky
        "#d525b4",  # magenta
        "#276d41",  # green
        "#7a4d87",  # plum
    ),
    gradient=(
        "#2f1e9e",
        "#2a41aa",
        "#1e5db6",
        "#0a6c9d",
        "#00767a",
        "#397b52",
        "#5f7d10",
        "#8f7a09",
        "#b87400",
    ),
)


def dim(color: str, background: str, amount: float) -> str:
    """Fade a colour into a background.

    Parameters
    ----------
    color, background
        Inks.
    amount
        0 leaves the colour as it is, 1 gives the background.

    Returns
    -------
    str
        An ink of the same kind. The terminal's own colours know only one step of fading.
    """
    amount = min(max(amount, 0.0), 1.0)
    hex_color, hex_background = _hex(color), _hex(background)
    if hex_color is None or hex_background is None:
        return color if amount < _LEAST_DIM else _with_dim(color)
    index = fixed_index(color)
    if index is not None:
        return f"color({faded_index(index, hex_background, amount)})"
    mixed = mix(hex_color, hex_background, amount)
    return mixed if background.startswith("#") else f"color({nearest_fixed(mixed)})"


def _hex(color: str) -> str | None:
    index = fixed_index(color)
    if index is not None:
        return hex_of_fixed(index)
    return color if color.startswith("#") else None


def _with_dim(ink: str) -> str:
    return " ".join(["dim", *(word for word in ink.split() if word not in ("bold", "dim"))])
