"""The lines of a table, as they are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from textual.geometry import Size

from tbtui.plot.ansi_themes import MONOCHROME
from tbtui.plot.theme import DARK
from tbtui.widgets.data_table import TableRows
from tbtui.widgets.table_columns import TableColumn
from tbtui.widgets.table_contents import TableContents
from tbtui.widgets.table_drawing import draw_header, draw_row

NAN = float("nan")
GROUP = "validation/smoothed_cross_entropy_loss"


class _Rows(TableRows):
    """Rows of a size that is set here and not by a screen."""

    size = Size(0, 0)


def column(key, values, **options):
    return TableColumn(key, key, np.array(values), is_number=True, **options)


def view_of(*columns):
    rows = _Rows()
    rows.show(TableContents(names=("base", "other"), order=(0, 1), columns=columns))
    rows.size = Size(60, 5)
    return rows.view


def row_text(view, row, theme=DARK):
    return draw_row(view, row, False, 59, theme).text.rstrip()


def test_titles_take_the_room_that_is_left():
    view = view_of(column("last", [0.5, 0.25], group=GROUP))
    assert draw_header(view, 0, 2, 59, DARK).text.split() == [GROUP]
    # The values stay below the end of their title.
    end = view.layout.places[0].x + view.layout.places[0].width
    assert len(row_text(view, 1)) == end


def test_a_title_of_several_columns_has_their_room():
    view = view_of(
        column("last", [0.5, 0.25], group=GROUP), column("min", [0.5, 0.25], group=GROUP)
    )
    assert GROUP in draw_header(view, 0, 2, 59, DARK).text
    first, second = view.layout.places
    assert second.x + second.width - first.x == len(GROUP)


@pytest.mark.parametrize(("theme", "shown"), [(DARK, "0.25  -0.25"), (MONOCHROME, "0.25 -0.25✓")])
def test_where_no_colour_tells_better_from_worse_a_sign_does(theme, shown):
    better = column(
        "loss", [0.5, 0.25], changes=np.array([NAN, -0.25]), better=np.array([0, 1], np.int8)
    )
    assert row_text(view_of(better), 1, theme).endswith(shown)
    worse = column(
        "acc", [0.5, 0.25], changes=np.array([NAN, -0.25]), better=np.array([0, -1], np.int8)
    )
    assert row_text(view_of(worse), 1, theme).endswith(shown.replace("✓", "✗"))
