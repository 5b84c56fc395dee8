"""Which charts of custom layouts are listed, given the store, the filters and the selection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tbtui.screens.catalogue import Catalogue, Groups, Listing
from tbtui.screens.custom_charts import ChartContents, CustomCategory, custom_categories
from tbtui.screens.layout_reading import LayoutReading, Layouts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tbtui.readers.custom_layouts import Layout
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.screens.session import Session
    from tbtui.widgets.chart_scene import ChartDefinition


@dataclass(frozen=True)
class CustomListing(Listing):
    """What the lists and charts are about; `listed_tags` are the names of charts."""

    @property
    def tag_count(self) -> int:
        """How many charts there are before the filter."""
        return len(self.definitions)


class CustomCatalogue(Catalogue):
    """Lists the charts of layouts instead of those of tags.

    Attributes
    ----------
    layouts : Layouts
        What was read the last time.
    categories : tuple of CustomCategory
        All of the merged layout.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layouts = Layouts()
        self.categories: tuple[CustomCategory, ...] = ()
        self._reading = LayoutReading()
        self._contents = ChartContents()
        self._layout: Layout | None = None
        self._definitions_key: object = None
        self._definitions: Mapping[str, ChartDefinition] = {}
        self._filtered: tuple[object, object] = (None, None)
        self._custom_groups: Groups = ()
        self._names: tuple[str, ...] = ()

    def listing(self, session: Session, state: ScalarsState, tag: str | None) -> Listing:
        """Return what is listed and shown now."""
        listing = super().listing(session, state, tag)
        if session.store is None or not listing.runs:
            return listing
        self.layouts = self._reading.layouts(session.store)
        self._update_definitions(listing)
        self._update_groups(self.tag_filter.matcher(state.tag_filter))
        of_tags = {field.name: getattr(listing, field.name) for field in fields(listing)}
        of_charts = {
            "groups": self._custom_groups,
            "listed_tags": self._names,
            "definitions": self._definitions,
        }
        return CustomListing(**{**of_tags, **of_charts})

    def _update_definitions(self, listing: Listing) -> None:
        layout = self.layouts.merged
        if layout is not self._layout:
            self._layout = layout
            self.categories = () if layout is None else custom_categories(layout)
        # The mapping of a run is replaced whenever it gains or loses a tag.
        key = (self.categories, [run.scalars for run in listing.shown])
        if key == self._definitions_key:
            return
        from tbtui.store.natural_order import natural_key

        self._definitions_key = key
        tags = sorted(listing.tags, key=natural_key)
        self._definitions = self._contents.definitions(self.categories, tags, listing.shown)

    def _update_groups(self, matches: Callable[[str], bool]) -> None:
        filtered = (self._definitions, matches)
        if any(new is not old for new, old in zip(filtered, self._filtered, strict=True)):
            self._filtered = filtered
            self._custom_groups = tuple(self._let_through(matches))
            self._names = tuple(name for _, names in self._custom_groups for name in names)

    def _let_through(self, matches: Callable[[str], bool]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for category in self.categories:
            names = tuple(
                name
                for name, _ in category.charts
                if matches(_what_is_searched(category, self._definitions[name]))
            )
            if names:
                yield category.heading, names


def _what_is_searched(category: CustomCategory, definition: ChartDefinition) -> str:
    """Return the words that find a chart: its category, its title and its tags.

    They are parts of one name, so that patterns for whole parts fit each of them.
    """
    return "/".join((category.heading, definition.title, *definition.value_tags))
