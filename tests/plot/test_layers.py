"""Layers drawn at once are the same as layers drawn one after the other."""

from __future__ import annotations

import numpy as np
import pytest

from tbtui.plot.layers import draw_layer, draw_layers
from tbtui.plot.line import Line
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import LinearScale


@pytest.mark.parametrize("pattern", [0, 1])
def test_layers_do_not_mix(pattern: int) -> None:
    area = PlotArea(0, 0, 6, 3, LinearScale((0.0, 3.0)), LinearScale((0.0, 1.0)))
    x = np.arange(4.0)
    falling = Line(x, 1 - x / 3, "#ff0000", "falling")
    rising = Line(x, x / 3, "#00ff00", "rising", pattern=pattern)
    lonely = Line(x[:1], np.array([0.5]), "#0000ff", "lonely")
    layers = [[falling, lonely], [], [rising]]
    drawn = draw_layers(layers, area)
    assert len(drawn) == 3
    for layer, lines in zip(drawn, layers, strict=True):
        alone = draw_layer(lines, area)
        np.testing.assert_array_equal(layer.patterns, alone.patterns)
        np.testing.assert_array_equal(layer.owner, alone.owner)
    assert drawn[0].patterns[0, 0]
    assert not drawn[1].patterns.any()
    assert not drawn[2].patterns[0, 0]
