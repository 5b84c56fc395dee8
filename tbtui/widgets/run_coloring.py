"""Colours that several runs share, because their names or directories say they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from tbtui.config.view_state import Section
from tbtui.plot.colors import RunColors


class ColorBy(str, Enum):
    """What decides the colour of a run."""

    RUN = "run"
    REGEX = "regex"
    DIRECTORY = "directory"


class RunColoring:
    """One colour for every group of runs; those in no group have one that stands back.

    Attributes
    ----------
    by : ColorBy
    pattern : str
        The regular expression of ``REGEX``: runs for which its groups capture the same share a
        colour.
    """

    def __init__(self) -> None:
        self.by = ColorBy.RUN
        self.pattern = ""
        self._palette: tuple[str, ...] = ()
        self._alone = ""
        self._colors: RunColors | None = None
        self._groups: dict[str, str | None] = {}

    def use_palette(self, palette: Sequence[str], alone: str) -> None:
        """Show the groups in these colours, and runs in no group in that one."""
        self._alone = alone
        if self._colors is not None:
            if len(palette) == len(self._palette):
                self._colors.use_palette(palette)
            else:
                self._forget()
        self._palette = tuple(palette)

    def color_by(self, by: ColorBy) -> None:
        """Let something else decide."""
        self.by = by
        self._forget()

    def use_pattern(self, pattern: str) -> None:
        """Colour by what a regular expression captures.

        Raises
        ------
        FilterError
            If it is none; nothing changes then.
        """
        from tbtui.analysis.run_groups import regex_groups

        regex_groups(pattern, ())
        self.pattern = pattern
        self.color_by(ColorBy.REGEX if pattern else ColorBy.RUN)

    def assign(self, names: Iterable[str]) -> None:
        """Find the groups of runs that were not known yet."""
        if self._is_off:
            return
        from tbtui.analysis.run_groups import directory_groups, regex_groups

        new = [name for name in names if name not in self._groups]
        if not new:
            return
        by_regex = self.by is ColorBy.REGEX
        found = regex_groups(self.pattern, new) if by_regex else directory_groups(new)
        self._groups |= found
        if self._colors is None:
            self._colors = RunColors(self._palette)
        self._colors.assign({group for group in found.values() if group is not None})

    def color(self, name: str) -> str | None:
        """Return the colour of a run as ``#rrggbb``, or None where runs have their own."""
        if self._is_off:
            return None
        self.assign((name,))
        group = self._groups[name]
        return self._alone if group is None or self._colors is None else self._colors.color(group)

    def saved(self) -> dict[str, str]:
        """Return what to keep until the next start."""
        return {"by": self.by.value, "pattern": self.pattern}

    def restore(self, saved: Section) -> None:
        """Take up what was kept."""
        by = saved.choice("by", tuple(ColorBy), ColorBy.RUN)
        pattern = saved.text("pattern")
        # This precedes the first frame, which should not wait for what reads patterns.
        if pattern:
            from tbtui.analysis.filters import FilterError

            try:
                self.use_pattern(pattern)
            except FilterError:
                return
        self.color_by(by)

    @property
    def _is_off(self) -> bool:
        return self.by is ColorBy.RUN or (self.by is ColorBy.REGEX and not self.pattern)

    def _forget(self) -> None:
        self._groups = {}
        self._colors = None
