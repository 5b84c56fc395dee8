"""The table of readings: whether it is shown, and how it is sorted."""

from __future__ import annotations

from dataclasses import dataclass

from tbtui.widgets.reading_columns import BY_RUN, POINT_COLUMNS, RANGE_COLUMNS, SortOrder


@dataclass
class ReadingsState:
    """The one owner of what is known about the table.

    Attributes
    ----------
    shown : bool
    point_order, range_order : SortOrder
        How the readings of the crosshair and those of a range are sorted.
    most_rows : int
        How many rows are in view at most; 0 for as many as fit.
    anchor : float or None
        The end of a range that stays where it is while the crosshair moves the other one.
    """

    shown: bool = False
    point_order: SortOrder = BY_RUN
    range_order: SortOrder = BY_RUN
    most_rows: int = 0
    anchor: float | None = None

    def order(self, of_range: bool) -> SortOrder:
        """Return how the table is sorted that is shown."""
        return self.range_order if of_range else self.point_order

    def sort_by_next(self, of_range: bool, columns: int) -> None:
        """Sort by a column further on, around the ends."""
        names = [column.name for column in (RANGE_COLUMNS if of_range else POINT_COLUMNS)]
        names = names if of_range else [*names, "nearest"]
        index = (names.index(self.order(of_range).column) + columns) % len(names)
        self._set_order(of_range, SortOrder(names[index]))

    def reverse(self, of_range: bool) -> None:
        """Sort the other way round."""
        order = self.order(of_range)
        self._set_order(of_range, order._replace(descending=not order.descending))

    def _set_order(self, of_range: bool, order: SortOrder) -> None:
        if of_range:
            self.range_order = order
        else:
            self.point_order = order
