"""Charts are painted once, and where that takes long, one after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driving import drive, screen_text
from fakes import FakeLoader, FakeStore, small_run

from tbtui.plot.theme import DARK
from tbtui.widgets import chart_frames
from tbtui.widgets.chart_frame import framed
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.chart_layout import Place
from tbtui.widgets.chart_messages import message_strips
from tbtui.widgets.chart_scene import ChartScene, ChartSettings
from tbtui.widgets.styling import strip_of

TAGS = ("a", "b", "c")
PLACES = [Place(tag, 40 * index, 0, 40, 10) for index, tag in enumerate(TAGS)]


def scene(focused="b", **settings):
    runs = tuple(small_run(name, **{tag: range(9) for tag in TAGS}) for name in ("first", "second"))
    return ChartScene(
        charts=TAGS,
        focused=focused,
        runs=runs,
        colors={run.name: "#4c9aff" for run in runs},
        settings=ChartSettings(**settings),
    )


@pytest.fixture
def frames():
    frames = ChartFrames()
    frames.show(scene())
    return frames


def has_curve(strips):
    return any("⠀" < cell <= "⣿" for strip in strips for cell in strip.text)


def drawn(frames):
    return [has_curve(frames.lines(place, DARK)) for place in PLACES]


def test_what_is_quick_is_painted_at_once(frames):
    frames.begin(PLACES[1], DARK)
    assert drawn(frames) == [True, True, True]
    assert frames.waiting == ()


def test_the_chart_in_focus_comes_first_and_the_others_in_turns(frames, monkeypatch):
    monkeypatch.setattr(chart_frames, "MOST_WORK", 1)
    frames.begin(PLACES[1], DARK)
    assert drawn(frames) == [False, True, False]
    assert frames.waiting == (PLACES[0], PLACES[2])
    in_view = frozenset(PLACES)
    assert frames.paint_waiting(in_view, DARK) == [PLACES[0]]
    assert drawn(frames) == [True, True, False]
    assert frames.paint_waiting(in_view, DARK) == [PLACES[2]]
    assert drawn(frames) == [True, True, True]
    assert frames.waiting == ()


def test_a_chart_that_waits_keeps_its_old_picture(frames, monkeypatch):
    frames.begin(None, DARK)
    before = [frames.lines(place, DARK) for place in PLACES]
    monkeypatch.setattr(chart_frames, "MOST_WORK", 1)
    frames.show(scene(smoothing=0.9))
    frames.begin(PLACES[1], DARK)
    after = [frames.lines(place, DARK) for place in PLACES]
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, False, True]
    assert not frames.is_current(PLACES[0], DARK)
    assert frames.is_current(PLACES[1], DARK)


def test_charts_out_of_view_do_not_wait_any_longer(frames, monkeypatch):
    monkeypatch.setattr(chart_frames, "MOST_WORK", 1)
    frames.begin(PLACES[1], DARK)
    drawn(frames)
    assert frames.paint_waiting(frozenset(PLACES[2:]), DARK) == [PLACES[2]]
    assert frames.waiting == ()


def test_a_step_of_the_crosshair_draws_no_curve_again(frames, monkeypatch):
    bare = frames.painter.paint(frames.scene, "b", 38, 8, False, DARK)
    monkeypatch.setattr(frames.painter, "_draw", lambda *arguments: pytest.fail("drawn again"))
    moved = replace(frames.scene, settings=ChartSettings(cursor=3.0))
    crossed = frames.painter.paint(moved, "b", 38, 8, False, DARK)
    assert all("│" in strip.text[4:] for strip in crossed.strips[:2])
    # The x axis has no crosshair: its lines are the same objects.
    same = [new is old for new, old in zip(crossed.strips, bare.strips, strict=True)]
    assert same[:2] == [False, False]
    assert same[-2:] == [True, True]


def test_hundreds_of_runs_are_all_painted_in_the_end(monkeypatch):
    monkeypatch.setattr(chart_frames, "MOST_WORK", 1)
    tags = {f"m__{number}": range(9) for number in range(9)}
    loader = FakeLoader(FakeStore([small_run(name, **tags) for name in "ab"]))

    async def scenario(pilot):
        for keys in ((), ("v",), (">",), ("l",), ("v",)):
            await pilot.press(*keys)
            await pilot.pause(0.3)
            charts = pilot.app.screen.charts
            assert charts._frames.waiting == ()
            rows = screen_text(pilot.app).splitlines()
            bottoms = [y for y, row in enumerate(rows) if "╰─" in row]
            assert bottoms
            for bottom in bottoms:
                plot = "".join(rows[bottom - 6 : bottom])
                assert any("⠀" < cell <= "⣿" for cell in plot)

    drive(scenario, loader=loader)


def test_where_the_next_point_is_sought_short_series_share_one_array(frames):
    (shared,) = frames.painter.horizontal_points(frames.scene, "a")
    assert shared.tolist() == list(range(9))
    assert frames.painter.horizontal_points(frames.scene, "a")[0] is shared


def test_the_reading_of_the_reference_run_stands_for_all(frames):
    assert frames.painter.reference_reading(frames.scene, "a").curve.name == "first"
    of_second = replace(frames.scene, reference_run="second")
    assert frames.painter.reference_reading(of_second, "a").curve.name == "second"
    assert frames.painter.reference_reading(of_second, "no such tag") is None


@pytest.mark.parametrize("note", ["", "12 points"])
def test_a_frame_with_a_warning_is_as_wide_as_any_other(note):
    for width in range(4, 60):
        content = [strip_of([], width - 2, DARK.background)]
        *_, bottom = framed(content, width, "t", note, True, DARK, warning="wrong\x1b and long")
        assert bottom.cell_length == width == len(bottom.text)
    assert "wrong\\x1b and long ─" in bottom.text
    assert bottom.text.endswith(f" {note} ─╯" if note else "──╯")


def test_a_long_warning_leaves_no_room_for_the_note():
    content = [strip_of([], 28, DARK.background)]
    *_, bottom = framed(content, 30, "t", "12 points", True, DARK, warning="w" * 50)
    assert bottom.text == f"╰─ ▲ {'w' * 21}… ─╯"


@pytest.mark.parametrize("height", [1, 2, 3, 6])
def test_messages_fill_an_empty_chart_and_tell_how_many_lines_are_left_out(height):
    strips = message_strips(["one two", "three", "four"], 9, height, DARK)
    assert [strip.cell_length for strip in strips] == [9] * height
    text = " ".join(strip.text.strip() for strip in strips).split()
    assert (
        text
        == {
            1: ["one"],
            2: ["one", "+3", "more"],
            3: ["one", "two", "+2", "more"],
            6: ["one", "two", "three", "four"],
        }[height]
    )
