"""A table is never drawn for a width other than its own."""

from __future__ import annotations

import numpy as np
from textual.geometry import Size

from tbtui.widgets.data_table import TableRows
from tbtui.widgets.table_columns import TableColumn
from tbtui.widgets.table_contents import TableContents


class _Rows(TableRows):
    """Rows of a size that is set here and not by a screen."""

    size = Size(0, 0)


def test_a_table_that_was_hidden_is_laid_out_before_it_is_drawn_at_first():
    loss = TableColumn("loss", "loss", np.array([0.25]), is_number=True)
    rows = _Rows()
    rows.show(TableContents(names=("run-1",), order=(0,), columns=(loss,)))
    assert not rows.view.layout.places
    rows.size = Size(60, 5)
    assert [place.column for place in rows.view.layout.places] == [0]
