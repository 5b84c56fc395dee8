"""Parallel coordinates and scatter matrices, on trials few enough to be counted."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tbtui.plot.ansi_themes import ANSI, MONOCHROME
from tbtui.plot.cells import Cells
from tbtui.plot.parallel_coordinates import (
    LEAST_SPACING,
    ParallelOptions,
    ParallelPicture,
    draw_parallel_coordinates,
)
from tbtui.plot.scatter_layout import ScatterOptions
from tbtui.plot.scatter_matrix import ScatterPicture, draw_scatter_matrix
from tbtui.plot.symbols import ASCII, BRAILLE, use_symbols
from tbtui.plot.theme import DARK, LIGHT, Theme
from tbtui.plot.trial_axis import TrialAxis, number_axis, text_axis
from tbtui.plot.trial_colors import TrialColors

NAN = math.nan
LR = number_axis("lr", "lr", np.array([0.1, 0.2, 0.3, NAN]))
MODEL = text_axis("model", "model", ["small", "large", "small", "large"])
LOSS = number_axis("loss", "val/loss", np.array([1.0, 2.0, 3.0, 4.0]))
AXES = [LR, MODEL, LOSS]


def text_of(cells: Cells) -> str:
    return "\n".join(cells.text(row).rstrip() for row in range(cells.height))


def ink_at(cells: Cells, x: int, y: int) -> str:
    return cells.palette[cells.foreground[y, x]]


def inks_in(cells: Cells, left: int, right: int) -> set[str]:
    """The inks of all dots between two columns."""
    dots = (cells.codepoints >= 0x2800) & (cells.codepoints < 0x2900)
    return {cells.palette[ink] for ink in cells.foreground[:, left:right][dots[:, left:right]]}


def draw(theme: Theme = DARK, width: int = 80, **options: object) -> ParallelPicture:
    return draw_parallel_coordinates(AXES, width, 20, ParallelOptions(**options), theme)  # type: ignore[arg-type]


def test_each_axis_has_its_name_and_its_ends() -> None:
    lines = text_of(draw().cells).splitlines()
    assert lines[0].split() == ["lr", "model", "val/loss"]
    assert "0.3" in lines[2]
    assert "small" in lines[2]
    assert "0.1" in lines[-1]
    assert "large" in lines[-1]


def test_trials_that_lack_a_value_are_left_out_and_counted() -> None:
    picture = draw(brushes={"loss": (0.0, 2.0)})
    assert (picture.shown, picture.left_out, picture.passed) == (3, 1, 2)


def test_lines_have_the_colour_of_the_metric() -> None:
    picture = draw(color_by=LOSS)
    _, model, _ = picture.columns
    # Of the lowest loss, and of those a third and two thirds of the way up to the one left out.
    assert inks_in(picture.cells, 1, model) == {DARK.gradient[level] for level in (0, 3, 6)}


def test_what_a_brush_leaves_out_has_no_colour() -> None:
    picture = draw(brushes={"lr": (0.0, 0.15)}, color_by=LOSS)
    inks = inks_in(picture.cells, 1, 80)
    # The low end of the metric, as only its lowest trial passes, beside the faded others.
    assert DARK.gradient[0] in inks
    assert DARK.gradient[-1] not in inks
    assert len(inks) == 2


def test_a_brush_is_marked_on_its_axis() -> None:
    picture = draw(brushes={"lr": (0.1, 0.2)})
    column = picture.columns[0]
    marked = [
        row
        for row in range(picture.cells.height)
        if ink_at(picture.cells, column, row) == DARK.warning
    ]
    assert len(marked) == picture.rows // 2 + 1
    assert max(marked) == picture.cells.height - 1


def test_the_selected_trial_is_in_front_with_its_values() -> None:
    picture = draw(selected=1, color_by=LOSS)
    text = text_of(picture.cells)
    for value in ("● 0.2", "● large", "● 2"):
        assert value in text
    assert DARK.text_strong in inks_in(picture.cells, 1, 80)


def test_a_selected_trial_that_is_left_out_is_no_line() -> None:
    picture = draw(selected=3)
    assert DARK.text_strong not in inks_in(picture.cells, 1, 80)


def test_of_many_axes_those_around_the_focused_one_are_drawn() -> None:
    axes = [replace(LR, key=str(index), name=f"axis{index}") for index in range(20)]
    picture = draw_parallel_coordinates(axes, 60, 12, ParallelOptions(focused=10), DARK)
    assert len(picture.columns) == 59 // LEAST_SPACING
    assert picture.first <= 10 < picture.first + len(picture.columns)
    header = picture.cells.text(1)
    assert header.startswith(f"‹ {picture.first}")
    assert header.rstrip().endswith(f"{20 - picture.first - len(picture.columns)} ›")


def test_a_row_and_a_column_are_found_under_the_mouse() -> None:
    picture = draw()
    assert picture.axis_near(picture.columns[1] + 2) == 1
    assert picture.place_at(picture.top) == 1.0
    assert picture.place_at(picture.cells.height - 1) == 0.0


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (5, 2), (12, 3), (30, 8), (300, 90)])
@pytest.mark.parametrize("theme", [DARK, LIGHT, ANSI, MONOCHROME], ids=lambda one: one.depth.value)
def test_every_size_and_theme_can_be_drawn(size: tuple[int, int], theme: Theme) -> None:
    parallel = ParallelOptions({"lr": (0.1, 0.2)}, 0, 1, LOSS)
    assert draw_parallel_coordinates(AXES, *size, parallel, theme).cells.width == size[0]
    for enlarged in (False, True):
        scatter = ScatterOptions({"lr": (0.1, 0.2)}, 0, 0, 1, enlarged, LOSS)
        assert draw_scatter_matrix([LOSS], AXES, *size, scatter, theme).cells.height == size[1]


def test_without_colours_low_middle_and_high_differ_in_weight() -> None:
    levels = TrialColors(LOSS, MONOCHROME)
    inks = [levels.inks[level] for level in levels.levels(4)]
    assert inks == ["dim default", "default", "bold default", "bold default"]


def test_without_colours_the_selected_trial_is_thicker_than_others() -> None:
    def dots(picture: ParallelPicture) -> int:
        codepoints = picture.cells.codepoints[picture.cells.codepoints >= 0x2800]
        return sum(int(codepoint - 0x2800).bit_count() for codepoint in codepoints)

    assert dots(draw(MONOCHROME, selected=0)) > dots(draw(DARK, selected=0)) + 100


def test_in_ascii_nothing_else_is_drawn() -> None:
    use_symbols(ASCII)
    try:
        scatter = draw_scatter_matrix([LOSS], AXES, 60, 16, ScatterOptions(selected=0), DARK)
        assert text_of(draw(selected=0).cells).isascii()
        assert text_of(scatter.cells).isascii()
    finally:
        use_symbols(BRAILLE)


def legend(axis: TrialAxis, width: int) -> str:
    cells = Cells(width, 1, DARK.text, DARK.background)
    TrialColors(axis, DARK).draw_legend(cells, 0, 0, width)
    return cells.text(0).rstrip()


def test_the_legend_has_the_ends_of_the_metric() -> None:
    assert legend(LOSS, 60).startswith("val/loss 1 ━")
    assert legend(LOSS, 60).endswith("━ 4")
    assert len(legend(LOSS, 20)) <= 20


def test_the_gradient_of_the_legend_gives_way_before_the_name_does() -> None:
    wide, tight = legend(LOSS, 40), legend(LOSS, 28)
    assert "val/loss" in wide
    assert "val/loss" in tight
    assert tight.count("━") == wide.count("━") // 2


def scatter(**options: object) -> ScatterPicture:
    chosen = ScatterOptions(**options)  # type: ignore[arg-type]
    return draw_scatter_matrix([LOSS], AXES, 80, 20, chosen, DARK)


def dots_in(picture: ScatterPicture, index: int) -> int:
    panel = picture.panels[index]
    inside = picture.cells.codepoints[
        panel.top : panel.top + panel.height, panel.left : panel.left + panel.width
    ]
    bits = np.where((inside >= 0x2800) & (inside < 0x2900), inside - 0x2800, 0)
    return sum(int(pattern).bit_count() for pattern in bits.ravel())


def test_every_trial_is_a_square_of_four_dots_in_every_panel() -> None:
    picture = scatter()
    assert [(panel.row, panel.column) for panel in picture.panels] == [(0, 0), (0, 1), (0, 2)]
    assert [dots_in(picture, index) for index in range(3)] == [12, 12, 12]
    assert picture.left_out == 1


def test_the_corners_of_a_panel_are_the_ends_of_its_columns() -> None:
    picture = scatter()
    panel = picture.panels[0]
    # The lowest learning rate has the lowest loss.
    assert picture.cells.codepoints[panel.top + panel.height - 1, panel.left] > 0x2800
    assert panel.places_at(panel.left, panel.top + panel.height - 1) == (0.0, 0.0)
    assert panel.places_at(panel.left + panel.width - 1, panel.top) == (1.0, 1.0)
    assert picture.panel_at(panel.left, panel.top) == panel
    assert picture.panel_at(0, 0) is None


def test_the_selected_trial_is_marked_in_all_panels() -> None:
    assert text_of(scatter(selected=1).cells).count("●") == 3


def test_brushes_of_two_columns_are_a_rectangle() -> None:
    picture = scatter(brushes={"lr": (0.1, 0.2), "loss": (1.0, 2.0)})
    panel = picture.panels[0]
    inside = picture.cells.background[
        panel.top : panel.top + panel.height, panel.left : panel.left + panel.width
    ]
    rows, columns = np.nonzero(inside != inside[0, -1])
    assert columns.max() == pytest.approx((panel.width - 1) / 2, abs=1)
    # A third of the way up from 1 to 4.
    assert rows.min() == round((panel.height - 1) * 2 / 3)
    assert picture.passed == 2


def test_an_enlarged_panel_is_alone_and_has_ticks() -> None:
    picture = scatter(column=0, enlarged=True)
    assert len(picture.panels) == 1
    assert picture.cells.text(19).split() == ["0.1", "lr", "0.3"]


def test_a_page_of_a_large_matrix_says_what_else_there_is() -> None:
    columns = [replace(LR, key=str(index), name=f"axis{index}") for index in range(20)]
    options = ScatterOptions(row=5, column=10)
    picture = draw_scatter_matrix(columns, columns, 80, 20, options, DARK)
    assert (5, 10) in [(panel.row, panel.column) for panel in picture.panels]
    assert "‹" in text_of(picture.cells)
    assert "↓" in text_of(picture.cells)
