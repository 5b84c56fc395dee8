"""Charts as vector pictures."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, line
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.plot.line_chart import Band, ChartOptions, Line
from tbtui.plot.scale import ScaleKind
from tbtui.plot.svg import chart_svg
from tbtui.plot.theme import DARK, LIGHT

NAN, INF = float("nan"), float("inf")
SVG = "{http://www.w3.org/2000/svg}"


def parsed(
    lines: list[Line], bands: list[Band] | None = None, title: str = "", **options: object
) -> ET.Element:
    wanted = ChartOptions(**options)  # type: ignore[arg-type]
    return ET.fromstring(chart_svg(lines, bands or [], wanted, DARK, 400, 200, title, lines))


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def curves(root: ET.Element, color: str = BLUE) -> list[ET.Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("stroke") == color]


def points(path: ET.Element) -> list[tuple[float, float]]:
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path.get("d", ""))
    return [(float(x), float(y)) for x, y in pairs]


def test_a_line_runs_from_border_to_border() -> None:
    root = parsed([line([0, 1, 4])], title="train/loss")
    (path,) = curves(root)
    plot = next(root.iter(f"{SVG}clipPath"))[0]
    left, width = float(plot.get("x", "")), float(plot.get("width", ""))
    drawn = points(path)
    assert [x for x, _ in drawn] == pytest.approx([left, left + width / 2, left + width], abs=0.1)
    assert [y for _, y in drawn] == sorted((y for _, y in drawn), reverse=True)
    assert texts(root)[0] == "train/loss"
    assert {"0", "2", "4"} <= set(texts(root))


def test_the_legend_names_lines_with_their_values() -> None:
    lines = [line([1, 2], label="base"), line([3, 4.5], label="wide", color=ORANGE)]
    assert texts(parsed(lines))[-4:] == ["base", "2.0", "wide", "4.5"]
    many = texts(parsed([line([1, 2], label=f"run {index}") for index in range(40)]))
    assert many[-1].endswith("more")


def test_hostile_names_are_shown_and_do_nothing() -> None:
    names = ["<script>alert(1)</script>", "a\"b'c&amp;", "\x00\x1b[31m", "\ud800\ufffe", "]]>"]
    for name in names:
        root = parsed([line([1, 2], label=name)], title=name)
        assert not list(root.iter(f"{SVG}script"))
    shown = texts(parsed([line([1, 2])], title="a<b>&\x1b"))
    assert shown[0] == "a<b>&\\x1b"


def test_patterns_faint_traces_and_gaps() -> None:
    dashed = Line(np.arange(3.0), np.arange(3.0), BLUE, "", pattern=1)
    faint = line([1, 2, 1], color=ORANGE, faint=True)
    root = parsed([dashed, faint])
    assert curves(root)[0].get("stroke-dasharray")
    assert float(curves(root, ORANGE)[0].get("stroke-opacity", "1")) < 0.5
    broken = parsed([line([1, 2, NAN, 3, 4, NAN, 5])])
    assert curves(broken)[0].get("d", "").count("M") == 2
    assert len(list(broken.iter(f"{SVG}circle"))) == 1


def test_bands_marks_restarts_and_crosshair() -> None:
    x = np.arange(5.0)
    band = Band(x, x, x + np.array([1, NAN, 1, 1, 1]), ORANGE)
    restarted = Line(x, np.array([1, NAN, INF, 2, 3]), BLUE, "", restarts=np.array([2.0]))
    root = parsed([restarted], [band], cursor_x=3.0)
    filled = [path for path in root.iter(f"{SVG}path") if path.get("fill") == ORANGE]
    assert filled[0].get("d", "").count("Z") == 2
    assert {"▾", "↑", "↺"} <= set(texts(root))
    assert any(rule.get("stroke") == DARK.cursor for rule in root.iter(f"{SVG}line"))


def test_an_empty_plot_says_why() -> None:
    assert "no values here" in texts(parsed([line([1, 2])], y_range=(10.0, 20.0)))
    assert "no positive x" in texts(parsed([line([1, 2], [-2, -1])], x_scale=ScaleKind.LOG))
    assert "no points" in texts(parsed([]))


def test_a_million_points_are_few_and_keep_their_spike() -> None:
    y = np.ones(1_000_000)
    y[333_333] = 100
    x = np.arange(1_000_000.0)
    text = chart_svg([Line(x, y, BLUE, "")], [], ChartOptions(), LIGHT, 800, 300)
    assert len(text) < 40_000
    (path,) = curves(ET.fromstring(text))
    heights = [height for _, height in points(path)]
    assert max(heights) - min(heights) > 150


def test_many_lines_add_up() -> None:
    crowd = [line([1, 2, 3]) for _ in range(200)]
    front = Line(np.arange(3.0), np.arange(3.0), ORANGE, "", front=True)
    root = parsed([front, *crowd], density=True)
    assert len(curves(root, DARK.accent)) == 200
    assert float(curves(root, DARK.accent)[0].get("stroke-opacity", "1")) < 0.2
    assert curves(root, ORANGE)[0].get("stroke-opacity") is None


odd = st.floats() | st.sampled_from([0.0, 1.0, 5e-324, 1.7e308, -1.7e308])


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(odd, odd, odd), max_size=20),
    st.text(),
    st.integers(-5, 500),
    st.integers(-5, 300),
    st.sampled_from([ScaleKind.LINEAR, ScaleKind.LOG]),
    st.sampled_from(list(ScaleKind)),
    st.booleans(),
)
def test_any_chart_is_valid_xml(
    values: list[tuple[float, float, float]],
    name: str,
    width: int,
    height: int,
    x_scale: ScaleKind,
    y_scale: ScaleKind,
    density: bool,
) -> None:
    x, y, other = (np.array([value[index] for value in values]) for index in range(3))
    lines = [Line(x, y, BLUE, name, restarts=x)]
    options = ChartOptions(x_scale=x_scale, y_scale=y_scale, density=density, cursor_x=1.0)
    text = chart_svg(lines, [Band(x, y, other, BLUE)], options, DARK, width, height, name, lines)
    root = ET.fromstring(text)
    assert "nan" not in "".join(
        value for part in root.iter() for key, value in part.items() if key != "font-family"
    )
