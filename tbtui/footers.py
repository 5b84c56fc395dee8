"""Which keys the footer shows for each pane."""

from __future__ import annotations

from tbtui.key_model import Where

FOOTERS: dict[Where, tuple[tuple[str, ...], ...]] = {
    Where.CHARTS: (
        ("charts.next", "charts.previous"),
        ("crosshair.left", "crosshair.right"),
        ("smoothing.less", "smoothing.more"),
        ("axis.horizontal",),
        ("charts.layout",),
        ("settings.open",),
        ("filter.open",),
        ("help",),
    ),
    Where.RUNS: (
        ("filter.open",),
        ("runs.toggle",),
        ("runs.solo",),
        ("runs.emphasise",),
        ("runs.limit",),
        ("runs.color",),
        ("runs.details",),
        ("help",),
    ),
    Where.TAGS: (
        ("filter.open",),
        ("tags.open",),
        ("tags.collapse", "tags.expand"),
        ("charts.layout",),
        ("smoothing.less", "smoothing.more"),
        ("panes.next",),
        ("help",),
    ),
    Where.READINGS: (
        ("lists.down", "lists.up"),
        ("readings.sort", "readings.sort_back"),
        ("readings.reverse",),
        ("charts.copy",),
        ("readings.mark",),
        ("readings.toggle",),
        ("panes.next",),
        ("help",),
    ),
    Where.FILTER: (("filter.keep",), ("filter.clear",), ("filter.older", "filter.newer")),
    Where.COLORS: (("lists.down", "lists.up"), ("colors.choose",), ("colors.close",)),
    Where.SETTINGS: (
        ("lists.down", "lists.up"),
        ("settings.previous", "settings.next"),
        ("settings.type",),
        ("settings.close",),
    ),
    Where.SETTING_INPUT: (("settings.keep",), ("settings.leave",)),
    Where.COMBINING: (("combine.keep",), ("combine.leave",)),
    Where.CHOICES: (("lists.down", "lists.up"), ("choices.choose",), ("choices.close",)),
    Where.LISTS: (("lists.down", "lists.up"), ("lists.page_down",), ("panes.next",), ("help",)),
    Where.DIALOG: (
        ("lists.down", "lists.up"),
        ("lists.page_down",),
        ("dialog.copy",),
        ("dialog.close",),
    ),
    Where.EVERYWHERE: (
        ("reload",),
        ("pause",),
        ("problems",),
        ("theme",),
        ("commands",),
        ("quit",),
        ("help",),
    ),
}
"""Keys that the footer shows for the pane in focus: the most useful first, help last.

A pair stands as one item under the label of its first key.
"""
