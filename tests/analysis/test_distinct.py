"""Each value once."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.distinct import distinct, first_places


@given(st.lists(st.integers(-5, 5)))
def test_values_and_their_first_places_are_those_of_numpy(values: list[int]) -> None:
    array = np.array(values, np.int64)
    expected, places = np.unique(array, return_index=True)
    assert distinct(array).tolist() == expected.tolist()
    assert first_places(array).tolist() == places.tolist()
    assert distinct(array).dtype == array.dtype


def test_zeros_of_both_signs_are_one_value_and_infinities_are_values() -> None:
    assert distinct(np.array([np.inf, 0.0, -0.0, -np.inf, np.inf])).tolist() == [-np.inf, 0, np.inf]


def test_a_chart_is_drawn_without_masked_arrays() -> None:
    program = (
        "import sys, numpy as np\n"
        "before = 'numpy.ma' in sys.modules\n"
        "from tbtui.plot.line import Line\n"
        "from tbtui.plot.line_chart import ChartOptions, draw_line_chart\n"
        "from tbtui.plot.theme import DARK\n"
        "x = np.arange(50_000.0)\n"
        "lines = [Line(x, np.sin(x / 999), '#ff0000', 'a'), Line(x[:1], x[:1], '#00ff00', 'b')]\n"
        "draw_line_chart(lines, 80, 20, ChartOptions(), DARK)\n"
        "print(before, 'numpy.ma' in sys.modules)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    # Old numpy loads them by itself.
    before, after = result.stdout.split()
    assert before == after, result.stderr
