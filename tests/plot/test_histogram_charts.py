"""Charts of histograms: ridges, outlines and maps of heat, on literal data."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, picture
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.ansi_themes import MONOCHROME
from tbtui.plot.density import ramp
from tbtui.plot.heat_map import draw_heat
from tbtui.plot.histogram_charts import draw_overlay, draw_ridges, ridge_count
from tbtui.plot.histogram_stack import Stack, bin_centers, depth_at
from tbtui.plot.histogram_svg import heat_svg, outlines_svg, ridges_svg
from tbtui.plot.scale import LinearScale, SymlogScale
from tbtui.plot.symbols import ASCII, use_symbols
from tbtui.plot.theme import DARK

COUNTS = [[0, 8, 0, 0], [0, 4, 4, 0], [0, 0, 8, 0]]


def stack_of(counts=COUNTS, depths=(0, 10, 20), **others):
    counts = np.array(counts, float).reshape(len(depths), len(counts[0]) if len(counts) else 4)
    edges = np.linspace(0, 4, counts.shape[1] + 1)
    described = {
        "depths": np.array(depths, float),
        "labels": [str(depth) for depth in depths],
        "counts": counts,
        "edges": edges,
        "scale": LinearScale((0.0, 4.0)),
        "color": BLUE,
        "highest": float(counts.max(initial=0)),
    }
    return Stack(**{**described, **others})


def test_ridges_have_their_steps_beside_them():
    rows = picture(draw_ridges(stack_of(), 30, 16, DARK).cells)
    assert [row.split()[0] for row in rows if row[:2].strip()] == ["0", "10", "20"]
    assert rows[-1].split() == ["0", "2", "4"]


def test_ridges_in_ascii():
    use_symbols(ASCII)
    assert picture(draw_ridges(stack_of(), 24, 10, MONOCHROME).cells) == RIDGES_IN_ASCII


def test_a_body_is_a_background_and_the_newest_the_brightest():
    cells = draw_ridges(stack_of(), 40, 20, DARK).cells
    backgrounds = [cells.palette[index] for index in np.unique(cells.background)]
    assert len(backgrounds) == 1 + len(COUNTS)


def test_a_single_ridge_is_the_newest():
    def body(counts, depths):
        cells = draw_ridges(stack_of(counts, depths, highest=8.0), 40, 20, DARK).cells
        return cells.palette[cells.background[17, 15]]

    assert body([COUNTS[0]], (0,)) == body([COUNTS[0], COUNTS[0]], (0, 10)) != DARK.background


def test_the_marked_ridge_is_seen_through_those_before_it():
    plain = draw_ridges(stack_of(), 40, 20, DARK).cells
    marked = draw_ridges(stack_of(selected=0, selected_bin=1), 40, 20, DARK).cells
    strong = marked.palette.index(DARK.text_strong)
    assert (marked.foreground == strong).sum() > 5
    assert "│" in "".join(picture(marked))
    assert picture(plain) != picture(marked)


def test_a_map_has_the_newest_on_the_right_and_high_values_above():
    chart = draw_heat(stack_of(), 30, 12, HorizontalAxis.STEP, DARK, logarithmic=False)
    cells = chart.cells
    column = chart.plot_left + chart.plot_width - 1
    filled = ["▀▄█".find(cells.text(row)[column]) >= 0 for row in range(chart.plot_height)]
    # The last histogram has everything between 2 and 3, of 4.
    assert [row for row, is_filled in enumerate(filled) if is_filled] == [2, 3, 4]


def test_equal_ratios_are_equal_steps_of_colour_on_demand():
    stack = stack_of([[1, 100]], (0,), highest=100.0)
    shades = []
    for logarithmic in (False, True):
        chart = draw_heat(stack, 24, 8, HorizontalAxis.STEP, DARK, logarithmic=logarithmic)
        lowest = chart.plot_height - 1, chart.plot_left
        shades.append(chart.cells.palette[chart.cells.foreground[lowest]])
    # A count of 1 beside one of 100 is next to nothing, or a seventh of the way.
    assert shades == [ramp(DARK)[0], ramp(DARK)[1]]


def test_a_map_explains_its_colours():
    rows = picture(draw_heat(stack_of(), 60, 12, HorizontalAxis.STEP, DARK, logarithmic=True).cells)
    assert any(" 0 ▁▂▃▄▅▆▇█ 8 (log)" in row for row in rows)


def test_outlines_of_runs_have_a_legend_with_their_counts():
    stack = stack_of([[0, 8, 0, 0], [0, 0, 6, 0]], (0, 1), labels=("a", "b"), colors=(BLUE, ORANGE))
    text = "\n".join(picture(draw_overlay(stack, 60, 14, DARK, legend=True).cells))
    assert "a  8" in text
    assert "b  6" in text
    stack = stack_of(
        [[0, 8, 0, 0], [0, 0, 6, 0]],
        (0, 1),
        labels=("a", "b"),
        colors=(BLUE, ORANGE),
        selected_bin=2,
    )
    text = "\n".join(picture(draw_overlay(stack, 60, 14, DARK, legend=True).cells))
    assert "a  0" in text
    assert "b  6" in text


def test_without_colours_outlines_have_letters():
    stack = stack_of(
        [[0, 8, 0, 0], [0, 0, 6, 0]],
        (0, 1),
        labels=("first", "second"),
        colors=("a default", "b default"),
    )
    rows = picture(draw_overlay(stack, 60, 14, MONOCHROME).cells)
    assert sum("a" in row for row in rows) == sum("b" in row for row in rows) == 1


def test_letters_of_runs_with_the_same_peak_stand_beside_each_other():
    names = "abc"
    colors = [f"{name} default" for name in names]
    stack = stack_of([[0, 8, 7, 0]] * 3, (0, 1, 2), labels=("x", "y", "z"), colors=colors)
    text = "".join(picture(draw_overlay(stack, 60, 14, MONOCHROME).cells))
    assert [text.count(name) for name in names] == [1, 1, 1]


def test_the_places_of_a_chart_belong_to_histograms():
    stack = stack_of()
    assert [depth_at(stack, across, None) for across in (-5, 0, 9.9, 10, 99)] == [0, 0, 0, 1, 2]
    assert [depth_at(stack, 0.0, (row, 10)) for row in (0, 4, 6, 7, 9)] == [0, 0, 1, 1, 2]


def test_bins_on_a_symlog_axis_have_their_middle_where_it_looks_so():
    scale = SymlogScale((0.0, 100.0), 1.0)
    edges = scale.values_at(np.array([0.0, 0.5, 1.0]))
    stack = stack_of([[1, 1]], (0,), edges=edges, scale=scale)
    assert scale.place(bin_centers(stack)) == pytest.approx([0.25, 0.75])


def test_pictures_for_documents_have_every_ridge_and_every_run():
    svg = ridges_svg(stack_of(selected=1), DARK, "dense/<weight>")
    assert "dense/&lt;weight&gt;" in svg
    assert svg.count('fill="none"') >= 3
    runs = stack_of(
        [[0, 8, 0, 0], [0, 0, 6, 0]], (0, 1), labels=("a&b", "c"), colors=(BLUE, ORANGE)
    )
    assert "a&amp;b" in outlines_svg(runs, DARK, "t")
    heat = heat_svg(stack_of(), HorizontalAxis.STEP, DARK, "t", logarithmic=True)
    assert heat.count("fill-opacity") == np.count_nonzero(COUNTS)


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(0, 5),
    st.sampled_from(["ridges", "outlines", "heat"]),
)
def test_any_size_is_filled_exactly(width, height, count, kind):
    depths = tuple(range(count))
    stack = stack_of(
        np.arange(4 * count).reshape(count, 4), depths, selected=count - 1 if count else None
    )
    if kind == "heat":
        chart = draw_heat(stack, width, height, HorizontalAxis.STEP, DARK, logarithmic=True)
    else:
        chart = (draw_ridges if kind == "ridges" else draw_overlay)(stack, width, height, DARK)
    assert chart.cells.codepoints.shape == (height, width)


def test_more_height_is_more_ridges():
    counts = [ridge_count(height) for height in range(5, 130)]
    assert counts == sorted(counts)
    assert counts[0] >= 4
    assert counts[-1] == 51


RIDGES_IN_ASCII = [
    "         .--..         .",
    "       ./'  '-.        .",
    "      -'      \\.       .",
    " 0   '       . ''      .",
    "       ..-'''''\\+-..   .",
    "10   --'      .''-.'-- .",
    "            ,-'   \\.   .",
    "20        .-'      '-_ .",
    "  ++---------+---------+",
    "   0         2         4",
]
