"""Every setting of the configuration file: its name, type, default and explanation.

This is the one table: reading the file, ``tbtui config`` and the documentation go by it. A section
of the file is a class, a setting is a field; the type says which values are allowed.
"""

# ruff: noqa: RUF009 - what `setting` returns is a field of its own for every setting
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Theme = Literal["dark", "light", "ansi"]
Color = Literal["auto", "truecolor", "256", "16", "none"]
Symbols = Literal["auto", "braille", "block", "ascii"]
Repaint = Literal["changes", "full"]
Sidebar = Literal["auto", "shown", "hidden"]
Layout = Literal["focus", "grid"]
Smoother = Literal["exponential", "mean", "median", "gaussian", "savitzky-golay"]
Horizontal = Literal["step", "relative", "wall", "index", "tag"]
Scale = Literal["linear", "log", "symlog"]
Density = Literal["auto", "on", "off"]
RowOrder = Literal["name", "ascending", "descending", "nearest"]
Center = Literal["mean", "median"]
Band = Literal["min-max", "deviation", "error", "quartiles", "none"]


class Limits(NamedTuple):
    """The range of a number, ends included."""

    low: float
    high: float


class HexColor(str):
    """A colour as ``#rrggbb``, in lower case."""

    __slots__ = ()


@dataclass(frozen=True)
class ColorRule:
    """The colour of some runs.

    Attributes
    ----------
    pattern : str
        The exact name of a run, or ``/regular expression/`` that is found in the name.
    color : HexColor or int
        The colour, or its place in the palette, from 1.
    """

    pattern: str
    color: HexColor | int


def setting(default: Any, explanation: str, limits: Limits | None = None) -> Any:
    """Declare a setting.

    Parameters
    ----------
    default
        Its value when the file says nothing.
    explanation
        What it does, in words for the user. It is printed above the setting by ``tbtui config``.
    limits
        The range of a number.
    """
    metadata = {"explanation": explanation, "limits": limits}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class ScreenSettings:
    """The screen."""

    theme: Theme = setting(
        "dark", "Colours for a dark or a light terminal; ansi: the terminal's own."
    )
    color: Color = setting(
        "auto", "How many colours the terminal has; auto: by NO_COLOR, COLORTERM and TERM."
    )
    symbols: Symbols = setting(
        "auto", "What charts and borders are drawn with; auto: by the locale."
    )
    mouse: bool = setting(
        True, "Whether the program gets the mouse; false leaves it to the terminal, for selecting."
    )
    repaint: Repaint = setting(
        "changes", "Send only what changed; full is for terminals that then show something wrong."
    )
    pause_unfocused: bool = setting(
        False, "Look for no new data while the terminal, window or pane has not the focus."
    )
    sidebar: Sidebar = setting("auto", "Runs and tags at the left; auto shows them where they fit.")


@dataclass(frozen=True)
class LogSettings:
    """Reading logs."""

    interval: float = setting(5.0, "Seconds between two looks for new data.", Limits(0, 86_400))
    verify: bool = setting(False, "Compare all contents with their checksums; slower.")


@dataclass(frozen=True)
class ChartSettings:
    """Charts, as they look before any key was pressed."""

    layout: Layout = setting("focus", "One large chart with small ones, or a grid of all.")
    smoother: Smoother = setting(
        "exponential", "How curves are smoothed; TensorBoard's is the first."
    )
    smoothing: float = setting(
        0.6,
        "How much: the weight of the moving average, or the part of the x axis in one window.",
        Limits(0, 0.999),
    )
    smooth_by_time: bool = setting(False, "Measure windows in wall time rather than in steps.")
    horizontal: Horizontal = setting(
        "step",
        "The x axis: step, time since a curve's first point, wall time, number of the point, or "
        "the value of another tag.",
    )
    x_tag: str = setting("", 'That other tag, as in "train/tokens", for horizontal = "tag".')
    x_log: bool = setting(False, "Logarithmic x axis.")
    y_scale: Scale = setting("linear", "Scale of the y axis.")
    include_zero: bool = setting(False, "Let the y axis always reach zero.")
    ignore_outliers: bool = setting(
        False, "Let the y axis follow the middle 90 % of the values, as TensorBoard can."
    )
    grid: bool = setting(True, "Grid lines.")
    density: Density = setting(
        "auto", "Show how many curves pass through a cell instead of each curve; auto: when many."
    )
    all_lives: bool = setting(False, "Draw what restarted runs have superseded, too.")
    linked: bool = setting(True, "Move the crosshairs of all charts together.")


@dataclass(frozen=True)
class ReadoutSettings:
    """The table of values at the crosshair."""

    order: RowOrder = setting(
        "name", "Order of its rows: by name, by value, or by nearness to the crosshair."
    )
    rows: int = setting(0, "At most so many rows are in view; 0: as many as fit.", Limits(0, 1000))


@dataclass(frozen=True)
class GroupSettings:
    """Runs shown as groups: one curve with a band around it."""

    center: Center = setting("mean", "What the curve of a group shows.")
    band: Band = setting(
        "min-max",
        "What the band shows: all values, standard deviation, standard error, the middle half, "
        "or nothing.",
    )
    members: bool = setting(False, "Draw the runs of a group as well, faintly.")


@dataclass(frozen=True)
class ColorSettings:
    """Colours of runs."""

    palette: tuple[HexColor, ...] = setting(
        (), 'Colours for runs, as in ["#4c9aff", "#ff8b3d"]; none: those of the theme.'
    )
    runs: tuple[ColorRule, ...] = setting(
        (),
        "The colour of a run by its name, or of every run whose name matches a /regular "
        "expression/. A number is a place in the palette, from 1.",
    )


@dataclass(frozen=True)
class Config:
    """All settings, by the section of the file that has them."""

    screen: ScreenSettings = field(default_factory=ScreenSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    charts: ChartSettings = field(default_factory=ChartSettings)
    readout: ReadoutSettings = field(default_factory=ReadoutSettings)
    groups: GroupSettings = field(default_factory=GroupSettings)
    colors: ColorSettings = field(default_factory=ColorSettings)
    keys: Mapping[str, str] = setting({}, "Other keys: the id of an action, and its keys.")
